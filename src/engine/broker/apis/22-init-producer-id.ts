/**
 * InitProducerId (key 22), v5. For an idempotent producer any broker gives an id of its block, with epoch 0; while
 * it has no block it answers COORDINATOR_LOAD_IN_PROGRESS, and the producer asks again. A transactional id's
 * producer asks its coordinator, which keeps them in mind (coordinator/transaction/).
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type {
  InitProducerIdRequest,
  InitProducerIdResponse,
} from '../../../protocol/messages/22-init-producer-id.ts';
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '../../../protocol/record-batch.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { transactions } from '../../transaction/transactions.ts';
import type { BrokerNode } from '../broker.ts';
import { generateProducerId } from '../producer-id-manager.ts';
import { respond } from '../request-channel.ts';

export function handleInitProducerId(ctx: Ctx, broker: BrokerNode, request: Request<'InitProducerId'>): void {
  const { body } = request;
  if (isContradictory(body)) respond(ctx, broker, request, failure(Errors.INVALID_REQUEST));
  else if (body.transactionalId === null) respond(ctx, broker, request, newProducer(ctx, broker));
  else transactions.rules().initTransactionalProducer(ctx, broker, request);
}

/** It names an id without an epoch, or the other way round. */
function isContradictory({ producerId, producerEpoch }: InitProducerIdRequest): boolean {
  return (producerId !== NO_PRODUCER_ID) !== (producerEpoch !== NO_PRODUCER_EPOCH);
}

function newProducer(ctx: Ctx, broker: BrokerNode): InitProducerIdResponse {
  const producerId = generateProducerId(ctx, broker);
  if (producerId === null) return failure(Errors.COORDINATOR_LOAD_IN_PROGRESS);
  return { throttleTimeMs: 0, errorCode: Errors.NONE, producerId, producerEpoch: 0 };
}

function failure(errorCode: ErrorCode): InitProducerIdResponse {
  return {
    throttleTimeMs: 0,
    errorCode,
    producerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
  };
}
