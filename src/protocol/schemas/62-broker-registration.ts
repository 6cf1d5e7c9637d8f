import { array, boolean, int16, int32, int64, string, uint16, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * BrokerRegistration (key 62). A starting broker makes itself known to the controller (KIP-631). v2: log
 * directories (KIP-858). v3: its epoch before a clean shutdown (KIP-966). v4 knows features that begin at
 * version 0.
 */
export const BrokerRegistration = api('BrokerRegistration', {
  request: {
    brokerId: int32(),
    clusterId: string(),
    incarnationId: uuid(),
    listeners: array({ name: string(), host: string(), port: uint16(), securityProtocol: int16() }),
    features: array({ name: string(), minSupportedVersion: int16(), maxSupportedVersion: int16() }),
    rack: string('0+', { nullable: '0+' }),
    isMigratingZkBroker: boolean('1+'),
    logDirs: array('2+', uuid()),
    previousBrokerEpoch: int64('3+', { default: -1 }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    brokerEpoch: int64('0+', { default: -1 }),
  },
});
