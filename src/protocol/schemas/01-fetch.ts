import { array, int8, int16, int32, int64, records, string, struct, uuid } from '../schema/schema.ts';
import { api } from './api.ts';

/**
 * Fetch (key 1). Records from an offset on, for consumers and followers. v5: log start offset. v7: sessions
 * (KIP-227). v9: fenced by leader epoch (KIP-320). v11: racks and the preferred replica (KIP-392). v12:
 * flexible, diverging epoch (KIP-595). v13: topics by id (KIP-516). v15: the replica's epoch (KIP-903). v16:
 * current leaders (KIP-951). v17: the replica's directory (KIP-853). v18: the high watermark that the
 * follower knows (KIP-1166).
 */
export const Fetch = api('Fetch', {
  request: {
    clusterId: string('12+', { tag: 0, default: null }),
    replicaId: int32('4-14', { default: -1 }),
    replicaState: struct(
      '15+',
      {
        replicaId: int32('0+', { default: -1 }),
        replicaEpoch: int64('0+', { default: -1 }),
      },
      { tag: 1 },
    ),
    maxWaitMs: int32(),
    minBytes: int32(),
    maxBytes: int32('0+', { default: 0x7fff_ffff }),
    isolationLevel: int8(),
    sessionId: int32('7+'),
    sessionEpoch: int32('7+', { default: -1 }),
    topics: array({
      topic: string('4-12'),
      topicId: uuid('13+'),
      partitions: array({
        partition: int32(),
        currentLeaderEpoch: int32('9+', { default: -1 }),
        fetchOffset: int64(),
        lastFetchedEpoch: int32('12+', { default: -1 }),
        logStartOffset: int64('5+', { default: -1 }),
        partitionMaxBytes: int32(),
        replicaDirectoryId: uuid('17+', { tag: 0 }),
        highWatermark: int64('18+', { tag: 1, default: Number.MAX_SAFE_INTEGER }),
      }),
    }),
    forgottenTopicsData: array('7+', {
      topic: string('7-12'),
      topicId: uuid('13+'),
      partitions: array(int32()),
    }),
    rackId: string('11+'),
  },
  response: {
    throttleTimeMs: int32(),
    errorCode: int16('7+'),
    sessionId: int32('7+'),
    responses: array({
      topic: string('4-12'),
      topicId: uuid('13+'),
      partitions: array({
        partitionIndex: int32(),
        errorCode: int16(),
        highWatermark: int64(),
        lastStableOffset: int64('0+', { default: -1 }),
        logStartOffset: int64('5+', { default: -1 }),
        divergingEpoch: struct(
          '12+',
          {
            epoch: int32('0+', { default: -1 }),
            endOffset: int64('0+', { default: -1 }),
          },
          { tag: 0 },
        ),
        currentLeader: struct(
          '12+',
          {
            leaderId: int32('0+', { default: -1 }),
            leaderEpoch: int32('0+', { default: -1 }),
          },
          { tag: 1 },
        ),
        snapshotId: struct(
          '12+',
          {
            endOffset: int64('0+', { default: -1 }),
            epoch: int32('0+', { default: -1 }),
          },
          { tag: 2 },
        ),
        abortedTransactions: array('0+', { producerId: int64(), firstOffset: int64() }, { nullable: '0+' }),
        preferredReadReplica: int32('11+', { default: -1 }),
        records: records('0+', { default: null }),
      }),
    }),
    nodeEndpoints: array(
      '16+',
      {
        nodeId: int32(),
        host: string(),
        port: int32(),
        rack: string('0+', { default: null }),
      },
      { tag: 0 },
    ),
  },
});
