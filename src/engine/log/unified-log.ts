/**
 * The log of one replica: its segments from the oldest to the active one, the offsets that bound what may be
 * read and deleted, and what it remembers of leaders and producers. Plain data; each rule that changes it has
 * a file of its own beside this one.
 */

import type { EpochMs, LeaderEpoch, Offset } from '../../kernel/brand.ts';
import { intAt, streamOf } from '../../kernel/prng.ts';
import {
  assignEpoch,
  endOffsetFor,
  type LeaderEpochFileCache,
  type OffsetAndEpoch,
} from './leader-epoch-file-cache.ts';
import type { LogConfig } from './log-config.ts';
import { createSegment, type LogSegment } from './log-segment.ts';
import type { ProducerStates } from './producer-state-manager.ts';
import { createTransactions, type Transactions } from './transactions.ts';

export interface UnifiedLog {
  /** May be replaced at any time by a change of the topic's configs. */
  config: LogConfig;
  /** Oldest first; never empty, the last one is active. */
  readonly segments: LogSegment[];
  /** First offset that may be read. Retention and DeleteRecords move it; it may lie inside the first segment. */
  logStartOffset: Offset;
  /** Offset of the next record. */
  logEndOffset: Offset;
  /** HW: end of what all in-sync replicas have. Consumers read, and retention deletes, only below it. */
  highWatermark: Offset;
  /** False until someone has looked up where in the log's bytes the high watermark lies, see `fetchHighWatermark`. */
  isHighWatermarkLocated: boolean;
  readonly leaderEpochs: LeaderEpochFileCache;
  readonly producers: ProducerStates;
  readonly transactions: Transactions;
  /** Up to where the log cleaner has compacted (Kafka's cleaner-offset-checkpoint), null while it never has. */
  cleanerCheckpoint: Offset | null;
  /** Chance for `segment.jitter.ms`. */
  readonly seed: number;
}

/** A log without records that begins at offset 0. `seed` matters to `segment.jitter.ms` only. */
export function createLog(config: LogConfig, nowMs: EpochMs, seed = 0): UnifiedLog {
  const log: UnifiedLog = {
    config,
    segments: [],
    logStartOffset: 0,
    logEndOffset: 0,
    highWatermark: 0,
    isHighWatermarkLocated: false,
    leaderEpochs: [],
    producers: new Map(),
    transactions: createTransactions(),
    cleanerCheckpoint: null,
    seed,
  };
  addSegment(log, 0, nowMs);
  return log;
}

/** Puts a new active segment at the end of the log. */
export function addSegment(log: UnifiedLog, baseOffset: Offset, nowMs: EpochMs): LogSegment {
  const segment = createSegment(log.config, baseOffset, rollJitterMs(log, baseOffset), nowMs);
  log.segments.push(segment);
  return segment;
}

const JITTER_STREAM = streamOf('segment.jitter.ms');

function rollJitterMs(log: UnifiedLog, baseOffset: Offset): number {
  const bound = Math.min(log.config['segment.jitter.ms'], log.config['segment.ms'], 0xffff_ffff);
  return bound === 0 ? 0 : intAt(log.seed, JITTER_STREAM, baseOffset, bound);
}

export function activeSegment(log: UnifiedLog): LogSegment {
  return log.segments[log.segments.length - 1]!;
}

/** Place of the last segment whose base offset is not above `offset`, -1 if all begin later. */
export function floorSegment(log: UnifiedLog, offset: Offset): number {
  let low = 0;
  let high = log.segments.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (log.segments[middle]!.baseOffset <= offset) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/** The segments that may hold an offset of [fromOffset, toOffset), from the one that holds `fromOffset` on. */
export function segmentsBetween(log: UnifiedLog, fromOffset: Offset, toOffset: Offset): LogSegment[] {
  if (fromOffset >= toOffset) return [];
  return log.segments.slice(Math.max(floorSegment(log, fromOffset), 0), floorSegment(log, toOffset - 1) + 1);
}

/** Bytes of all segments. */
export function sizeOfLog(log: UnifiedLog): number {
  return log.segments.reduce((bytes, segment) => bytes + segment.sizeInBytes, 0);
}

/** A leader's reign begins: its records start at the log's end, also before the first of them is written. */
export function assignEpochStartOffset(
  log: UnifiedLog,
  leaderEpoch: LeaderEpoch,
  startOffset: Offset = log.logEndOffset,
): boolean {
  return assignEpoch(log.leaderEpochs, leaderEpoch, startOffset);
}

/** The newest leader epoch this log knows of, -1 if none. */
export function latestEpoch(log: UnifiedLog): LeaderEpoch {
  return log.leaderEpochs.at(-1)?.epoch ?? -1;
}

/** Where an epoch ended in this log, see `endOffsetFor`. */
export function endOffsetForEpoch(log: UnifiedLog, leaderEpoch: LeaderEpoch): OffsetAndEpoch | null {
  return endOffsetFor(log.leaderEpochs, leaderEpoch, log.logEndOffset);
}
