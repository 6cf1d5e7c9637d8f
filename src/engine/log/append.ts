/** How a batch enters the log: checked and numbered by the leader, taken as it is by a follower. */
import type { EpochMs, LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorName } from '../../protocol/errors.ts';
import { type RecordBatch, recordCount } from '../../protocol/record-batch.ts';
import { recompress } from './broker-compression.ts';
import { segmentSizeBytes } from './log-config.ts';
import { appendToSegment } from './log-segment.ts';
import { type RecordError, validateRecords } from './log-validator.ts';
import {
  type AppendOrigin,
  checkProducerBatch,
  type ProducerStateException,
  type TransactionVersion,
} from './producer-append-info.ts';
import { type BatchMetadata, findDuplicateBatch, hasProducerId } from './producer-state-manager.ts';
import { maybeRoll, type RollReason } from './roll.ts';
import { activeSegment, assignEpochStartOffset, type UnifiedLog } from './unified-log.ts';
import { updateProducers } from './update-producers.ts';

export interface LogAppendInfo {
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  /** The producer had sent the batch before: the offsets are those of that time, and nothing was written. */
  readonly duplicate: boolean;
  /** The batch as it lies in the log, null if it is a duplicate. */
  readonly batch: RecordBatch | null;
  /** The leader's clock under LogAppendTime, a duplicate's timestamp, otherwise -1. */
  readonly logAppendTime: EpochMs;
  /** Why the batch got a new segment, null if it did not. */
  readonly rolled: RollReason | null;
}

/** Class of the exception by which Kafka refuses an append. */
export type AppendException = keyof typeof ERROR_OF_EXCEPTION | 'RecordValidationException';

export interface AppendFailure {
  /** What the producer is answered. */
  readonly error: ErrorName;
  readonly exception: AppendException;
  /** The records at fault, when it is the records' fault. */
  readonly recordErrors: readonly RecordError[];
}

export type AppendResult = LogAppendInfo | AppendFailure;

const ERROR_OF_EXCEPTION = {
  RecordTooLargeException: 'MESSAGE_TOO_LARGE',
  RecordBatchTooLargeException: 'RECORD_LIST_TOO_LARGE',
  CorruptRecordException: 'CORRUPT_MESSAGE',
  InvalidRecordException: 'INVALID_RECORD',
  InvalidProducerEpochException: 'INVALID_PRODUCER_EPOCH',
  InvalidTxnStateException: 'INVALID_TXN_STATE',
  OutOfOrderSequenceException: 'OUT_OF_ORDER_SEQUENCE_NUMBER',
  TransactionCoordinatorFencedException: 'TRANSACTION_COORDINATOR_FENCED',
  UnexpectedAppendOffsetException: 'UNKNOWN_SERVER_ERROR',
} as const satisfies Record<string, ErrorName>;

/** Why a batch may not be appended, as far as its transaction goes; null: it may. */
export type TransactionCheck = (log: UnifiedLog, batch: RecordBatch) => ProducerStateException | null;

export function isAppendFailure(result: AppendResult): result is AppendFailure {
  return 'error' in result;
}

/**
 * Appends a producer's batch, or what a coordinator writes, at the log's end under the leader's epoch. The order of the checks is Kafka's and
 * can be seen: an append that fails late may already have begun a leader epoch or a new segment.
 */
export function appendAsLeader(
  log: UnifiedLog,
  batch: RecordBatch,
  leaderEpoch: LeaderEpoch,
  nowMs: EpochMs,
  origin: AppendOrigin = 'CLIENT',
  transactionVersion: TransactionVersion = 0,
  checkTransaction?: TransactionCheck,
): AppendResult {
  const refused = refusedByContent(log, batch, nowMs, origin);
  if (refused) return refused;
  const stamped = stamp(log, recompress(batch, log.config['compression.type']), leaderEpoch, nowMs);
  if (!fitsAMessage(log, stamped)) return failure('RecordTooLargeException');
  assignEpochStartOffset(log, leaderEpoch, stamped.baseOffset);
  if (!fitsASegment(log, stamped)) return failure('RecordBatchTooLargeException');
  const rolled = maybeRoll(log, stamped, nowMs);
  if (hasProducerId(stamped)) {
    const sentBefore = origin === 'CLIENT' ? findDuplicateBatch(log.producers, stamped) : undefined;
    if (sentBefore) return duplicateOf(sentBefore, rolled);
    const exception =
      checkTransaction?.(log, stamped) ??
      checkProducerBatch(log.producers, stamped, origin, transactionVersion);
    if (exception) return failure(exception);
  }
  write(log, stamped, nowMs);
  return appended(stamped, rolled);
}

/**
 * Appends a batch that the leader has already checked and numbered; the same object then lies in both logs.
 * Kafka appends all batches of one fetch response at once; we one by one, so our followers' segments begin
 * where they would if each response held one batch.
 */
export function appendAsFollower(log: UnifiedLog, batch: RecordBatch, nowMs: EpochMs): AppendResult {
  if (batch.baseOffset < log.logEndOffset) return failure('UnexpectedAppendOffsetException');
  if (batch.partitionLeaderEpoch >= 0)
    assignEpochStartOffset(log, batch.partitionLeaderEpoch, batch.baseOffset);
  if (!fitsASegment(log, batch)) return failure('RecordBatchTooLargeException');
  const rolled = maybeRoll(log, batch, nowMs);
  write(log, batch, nowMs);
  return appended(batch, rolled);
}

function refusedByContent(
  log: UnifiedLog,
  batch: RecordBatch,
  nowMs: EpochMs,
  origin: AppendOrigin,
): AppendFailure | null {
  const isFromClient = origin === 'CLIENT';
  if (isFromClient && batch.baseOffset !== 0) return failure('InvalidRecordException');
  if (!fitsAMessage(log, batch)) return failure('RecordTooLargeException');
  if (batch.damage === 'checksum') return failure('CorruptRecordException');
  if (batch.damage || (isFromClient && !mayComeFromClient(batch))) return failure('InvalidRecordException');
  const invalid = validateRecords(batch, log.config, nowMs);
  return invalid && { ...invalid, exception: 'RecordValidationException' };
}

function mayComeFromClient(batch: RecordBatch): boolean {
  return batch.records.kind !== 'control' && (!hasProducerId(batch) || batch.baseSequence >= 0);
}

/** The batch as it will be stored: with its offsets, the leader's epoch and the topic's kind of timestamp. */
function stamp(log: UnifiedLog, batch: RecordBatch, leaderEpoch: LeaderEpoch, nowMs: EpochMs): RecordBatch {
  const isLogAppendTime = log.config['message.timestamp.type'] === 'LogAppendTime';
  return {
    ...batch,
    baseOffset: log.logEndOffset,
    lastOffset: log.logEndOffset + recordCount(batch) - 1,
    partitionLeaderEpoch: leaderEpoch,
    timestampType: isLogAppendTime ? 'LogAppendTime' : 'CreateTime',
    maxTimestamp: isLogAppendTime ? nowMs : batch.maxTimestamp,
  };
}

/** Asked before and after: compressing a batch anew may change its size. */
function fitsAMessage(log: UnifiedLog, batch: RecordBatch): boolean {
  return batch.sizeInBytes <= log.config['max.message.bytes'];
}

function fitsASegment(log: UnifiedLog, batch: RecordBatch): boolean {
  return batch.sizeInBytes <= segmentSizeBytes(log.config);
}

function write(log: UnifiedLog, batch: RecordBatch, nowMs: EpochMs): void {
  appendToSegment(activeSegment(log), batch, nowMs);
  log.logEndOffset = batch.lastOffset + 1;
  if (hasProducerId(batch)) updateProducers(log, batch);
}

function appended(batch: RecordBatch, rolled: RollReason | null): LogAppendInfo {
  const { baseOffset, lastOffset } = batch;
  const logAppendTime = batch.timestampType === 'LogAppendTime' ? batch.maxTimestamp : -1;
  return { firstOffset: baseOffset, lastOffset, duplicate: false, batch, logAppendTime, rolled };
}

function duplicateOf(sentBefore: BatchMetadata, rolled: RollReason | null): LogAppendInfo {
  const { firstOffset, lastOffset, timestamp } = sentBefore;
  return { firstOffset, lastOffset, duplicate: true, batch: null, logAppendTime: timestamp, rolled };
}

function failure(exception: keyof typeof ERROR_OF_EXCEPTION): AppendFailure {
  return { error: ERROR_OF_EXCEPTION[exception], exception, recordErrors: [] };
}
