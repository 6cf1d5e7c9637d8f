/**
 * InitProducerId (key 22), v5, for idempotent producers: any broker gives an id of its block, with epoch 0.
 * While the broker has no block it answers COORDINATOR_LOAD_IN_PROGRESS, and the producer asks again.
 * Transactional ids are refused: transactions are not modelled yet.
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type {
  InitProducerIdRequest,
  InitProducerIdResponse,
} from '../../../protocol/messages/22-init-producer-id.ts';
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '../../../protocol/record-batch.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { generateProducerId } from '../producer-id-manager.ts';
import { respond } from '../request-channel.ts';

export function handleInitProducerId(ctx: Ctx, broker: BrokerNode, request: Request<'InitProducerId'>): void {
  respond(ctx, broker, request, answerFor(ctx, broker, request.body));
}

function answerFor(ctx: Ctx, broker: BrokerNode, body: InitProducerIdRequest): InitProducerIdResponse {
  const namesId = body.producerId !== NO_PRODUCER_ID;
  const namesEpoch = body.producerEpoch !== NO_PRODUCER_EPOCH;
  if (body.transactionalId !== null || namesId !== namesEpoch) return failure(Errors.INVALID_REQUEST);
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
