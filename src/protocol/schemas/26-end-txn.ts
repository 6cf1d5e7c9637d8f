import { boolean, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * EndTxn (key 26). Commits or aborts a transaction. v3: flexible. v5: each transaction gets an epoch of its
 * own, which the answer tells (KIP-890).
 */
export const EndTxn = api('EndTxn', {
  request: {
    transactionalId: string(),
    producerId: int64(),
    producerEpoch: int16(),
    committed: boolean(),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    producerId: int64('5+', { default: -1 }),
    producerEpoch: int16('5+', { default: -1 }),
  },
});
