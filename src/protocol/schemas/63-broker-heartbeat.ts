import { array, boolean, int16, int32, int64, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * BrokerHeartbeat (key 63). Keeps a broker unfenced, or asks for a controlled shutdown (KIP-631). v1:
 * directories gone offline (KIP-858). v2: directories that take no new replicas (KIP-1066).
 */
export const BrokerHeartbeat = api('BrokerHeartbeat', {
  request: {
    brokerId: int32(),
    brokerEpoch: int64('0+', { default: -1 }),
    currentMetadataOffset: int64(),
    wantFence: boolean(),
    wantShutDown: boolean(),
    offlineLogDirs: array('1+', uuid(), { tag: 0 }),
    cordonedLogDirs: array('2+', uuid(), { tag: 1, default: null }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    isCaughtUp: boolean(),
    isFenced: boolean('0+', { default: true }),
    shouldShutDown: boolean(),
  },
});
