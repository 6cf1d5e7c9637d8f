import { type AppendResult, appendAsLeader, isAppendFailure } from '../../engine/log/append.ts';
import { updateHighWatermark } from '../../engine/log/high-watermark.ts';
import { listOffset } from '../../engine/log/list-offsets.ts';
import { maybeIncrementLogStartOffset } from '../../engine/log/log-start-offset.ts';
import { isReadFailure, readIsolated } from '../../engine/log/read.ts';
import { deleteOldSegments } from '../../engine/log/retention.ts';
import { roll } from '../../engine/log/roll.ts';
import { truncateTo } from '../../engine/log/truncate.ts';
import {
  assignEpochStartOffset,
  createLog,
  endOffsetForEpoch,
  type UnifiedLog,
} from '../../engine/log/unified-log.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { firstDifference } from './first-difference.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';
import { logConfigOf, vectorBatch } from './log-vector.ts';

interface LifecycleCase {
  readonly config: Readonly<Record<string, string>>;
  readonly startMs: number;
  readonly highWatermarkFollowsAppends: boolean;
  readonly steps: readonly Step[];
}

/** What was done, by `do` and its arguments, and what Kafka answered. */
type Step = Action & { readonly after: LogSummary };

interface LogSummary {
  readonly segments: readonly (readonly [baseOffset: number, bytes: number])[];
  readonly logStartOffset: number;
  readonly highWatermark: number;
  readonly logEndOffset: number;
}

type Action =
  | {
      readonly do: 'append';
      readonly leaderEpoch: number;
      readonly records: readonly RecordTuple[];
      readonly batchBytes: number;
    }
  | { readonly do: 'advanceTime'; readonly ms: number }
  | {
      readonly do: 'read';
      readonly fromOffset: number;
      readonly maxBytes: number;
      readonly minOneMessage: boolean;
      readonly upTo: 'LOG_END' | 'HIGH_WATERMARK';
    }
  | { readonly do: 'retentionPass' }
  | { readonly do: 'endOffsetForEpoch'; readonly epoch: number }
  | { readonly do: 'listOffset'; readonly timestamp: number }
  | { readonly do: 'newLeaderEpoch'; readonly epoch: number }
  | { readonly do: 'deleteRecords'; readonly beforeOffset: number }
  | { readonly do: 'roll' }
  | { readonly do: 'truncateTo'; readonly offset: number }
  | { readonly do: 'highWatermark'; readonly to: number };

type RecordTuple = readonly [timestamp: number, keySize: number, valueSize: number];

interface Replay {
  readonly log: UnifiedLog;
  nowMs: number;
  readonly highWatermarkFollowsAppends: boolean;
}

/** `UnifiedLog` on a mock clock: every step's own answer and the log after it. */
export const checkLogLifecycle = checkEachCase<LifecycleCase>((vectorCase) => {
  const { config, startMs: nowMs, highWatermarkFollowsAppends } = vectorCase;
  const replay: Replay = { log: createLog(logConfigOf(config), nowMs), nowMs, highWatermarkFollowsAppends };
  for (const [index, step] of vectorCase.steps.entries()) {
    const mismatch = checkStep(replay, step, `step ${index} (${step.do})`);
    if (mismatch) return mismatch;
  }
  return null;
});

function checkStep(replay: Replay, step: Step, path: string): Mismatch | null {
  const answer = perform(replay, step);
  leaveFilesToTheRealClock(replay.log);
  return firstDifference(step, { ...argumentsOf(step), ...answer, after: summaryOf(replay.log) }, path);
}

/** The step's arguments, as they stand in the vector: only the answer to them can differ. */
function argumentsOf(step: Step): object {
  const answers = new Set<string>(ANSWER_FIELDS);
  return Object.fromEntries(Object.entries(step).filter(([name]) => !answers.has(name)));
}

const ANSWER_FIELDS = [
  'after',
  'bytes',
  'deletedSegments',
  'endOffset',
  'error',
  'firstOffset',
  'found',
  'foundEpoch',
  'foundLeaderEpoch',
  'foundTimestamp',
  'lastOffset',
  'moved',
  'truncated',
  'wholeBatches',
] as const;

type Answer = Partial<Record<(typeof ANSWER_FIELDS)[number], unknown>> & { readonly offset?: unknown };

function perform(replay: Replay, action: Action): Answer {
  const { log, nowMs } = replay;
  switch (action.do) {
    case 'append':
      return append(replay, action);
    case 'advanceTime':
      replay.nowMs += action.ms;
      return {};
    case 'read':
      return readAnswer(log, action);
    case 'retentionPass':
      return { deletedSegments: deleteOldSegments(log, nowMs).length };
    case 'endOffsetForEpoch':
      return epochAnswer(log, action.epoch);
    case 'listOffset':
      return listAnswer(log, action.timestamp);
    case 'newLeaderEpoch':
      assignEpochStartOffset(log, action.epoch);
      return {};
    case 'deleteRecords': {
      const result = maybeIncrementLogStartOffset(log, action.beforeOffset);
      return 'error' in result ? { error: 'OffsetOutOfRangeException' } : result;
    }
    case 'roll':
      roll(log, nowMs);
      return {};
    case 'truncateTo':
      return { truncated: truncateTo(log, action.offset, nowMs) };
    case 'highWatermark':
      updateHighWatermark(log, action.to);
      return {};
  }
}

function append(replay: Replay, action: Action & { do: 'append' }): Answer {
  const batch = batchOf(action.records, action.batchBytes);
  const result: AppendResult = appendAsLeader(replay.log, batch, action.leaderEpoch, replay.nowMs);
  if (isAppendFailure(result)) return { error: result.exception };
  if (replay.highWatermarkFollowsAppends) updateHighWatermark(replay.log, replay.log.logEndOffset);
  return { firstOffset: result.firstOffset, lastOffset: result.lastOffset };
}

function batchOf(records: readonly RecordTuple[], batchBytes: number): RecordBatch {
  return vectorBatch(
    records.map(([timestamp, keySize, valueSize]) => ({ timestamp, keySize, valueSize })),
    batchBytes,
  );
}

function readAnswer(log: UnifiedLog, action: Action & { do: 'read' }): Answer {
  const { fromOffset, maxBytes, minOneMessage, upTo } = action;
  const result = readIsolated(log, fromOffset, maxBytes, minOneMessage, upTo);
  if (isReadFailure(result)) return { error: 'OffsetOutOfRangeException' };
  const wholeBatches = result.batches.map(({ baseOffset, lastOffset }) => [baseOffset, lastOffset]);
  return { bytes: result.sizeInBytes, wholeBatches };
}

function epochAnswer(log: UnifiedLog, epoch: number): Answer {
  const end = endOffsetForEpoch(log, epoch);
  return end ? { foundEpoch: end.leaderEpoch, endOffset: end.offset } : { found: false };
}

function listAnswer(log: UnifiedLog, timestamp: number): Answer {
  const found = listOffset(log, timestamp);
  if (!found) return { found: false };
  const { offset, timestamp: foundTimestamp, leaderEpoch } = found;
  return {
    found: true,
    offset,
    foundTimestamp,
    ...(leaderEpoch >= 0 ? { foundLeaderEpoch: leaderEpoch } : {}),
  };
}

function summaryOf(log: UnifiedLog): LogSummary {
  return {
    segments: log.segments.map(({ baseOffset, sizeInBytes }) => [baseOffset, sizeInBytes]),
    logStartOffset: log.logStartOffset,
    highWatermark: log.highWatermark,
    logEndOffset: log.logEndOffset,
  };
}

/**
 * The recorded log lay on a real disk: its files were modified by the machine's clock, years after the mock
 * one. It counts where a segment has no record with a timestamp.
 */
function leaveFilesToTheRealClock(log: UnifiedLog): void {
  for (const segment of log.segments) segment.lastModifiedMs = Number.MAX_SAFE_INTEGER;
}
