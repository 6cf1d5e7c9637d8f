import { array, int8, int16, int32, int64, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * AlterPartition (key 56). A leader asks the controller to change the in-sync replicas (KIP-497). v3: with
 * the brokers' epochs (KIP-903).
 */
export const AlterPartition = api('AlterPartition', {
  request: {
    brokerId: int32(),
    brokerEpoch: int64('0+', { default: -1 }),
    topics: array({
      topicId: uuid(),
      partitions: array({
        partitionIndex: int32(),
        leaderEpoch: int32(),
        newIsr: array('2', int32()),
        newIsrWithEpochs: array('3+', { brokerId: int32(), brokerEpoch: int64('0+', { default: -1 }) }),
        leaderRecoveryState: int8(),
        partitionEpoch: int32(),
      }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16(),
    topics: array({
      topicId: uuid(),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        leaderId: int32(),
        leaderEpoch: int32(),
        isr: array(int32()),
        leaderRecoveryState: int8(),
        partitionEpoch: int32(),
      }),
    }),
  },
});
