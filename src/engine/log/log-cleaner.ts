/**
 * What a cleaner thread does each time it wakes up, every `log.cleaner.backoff.ms` (Kafka's LogCleaner): it
 * compacts the dirtiest log that is due, and goes on at once with the next one while it finds any.
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import { cleanLog } from './cleaner.ts';
import { doneCleaning, grabFilthiestCompactedLog } from './log-cleaner-manager.ts';
import { sizeOfLog, type UnifiedLog } from './unified-log.ts';

export interface CleanedLog {
  readonly log: UnifiedLog;
  /** What was dirty before, and is clean now: [fromOffset, toOffset). */
  readonly fromOffset: Offset;
  readonly toOffset: Offset;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
}

/** As many keys as Kafka's default buffer of 128 MiB holds, filled to nine tenths. */
const DEFAULT_MAX_KEYS = 5_033_164;

/** Null: no log is dirty enough. */
export function cleanFilthiestLog(
  logs: Iterable<UnifiedLog>,
  nowMs: EpochMs,
  maxKeys = DEFAULT_MAX_KEYS,
): CleanedLog | null {
  const filthiest = grabFilthiestCompactedLog(logs, nowMs);
  if (!filthiest) return null;
  const { log, firstDirtyOffset: fromOffset } = filthiest;
  const bytesBefore = sizeOfLog(log);
  const toOffset = cleanLog(filthiest, nowMs, maxKeys);
  doneCleaning(log, toOffset);
  return { log, fromOffset, toOffset, bytesBefore, bytesAfter: sizeOfLog(log) };
}
