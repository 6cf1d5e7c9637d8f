/**
 * Requests that write in a transaction and wait until its coordinator knows of their partitions: what they have asked,
 * and what becomes of them then. After ReplicaManager.maybeSendPartitionsToTransactionCoordinator.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { otherBrokerConfig } from '../broker/other-broker-config.ts';
import { type Ctx, setTimer, wallClockMs } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import { getPartition } from '../replica/hosted-partition.ts';
import type {
  Answered,
  PartitionErrors,
  PartitionToVerify,
  TransactionSupportedOperation,
} from './add-partitions-state.ts';
import { addOrVerifyTransaction } from './add-partitions-to-txn-manager.ts';
import { isPartitionVerificationEnabled } from './partition-verification.ts';
import { transactionNodeOf } from './transaction-node.ts';
import {
  hasOngoingTransaction,
  isEpochStale,
  maybeCreateVerificationStateEntry,
} from './verification-state-entry.ts';

export interface PendingVerification {
  readonly request: Request<'Produce'> | Request<'TxnOffsetCommit'>;
  readonly transaction: {
    readonly transactionalId: string;
    readonly producerId: number;
    readonly producerEpoch: number;
  };
  readonly operation: TransactionSupportedOperation;
  /** Those of the request that it writes to in the transaction, with the first sequence of each. */
  readonly partitions: readonly (PartitionToVerify & { readonly baseSequence: number })[];
  readonly startedUs: Micros;
  /** When it asks again, since the coordinator is still busy with the transaction before. */
  retryAtUs: Micros;
  verification: Verification;
}

/** What is known once the coordinator has answered, by the partitions' keys. */
export interface Verification {
  readonly errors: PartitionErrors;
  readonly guards: ReadonlyMap<string, number>;
}

/** Asks what has to be asked. Returns the requests that may go on now: this one, or others that it supersedes. */
export function verify(
  ctx: Ctx,
  broker: BrokerNode,
  asked: Omit<PendingVerification, 'startedUs' | 'retryAtUs' | 'verification'>,
): PendingVerification[] {
  const pending: PendingVerification = {
    ...asked,
    startedUs: ctx.nowUs,
    retryAtUs: NEVER,
    verification: { errors: new Map(), guards: new Map() },
  };
  transactionNodeOf(broker).verifications.set(asked.request.id, pending);
  return maybeSendPartitionsToTransactionCoordinator(ctx, broker, pending);
}

function maybeSendPartitionsToTransactionCoordinator(
  ctx: Ctx,
  broker: BrokerNode,
  pending: PendingVerification,
): PendingVerification[] {
  const { request, transaction, operation } = pending;
  if (needsNoVerification(broker, operation)) return [finished(broker, pending)];
  const errors = new Map<string, ErrorCode>();
  const guards = new Map<string, number>();
  const unverified = pending.partitions.filter((partition) => {
    const { topicPartition } = partition;
    const started = maybeStartTransactionVerification(ctx, broker, pending, partition);
    if ('error' in started) errors.set(topicPartition, started.error);
    else if (started.guard !== null) guards.set(topicPartition, started.guard);
    return guards.has(topicPartition);
  });
  pending.verification = { errors, guards };
  const answered =
    unverified.length === 0
      ? [{ requestId: request.id, errors: new Map() }]
      : addOrVerifyTransaction(ctx, broker, request.id, transaction, unverified, operation);
  return onAnswered(ctx, broker, answered);
}

/** Old clients have asked the coordinator themselves: whether that is looked at is a matter of configuration. */
function needsNoVerification(broker: BrokerNode, operation: TransactionSupportedOperation): boolean {
  return operation !== 'addPartition' && !isPartitionVerificationEnabled(broker);
}

type Started = { readonly error: ErrorCode } | { readonly guard: number | null };

/** Null: the transaction has begun in the partition, and nobody need be asked (UnifiedLog). */
function maybeStartTransactionVerification(
  ctx: Ctx,
  broker: BrokerNode,
  { transaction, operation }: PendingVerification,
  { topicPartition, baseSequence }: PendingVerification['partitions'][number],
): Started {
  const partition = getPartition(broker, topicPartition);
  if (!partition?.leads) return { error: Errors.NOT_LEADER_OR_FOLLOWER };
  if (isEpochStale(partition.log, transaction)) return { error: Errors.INVALID_PRODUCER_EPOCH };
  if (hasOngoingTransaction(partition.log, transaction)) return { guard: null };
  const node = transactionNodeOf(broker);
  const { guard } = maybeCreateVerificationStateEntry(
    partition,
    { ...transaction, baseSequence },
    operation === 'addPartition',
    node.nextGuard++,
    wallClockMs(ctx),
  );
  return { guard };
}

/** Coordinators have answered, or can't be asked. Returns the requests that may go on. */
export function onAnswered(
  ctx: Ctx,
  broker: BrokerNode,
  answered: readonly Answered[],
): PendingVerification[] {
  return answered.flatMap(({ requestId, errors }) => {
    const pending = broker.transactions?.verifications.get(requestId);
    if (!pending) return [];
    const { verification } = pending;
    pending.verification = { ...verification, errors: new Map([...verification.errors, ...errors]) };
    if (!mayRetry(ctx, broker, pending)) return [finished(broker, pending)];
    retryLater(ctx, broker, pending);
    return [];
  });
}

/**
 * The transaction before is not quite over: it most often is in a moment, and to have the producer send its batches
 * again would take longer (`add.partitions.to.txn.retry.backoff.max.ms`).
 */
function mayRetry(ctx: Ctx, broker: BrokerNode, pending: PendingVerification): boolean {
  const { request, operation, startedUs, verification } = pending;
  if (request.api !== 'Produce' || operation !== 'addPartition') return false;
  const timeoutMs = Math.min(
    otherBrokerConfig(broker, 'add.partitions.to.txn.retry.backoff.max.ms'),
    otherBrokerConfig(broker, 'request.timeout.ms'),
  );
  if (ctx.nowUs - startedUs >= timeoutMs * MICROS_PER_MS) return false;
  return [...verification.errors.values()].includes(Errors.CONCURRENT_TRANSACTIONS);
}

function retryLater(ctx: Ctx, broker: BrokerNode, pending: PendingVerification): void {
  const backoffMs = otherBrokerConfig(broker, 'add.partitions.to.txn.retry.backoff.ms');
  pending.retryAtUs = ctx.nowUs + backoffMs * MICROS_PER_MS;
  setTimer(ctx, broker, 'add-partitions-retry', String(pending.request.id), pending.retryAtUs);
}

/** Its time has come. Returns the requests that may go on now. */
export function retryVerification(ctx: Ctx, broker: BrokerNode, requestId: number): PendingVerification[] {
  const pending = transactionNodeOf(broker).verifications.get(requestId)!;
  pending.retryAtUs = NEVER;
  return maybeSendPartitionsToTransactionCoordinator(ctx, broker, pending);
}

function finished(broker: BrokerNode, pending: PendingVerification): PendingVerification {
  transactionNodeOf(broker).verifications.delete(pending.request.id);
  return pending;
}
