/** An idempotent producer asks any broker for its id before it sends anything (TransactionManager.InitProducerIdHandler). */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { Errors, errorName } from '../../protocol/errors.ts';
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '../../protocol/record-batch.ts';
import { type Ctx, note } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { sendRequest } from '../network/network-client.ts';
import { anyNodeReadyUs, leastLoadedNode } from './client-metadata.ts';
import { isRetriable } from './error-classes.ts';
import type { ProducerNode } from './producer.ts';
import { hasProducerId, type TransactionManager } from './transaction-manager.ts';

export interface InitProducerIdContext {
  readonly kind: 'init-producer-id';
}

/** Only transactions have a timeout. */
const NO_TRANSACTION_TIMEOUT_MS = 0x7fffffff;

/**
 * Asks for a producer id if there is none. Returns null when there is one, else when to look again; NEVER
 * while the answer is awaited.
 */
export function maybeInitProducerId(
  ctx: Ctx,
  producer: ProducerNode,
  manager: TransactionManager,
): Micros | null {
  if (hasProducerId(manager)) return null;
  if (manager.initializing) return NEVER;
  if (manager.retryAtUs > ctx.nowUs) return manager.retryAtUs;
  const target = leastLoadedNode(ctx, producer);
  if (target === null) {
    const readyUs = anyNodeReadyUs(producer);
    return readyUs > ctx.nowUs ? readyUs : NEVER;
  }
  manager.initializing = true;
  sendRequest(
    ctx,
    producer,
    target,
    'InitProducerId',
    {
      transactionalId: null,
      transactionTimeoutMs: NO_TRANSACTION_TIMEOUT_MS,
      producerId: NO_PRODUCER_ID,
      producerEpoch: NO_PRODUCER_EPOCH,
    },
    {
      channel: 'data',
      timeoutMs: producer.configs['request.timeout.ms'],
      context: { kind: 'init-producer-id' } satisfies InitProducerIdContext,
    },
  );
  return NEVER;
}

export function onInitProducerIdResponse(
  ctx: Ctx,
  producer: ProducerNode,
  response: Response<'InitProducerId'>,
): void {
  const manager = producer.transactionManager;
  if (!manager) return;
  const { errorCode, producerId, producerEpoch } = response.body;
  manager.initializing = false;
  if (errorCode === Errors.NONE) {
    manager.producerId = producerId;
    manager.producerEpoch = producerEpoch;
    note(ctx, { code: 'producer-id', producer: producer.id, producerId, producerEpoch });
  } else if (isRetriable(errorCode)) {
    retryLater(ctx, producer, manager);
  } else {
    manager.fatalError = errorName(errorCode);
  }
}

export function onInitProducerIdDisconnect(ctx: Ctx, producer: ProducerNode): void {
  const manager = producer.transactionManager;
  if (!manager) return;
  manager.initializing = false;
  retryLater(ctx, producer, manager);
}

/** The sender sleeps for `retry.backoff.ms` as it is, without growth or spread. */
function retryLater(ctx: Ctx, producer: ProducerNode, manager: TransactionManager): void {
  manager.retryAtUs = ctx.nowUs + producer.configs['retry.backoff.ms'] * MICROS_PER_MS;
}
