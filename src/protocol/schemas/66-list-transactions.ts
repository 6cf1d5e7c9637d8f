import { array, int16, int32, int64, string } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * ListTransactions (key 66). All transactions of one coordinator (KIP-664). v1: by age (KIP-994). v2: by a
 * pattern of the id (KIP-1152).
 */
export const ListTransactions = api('ListTransactions', {
  request: {
    stateFilters: array(string()),
    producerIdFilters: array(int64()),
    durationFilter: int64('1+', { default: -1 }),
    transactionalIdPattern: string('2+', { default: null }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    unknownStateFilters: array(string()),
    transactionStates: array({ transactionalId: string(), producerId: int64(), transactionState: string() }),
  },
});
