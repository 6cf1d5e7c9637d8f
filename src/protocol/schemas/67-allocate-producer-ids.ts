import { int16, int32, int64 } from '../schema/schema.ts';
import { api } from './api.ts';

/** AllocateProducerIds (key 67). A broker takes a block of producer ids from the controller (KIP-730). */
export const AllocateProducerIds = api('AllocateProducerIds', {
  request: {
    brokerId: int32(),
    brokerEpoch: int64('0+', { default: -1 }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    producerIdStart: int64(),
    producerIdLen: int32(),
  },
});
