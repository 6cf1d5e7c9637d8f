/**
 * Where a transactional id's state is kept: asked for by id, and changed by what is written into the log once that is
 * committed (TransactionStateManager).
 */
import { MICROS_PER_MS, NEVER, type Offset } from '../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { TransactionLogRecord } from '../../../protocol/transaction-log-records.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, note, setTimer, wallClockMs } from '../../ctx.ts';
import { appendToLeader, isLeaderAppendFailure } from '../../replica/append-to-leader.ts';
import { getPartition } from '../../replica/hosted-partition.ts';
import { effectiveMinIsr } from '../../replica/partition.ts';
import { coordinatorErrorOf } from '../group/append-errors.ts';
import { typedBatch } from '../group/record-helpers.ts';
import type { AppendSequel, PendingAppend, TransactionShard } from './transaction-coordinator.ts';
import { transactionLogRecord } from './transaction-log.ts';
import { transactionLogRecordSizes } from './transaction-log-record-sizes.ts';
import {
  completeTransitionTo,
  type TransactionMetadata,
  type TxnTransitMetadata,
} from './transaction-metadata.ts';
import { transactionPartitionFor } from './transaction-state-topic.ts';

const ALL_REPLICAS = -1;

/** The shard of a transactional id; undefined: another broker coordinates it (NOT_COORDINATOR). */
export function transactionShardOf(
  broker: BrokerNode,
  transactionalId: string,
): TransactionShard | undefined {
  const partition = transactionPartitionFor(broker.disk.image, transactionalId);
  return partition === null ? undefined : broker.transactions?.coordinator.shards.get(partition);
}

export interface FoundTransaction {
  readonly shard: TransactionShard;
  readonly metadata: TransactionMetadata;
}

/** What is known of a transactional id. Errors: NOT_COORDINATOR, or `unknown` where nobody has used the id yet. */
export function findTransaction(
  broker: BrokerNode,
  transactionalId: string,
  unknown: ErrorCode,
): FoundTransaction | { readonly error: ErrorCode } {
  const shard = transactionShardOf(broker, transactionalId);
  if (!shard) return { error: Errors.NOT_COORDINATOR };
  const metadata = shard.metadata.get(transactionalId);
  return metadata ? { shard, metadata } : { error: unknown };
}

/** An append whose outcome stands: what it tells whoever waits for it. */
export interface SettledAppend extends Pick<PendingAppend, 'transactionalIds' | 'transit' | 'sequel'> {
  /** Of `__transaction_state`. */
  readonly partition: number;
  readonly error: ErrorCode;
}

/**
 * Writes a prepared transition. It counts, and `sequel` follows, once it is committed; null says that this is awaited.
 * Where nothing could be written the outcome is there at once.
 */
export function appendTransactionToLog(
  ctx: Ctx,
  broker: BrokerNode,
  { shard, metadata }: FoundTransaction,
  transit: TxnTransitMetadata,
  sequel: AppendSequel,
): SettledAppend | null {
  const { transactionalId } = metadata;
  return appendRecords(ctx, broker, shard, [transactionLogRecord(transactionalId, transit)], {
    transactionalIds: [transactionalId],
    transit,
    timeoutMs: transit.txnTimeoutMs,
    sequel,
  });
}

interface Append extends Pick<PendingAppend, 'transactionalIds' | 'transit' | 'sequel'> {
  readonly timeoutMs: number;
}

/** The same of several records at once. */
export function appendRecords(
  ctx: Ctx,
  broker: BrokerNode,
  shard: TransactionShard,
  records: readonly TransactionLogRecord[],
  { timeoutMs, ...append }: Append,
): SettledAppend | null {
  const content = { kind: 'transaction-log', records } as const;
  const batch = typedBatch(records.map(transactionLogRecordSizes), content, wallClockMs(ctx));
  const appended = appendToLeader(ctx, broker, shard.topicPartition, batch, ALL_REPLICAS);
  const { coordinatorEpoch } = shard;
  if (isLeaderAppendFailure(appended))
    return settle(ctx, broker, shard.partition, { ...append, coordinatorEpoch }, appended.error);
  shard.pending.push({
    ...append,
    coordinatorEpoch,
    requiredOffset: appended.lastOffset + 1,
    timesOutAtUs: ctx.nowUs + timeoutMs * MICROS_PER_MS,
  });
  armAppendTimeout(ctx, broker, shard);
  return null;
}

function armAppendTimeout(ctx: Ctx, broker: BrokerNode, shard: TransactionShard): void {
  const dueUs = shard.pending.reduce((first, { timesOutAtUs }) => Math.min(first, timesOutAtUs), NEVER);
  if (dueUs === shard.appendTimeoutUs) return;
  shard.appendTimeoutUs = dueUs;
  if (dueUs !== NEVER) setTimer(ctx, broker, 'transaction-append-timeout', String(shard.partition), dueUs);
}

/** The high watermark moved: those below it are committed, if there were enough replicas. In the order of writing. */
export function commitAppends(
  ctx: Ctx,
  broker: BrokerNode,
  shard: TransactionShard,
  highWatermark: Offset,
): SettledAppend[] {
  const committed = take(ctx, broker, shard, ({ requiredOffset }) => requiredOffset <= highWatermark);
  const partition = getPartition(broker, shard.topicPartition);
  // The ISR may have shrunk below the minimum since the append.
  const isEnough = partition && effectiveMinIsr(partition, partition.log) <= partition.maximalIsr.length;
  const error = isEnough ? Errors.NONE : Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND;
  return committed.map((append) => settle(ctx, broker, shard.partition, append, error));
}

/** Those that have waited for as long as a transaction may last. The records stay in the log. */
export function expireAppends(ctx: Ctx, broker: BrokerNode, shard: TransactionShard): SettledAppend[] {
  const expired = take(ctx, broker, shard, ({ timesOutAtUs }) => timesOutAtUs <= ctx.nowUs);
  return expired.map((append) => settle(ctx, broker, shard.partition, append, Errors.REQUEST_TIMED_OUT));
}

/** The broker leads the partition no more. */
export function failAppends(ctx: Ctx, broker: BrokerNode, shard: TransactionShard): SettledAppend[] {
  return shard.pending.map((append) =>
    settle(ctx, broker, shard.partition, append, Errors.NOT_LEADER_OR_FOLLOWER),
  );
}

function take(
  ctx: Ctx,
  broker: BrokerNode,
  shard: TransactionShard,
  isMeant: (append: PendingAppend) => boolean,
): PendingAppend[] {
  const taken = shard.pending.filter(isMeant);
  if (taken.length === 0) return taken;
  shard.pending = shard.pending.filter((append) => !isMeant(append));
  armAppendTimeout(ctx, broker, shard);
  return taken;
}

type Outcome = Omit<PendingAppend, 'requiredOffset' | 'timesOutAtUs'>;

/** What the append's outcome means for the ids' state; a later coordinator's state is none of its business. */
function settle(
  ctx: Ctx,
  broker: BrokerNode,
  partition: number,
  { coordinatorEpoch, ...append }: Outcome,
  appendError: ErrorCode,
): SettledAppend {
  const error = transactionErrorOf(appendError);
  const shard = broker.transactions?.coordinator.shards.get(partition);
  const isOurs = shard?.coordinatorEpoch === coordinatorEpoch;
  if (isOurs) {
    for (const transactionalId of append.transactionalIds) {
      const metadata = shard.metadata.get(transactionalId);
      if (metadata) applyOutcome(ctx, shard, metadata, append, error);
    }
  }
  return { ...append, partition, error: error === Errors.NONE && !isOurs ? Errors.NOT_COORDINATOR : error };
}

function applyOutcome(
  ctx: Ctx,
  shard: TransactionShard,
  metadata: TransactionMetadata,
  { transit, sequel }: Pick<PendingAppend, 'transit' | 'sequel'>,
  error: ErrorCode,
): void {
  if (error !== Errors.NONE) {
    // The end of a decided transaction is written again, and nothing else may come between.
    const isRepeated = sequel.kind === 'complete' && error === Errors.COORDINATOR_NOT_AVAILABLE;
    if (!isRepeated) metadata.pendingState = null;
  } else if (transit) {
    noteTransition(ctx, metadata, transit);
    completeTransitionTo(metadata, transit);
  } else shard.metadata.delete(metadata.transactionalId);
}

function noteTransition(
  ctx: Ctx,
  { transactionalId, state: previous }: TransactionMetadata,
  { producerId, producerEpoch, state, topicPartitions }: TxnTransitMetadata,
): void {
  const partitions = topicPartitions.length;
  note(ctx, {
    code: 'transaction-state',
    transactionalId,
    producerId,
    producerEpoch,
    state,
    previous,
    partitions,
  });
}

/** What a client is told: try again here, or look for the coordinator elsewhere. */
function transactionErrorOf(appendError: ErrorCode): ErrorCode {
  return appendError === Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND
    ? Errors.COORDINATOR_NOT_AVAILABLE
    : coordinatorErrorOf(appendError);
}
