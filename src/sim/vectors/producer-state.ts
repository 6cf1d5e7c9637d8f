import { appendAsLeader, isAppendFailure } from '../../engine/log/append.ts';
import { lastStableOffset, updateHighWatermark } from '../../engine/log/high-watermark.ts';
import type { AppendOrigin, TransactionVersion } from '../../engine/log/producer-append-info.ts';
import { lastSequenceOf, removeExpiredProducers } from '../../engine/log/producer-state-manager.ts';
import { isReadFailure, readIsolated } from '../../engine/log/read.ts';
import { createLog, type UnifiedLog } from '../../engine/log/unified-log.ts';
import { endTransactionMarkerBatch } from '../../protocol/end-transaction-marker.ts';
import { NO_PRODUCER_EPOCH, NO_SEQUENCE, type RecordBatch } from '../../protocol/record-batch.ts';
import { firstDifference } from './first-difference.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';
import { logConfigOf, vectorBatch } from './log-vector.ts';

interface ProducerStateCase {
  readonly config: Readonly<Record<string, string>>;
  readonly 'producer.id.expiration.ms': number;
  readonly startMs: number;
  readonly steps: readonly Step[];
}

type Step = Action & { readonly after: LogSummary };

type Action =
  | {
      readonly do: 'append';
      readonly producerId: number;
      readonly producerEpoch?: number;
      readonly baseSequence?: number;
      readonly transactional: boolean;
      readonly records: number;
      readonly batchBytes: number;
    }
  | {
      readonly do: 'commitMarker' | 'abortMarker';
      readonly producerId: number;
      readonly producerEpoch: number;
      readonly coordinatorEpoch: number;
      readonly transactionVersion: TransactionVersion;
    }
  | { readonly do: 'readCommitted'; readonly fromOffset: number }
  | { readonly do: 'advanceTime'; readonly ms: number };

interface LogSummary {
  readonly logEndOffset: number;
  readonly lastStableOffset: number;
  readonly producers: readonly {
    readonly producerId: number;
    readonly producerEpoch: number;
    readonly lastSequence: number;
    readonly coordinatorEpoch: number;
    readonly currentTxnStartOffset: number;
  }[];
}

interface Replay {
  readonly log: UnifiedLog;
  readonly producerIdExpirationMs: number;
  nowMs: number;
}

const LEADER_EPOCH = 0;
const KEY_BYTES = 2;
const VALUE_BYTES = 10;
/** What a consumer asks for by default, `max.partition.fetch.bytes`; no log here is as large. */
const FETCH_MAX_BYTES = 1_048_576;

/** Producers and transactions in a `UnifiedLog`: every step's own answer, and what the log then knows of them. */
export const checkProducerState = checkEachCase<ProducerStateCase>((vectorCase) => {
  const { config, startMs: nowMs, 'producer.id.expiration.ms': producerIdExpirationMs } = vectorCase;
  const replay: Replay = { log: createLog(logConfigOf(config), nowMs), producerIdExpirationMs, nowMs };
  for (const [index, step] of vectorCase.steps.entries()) {
    const mismatch = checkStep(replay, step, `step ${index} (${step.do})`);
    if (mismatch) return mismatch;
  }
  return null;
});

function checkStep(replay: Replay, step: Step, path: string): Mismatch | null {
  const answer = perform(replay, step);
  return firstDifference(step, { ...argumentsOf(step), ...answer, after: summaryOf(replay.log) }, path);
}

/** The step's arguments, as they stand in the vector: only the answer to them can differ. */
function argumentsOf(step: Step): object {
  const answers = new Set<string>(ANSWER_FIELDS);
  return Object.fromEntries(Object.entries(step).filter(([name]) => !answers.has(name)));
}

const ANSWER_FIELDS = [
  'abortedTransactions',
  'after',
  'batches',
  'duplicate',
  'error',
  'firstOffset',
  'lastOffset',
] as const;

type Answer = Partial<Record<(typeof ANSWER_FIELDS)[number], unknown>>;

function perform(replay: Replay, action: Action): Answer {
  switch (action.do) {
    case 'append':
      return append(replay, batchOf(action, replay.nowMs), 'CLIENT');
    case 'commitMarker':
    case 'abortMarker': {
      const marker = action.do === 'commitMarker' ? 'COMMIT' : 'ABORT';
      const batch = endTransactionMarkerBatch({ ...action, marker }, replay.nowMs);
      const { error } = append(replay, batch, 'COORDINATOR', action.transactionVersion);
      return error === undefined ? {} : { error };
    }
    case 'readCommitted':
      return readCommitted(replay.log, action.fromOffset);
    case 'advanceTime':
      replay.nowMs += action.ms;
      removeExpiredProducers(replay.log.producers, replay.nowMs, replay.producerIdExpirationMs);
      return {};
  }
}

function append(
  { log, nowMs }: Replay,
  batch: RecordBatch,
  origin: AppendOrigin,
  transactionVersion?: TransactionVersion,
): Answer {
  const result = appendAsLeader(log, batch, LEADER_EPOCH, nowMs, origin, transactionVersion);
  if (isAppendFailure(result)) return { error: result.exception };
  updateHighWatermark(log, log.logEndOffset);
  const { firstOffset, lastOffset, duplicate } = result;
  return { firstOffset, lastOffset, duplicate };
}

function batchOf(action: Action & { do: 'append' }, timestamp: number): RecordBatch {
  const record = { timestamp, keySize: KEY_BYTES, valueSize: VALUE_BYTES };
  const { producerId, producerEpoch = NO_PRODUCER_EPOCH, baseSequence = NO_SEQUENCE } = action;
  return vectorBatch(
    Array.from({ length: action.records }, () => record),
    action.batchBytes,
    { producerId, producerEpoch, baseSequence, isTransactional: action.transactional },
  );
}

function readCommitted(log: UnifiedLog, fromOffset: number): Answer {
  const result = readIsolated(log, fromOffset, FETCH_MAX_BYTES, true, 'TXN_COMMITTED');
  if (isReadFailure(result)) return { error: 'OffsetOutOfRangeException' };
  return {
    batches: result.batches.map(({ baseOffset, lastOffset }) => [baseOffset, lastOffset]),
    abortedTransactions: result.abortedTransactions?.map((txn) => [txn.producerId, txn.firstOffset]),
  };
}

function summaryOf(log: UnifiedLog): LogSummary {
  const entries = [...log.producers.values()].sort((a, b) => a.producerId - b.producerId);
  return {
    logEndOffset: log.logEndOffset,
    lastStableOffset: lastStableOffset(log),
    producers: entries.map((entry) => ({
      producerId: entry.producerId,
      producerEpoch: entry.producerEpoch,
      lastSequence: lastSequenceOf(entry),
      coordinatorEpoch: entry.coordinatorEpoch,
      currentTxnStartOffset: entry.currentTxnFirstOffset ?? -1,
    })),
  };
}
