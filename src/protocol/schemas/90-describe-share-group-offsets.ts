import { array, int16, int32, int64, string, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/** DescribeShareGroupOffsets (key 90). Share-partition start offsets (KIP-932). v1: lag (KIP-1226). */
export const DescribeShareGroupOffsets = api('DescribeShareGroupOffsets', {
  request: {
    groups: array({
      groupId: string(),
      topics: array('0+', { topicName: string(), partitions: array(int32()) }, { nullable: '0+' }),
    }),
  },
  response: {
    throttleTimeMs: int32(),
    groups: array({
      groupId: string(),
      topics: array({
        topicName: string(),
        topicId: uuid(),
        partitions: array({
          partitionIndex: int32(),
          startOffset: int64(),
          leaderEpoch: int32(),
          lag: int64('1+', { default: -1 }),
          errorCode: int16(),
          errorMessage: string('0+', { default: null }),
        }),
      }),
      errorCode: int16(),
      errorMessage: string('0+', { default: null }),
    }),
  },
});
