/** A leader takes a batch, from a producer or from a coordinator on the same broker (Partition.appendRecordsToLeader). */
import type { Offset } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, note, wallClockMs } from '../ctx.ts';
import { appendAsLeader, isAppendFailure, type LogAppendInfo } from '../log/append.ts';
import type { RecordError } from '../log/log-validator.ts';
import type { AppendOrigin, TransactionVersion } from '../log/producer-append-info.ts';
import { activeSegment, type UnifiedLog } from '../log/unified-log.ts';
import { transactions } from '../transaction/transactions.ts';
import { getPartition, whyNotHosted } from './hosted-partition.ts';
import { maybeIncrementLeaderHighWatermark } from './leader-high-watermark.ts';
import { effectiveMinIsr, type Partition } from './partition.ts';

export interface LeaderAppendFailure {
  readonly error: ErrorCode;
  /** -1 where Kafka does not tell it. */
  readonly logStartOffset: Offset;
  /** The records at fault, when it is the records' fault. */
  readonly recordErrors?: readonly RecordError[];
}

export interface AppendSettings {
  readonly origin?: AppendOrigin;
  /** Of the transaction whose end the batch is. */
  readonly transactionVersion?: TransactionVersion;
  /** By which the transaction's coordinator has been asked about it, see transaction/verification-state-entry.ts. */
  readonly guard?: number;
}

const AS_CLIENT: AppendSettings = {};

export type LeaderAppendResult = LogAppendInfo | LeaderAppendFailure;

export function isLeaderAppendFailure(result: LeaderAppendResult): result is LeaderAppendFailure {
  return 'error' in result;
}

/**
 * With acks=-1 the batch is not even appended while too few replicas are in sync to make it safe. What is
 * appended wakes parked fetches, and where the leader is alone in the ISR, it is committed at once.
 */
export function appendToLeader(
  ctx: Ctx,
  broker: BrokerNode,
  topicPartition: string,
  batch: RecordBatch,
  acks: -1 | 0 | 1,
  settings: AppendSettings = AS_CLIENT,
): LeaderAppendResult {
  const partition = getPartition(broker, topicPartition);
  if (!partition) return { error: whyAbsent(broker, topicPartition), logStartOffset: -1 };
  if (!partition.leads) return { error: Errors.NOT_LEADER_OR_FOLLOWER, logStartOffset: -1 };
  const { log } = partition;
  if (acks === -1 && partition.isr.length < effectiveMinIsr(partition, log))
    return { error: Errors.NOT_ENOUGH_REPLICAS, logStartOffset: log.logStartOffset };
  const { origin, transactionVersion } = settings;
  const checkTransaction =
    batch.isTransactional || partition.verificationStates
      ? transactions.rules().transactionCheck(broker, partition, settings)
      : undefined;
  const result = appendAsLeader(
    log,
    batch,
    partition.leaderEpoch,
    wallClockMs(ctx),
    origin,
    transactionVersion,
    checkTransaction,
  );
  if (isAppendFailure(result))
    return {
      error: Errors[result.error],
      logStartOffset: tellsLogStart(result.exception) ? log.logStartOffset : -1,
      recordErrors: result.recordErrors,
    };
  afterAppend(ctx, broker, partition, log, result);
  return result;
}

function whyAbsent(broker: BrokerNode, topicPartition: string): ErrorCode {
  const colon = topicPartition.lastIndexOf(':');
  return whyNotHosted(broker, topicPartition.slice(0, colon), Number(topicPartition.slice(colon + 1)));
}

const WITHOUT_LOG_START: readonly string[] = [
  'RecordTooLargeException',
  'RecordBatchTooLargeException',
  'CorruptRecordException',
];

/**
 * Refusals for a batch's size or checksum come without the log's start, all others with it
 * (ReplicaManager.appendToLocalLog).
 */
function tellsLogStart(exception: string): boolean {
  return !WITHOUT_LOG_START.includes(exception);
}

function afterAppend(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  log: UnifiedLog,
  { batch, rolled, firstOffset }: LogAppendInfo,
): void {
  const of = { broker: broker.brokerId, topic: partition.topic, partition: partition.partition };
  if (rolled) note(ctx, { code: 'segment-rolled', ...of, baseOffset: activeSegment(log).baseOffset });
  if (!batch) {
    note(ctx, { code: 'batch-duplicate', ...of, baseOffset: firstOffset });
    return;
  }
  note(ctx, { code: 'batch-appended', ...of, batch });
  if (partition.verificationStates) transactions.rules().onTransactionalAppend(partition, batch);
  if (!maybeIncrementLeaderHighWatermark(ctx, broker, partition))
    broker.actions.push({ type: 'appended', topicPartition: partition.topicPartition });
}
