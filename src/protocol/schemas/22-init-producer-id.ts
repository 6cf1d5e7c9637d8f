import { int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * InitProducerId (key 22). A producer id and epoch. v2: flexible. v3: a producer that has an id asks for the
 * next epoch (KIP-360).
 */
export const InitProducerId = api('InitProducerId', {
  request: {
    transactionalId: string('0+', { nullable: '0+' }),
    transactionTimeoutMs: int32(),
    producerId: int64('3+', { default: -1 }),
    producerEpoch: int16('3+', { default: -1 }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    producerId: int64('0+', { default: -1 }),
    producerEpoch: int16(),
  },
});
