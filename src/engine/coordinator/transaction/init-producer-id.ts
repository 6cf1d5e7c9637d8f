/**
 * InitProducerId of a transactional id: it gets a producer id for good, and each process that begins with it a higher
 * epoch, which shuts out those before (TransactionCoordinator.handleInitProducerId, KIP-98). A producer that goes on
 * after an error names the id and the epoch it had (KIP-360). Two-phase commit (KIP-939) is not modelled.
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '../../../protocol/record-batch.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { otherBrokerConfig } from '../../broker/other-broker-config.ts';
import { generateProducerId } from '../../broker/producer-id-manager.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { writeTransition } from './after-append.ts';
import { endTransaction } from './end-transaction.ts';
import { type ProducerIdAndEpoch, respondToInitProducerId } from './transaction-answers.ts';
import {
  createTransactionMetadata,
  isEpochExhausted,
  prepareFenceProducerEpoch,
  prepareIncrementProducerEpoch,
  prepareProducerIdRotation,
  TRANSACTION_VERSION_2,
  type TransactionMetadata,
  type TxnTransitMetadata,
} from './transaction-metadata.ts';
import { isPrepared } from './transaction-state.ts';
import { type FoundTransaction, transactionShardOf } from './transaction-state-manager.ts';

type Failure = { readonly error: ErrorCode };

export function initTransactionalProducer(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'InitProducerId'>,
): void {
  const found = findOrCreate(ctx, broker, request.body);
  if ('error' in found) {
    respondToInitProducerId(ctx, broker, request, found.error);
    return;
  }
  const transit = prepareTransit(ctx, broker, found.metadata, request.body);
  if ('error' in transit) respondToInitProducerId(ctx, broker, request, transit.error);
  else if (transit.state === 'PrepareEpochFence')
    abortForSuccessor(ctx, broker, found.metadata, transit, request);
  else writeTransition(ctx, broker, found, transit, { kind: 'init-producer-id', request });
}

/** The producer is told to come again, and by then the open transaction is over. */
function abortForSuccessor(
  ctx: Ctx,
  broker: BrokerNode,
  { transactionalId }: TransactionMetadata,
  { producerId, producerEpoch }: TxnTransitMetadata,
  request: Request<'InitProducerId'>,
): void {
  endTransaction(ctx, broker, {
    transactionalId,
    producerId,
    producerEpoch,
    committed: false,
    clientTransactionVersion: TRANSACTION_VERSION_2,
    asker: { kind: 'successor', request },
  });
}

type Asked = Request<'InitProducerId'>['body'];

function findOrCreate(
  ctx: Ctx,
  broker: BrokerNode,
  { transactionalId, transactionTimeoutMs }: Asked,
): FoundTransaction | Failure {
  if (!transactionalId) return { error: Errors.INVALID_REQUEST };
  const isTimeoutValid =
    transactionTimeoutMs > 0 &&
    transactionTimeoutMs <= otherBrokerConfig(broker, 'transaction.max.timeout.ms');
  if (!isTimeoutValid) return { error: Errors.INVALID_TRANSACTION_TIMEOUT };
  const shard = transactionShardOf(broker, transactionalId);
  if (!shard) return { error: Errors.NOT_COORDINATOR };
  const known = shard.metadata.get(transactionalId);
  if (known) return { shard, metadata: known };
  const producerId = generateProducerId(ctx, broker);
  if (producerId === null) return { error: Errors.COORDINATOR_LOAD_IN_PROGRESS };
  const metadata = createTransactionMetadata(
    transactionalId,
    producerId,
    transactionTimeoutMs,
    wallClockMs(ctx),
  );
  shard.metadata.set(transactionalId, metadata);
  return { shard, metadata };
}

/** TransactionCoordinator.prepareInitProducerIdTransit */
function prepareTransit(
  ctx: Ctx,
  broker: BrokerNode,
  metadata: TransactionMetadata,
  asked: Asked,
): TxnTransitMetadata | Failure {
  const expected = asked.producerId === NO_PRODUCER_ID ? null : asked;
  if (metadata.pendingState !== null) return { error: Errors.CONCURRENT_TRANSACTIONS };
  if (expected && !isValidProducerId(metadata, expected)) return { error: Errors.PRODUCER_FENCED };
  if (isPrepared(metadata.state)) return { error: Errors.CONCURRENT_TRANSACTIONS };
  // What is open is aborted first, with an epoch that is told nobody; the next try gets the one after.
  if (metadata.state === 'Ongoing') return prepareFenceProducerEpoch(metadata);
  const nowMs = wallClockMs(ctx);
  const timeoutMs = asked.transactionTimeoutMs;
  const isCurrent = !expected || expected.producerEpoch === metadata.producerEpoch;
  if (!isEpochExhausted(metadata.producerEpoch) || !isCurrent)
    return prepareIncrementProducerEpoch(metadata, timeoutMs, expected?.producerEpoch ?? null, nowMs);
  const producerId = generateProducerId(ctx, broker);
  return producerId === null
    ? { error: Errors.COORDINATOR_LOAD_IN_PROGRESS }
    : prepareProducerIdRotation(metadata, producerId, timeoutMs, nowMs, expected !== null);
}

/**
 * The present id, or the one before if its epochs are used up: that may be the repetition of a request which was
 * answered with a new id. With an id that was only just made up, anybody may begin.
 */
function isValidProducerId(
  { producerId, producerEpoch, prevProducerId }: TransactionMetadata,
  expected: ProducerIdAndEpoch,
): boolean {
  return (
    producerEpoch === NO_PRODUCER_EPOCH ||
    expected.producerId === producerId ||
    (expected.producerId === prevProducerId && isEpochExhausted(expected.producerEpoch))
  );
}
