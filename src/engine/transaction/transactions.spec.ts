import { expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import type { ApiName, RequestOf, ResponseOf } from '../../protocol/messages/index.ts';
import { askAndWait, brokerOf, runFor, type SampleCluster } from '../broker/sample-cluster.ts';
import { topicByName } from '../controller/metadata-image.ts';
import { OFFSETS_TOPIC } from '../coordinator/group/offsets-topic.ts';
import { lastStableOffset } from '../log/high-watermark.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import { brokerNode } from '../node.ts';
import { partitionByName } from '../replica/hosted-partition.ts';
import {
  endTxn,
  initProducerId,
  metadataAt,
  type Producer,
  transactionWorld,
} from './testing/transaction-world.ts';

function leaderOf({ controller }: SampleCluster, topic: string, partition: number): number {
  return topicByName(controller.image, topic)!.partitions[partition]!.leader;
}

function askLeader<Api extends ApiName>(
  sample: SampleCluster,
  partition: number,
  api: Api,
  body: RequestOf<Api>,
  topic = 'orders',
): ResponseOf<Api> {
  return askAndWait(sample, brokerNode(leaderOf(sample, topic, partition)), api, body);
}

function produce(sample: SampleCluster, producer: Producer, partition: number, baseSequence = 0): number {
  const batch = { ...sampleBatch({ ...producer, baseSequence }), isTransactional: true };
  const { topicId } = topicByName(sample.controller.image, 'orders')!;
  const topicData = [{ topicId, partitionData: [{ index: partition, records: [batch] }] }];
  const body = { transactionalId: 'payments', acks: -1, timeoutMs: 30_000, topicData };
  return askLeader(sample, partition, 'Produce', body).responses[0]!.partitionResponses[0]!.errorCode;
}

function stableEnd(sample: SampleCluster, partition: number): number {
  const broker = brokerOf(sample, leaderOf(sample, 'orders', partition));
  return lastStableOffset(partitionByName(broker, 'orders', partition)!.log);
}

it('a transaction over two partitions is seen in both once it is committed', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  expect(produce(sample, producer, 0)).toBe(Errors.NONE);
  expect(produce(sample, producer, 1)).toBe(Errors.NONE);
  expect(produce(sample, producer, 1, 1)).toBe(Errors.NONE);
  expect([...metadataAt(sample)!.topicPartitions.keys()]).toHaveLength(2);
  expect([stableEnd(sample, 0), stableEnd(sample, 1)]).toEqual([0, 0]);
  const next = endTxn(sample, producer, true);
  expect(next.error).toBe('NONE');
  runFor(sample, 1000);
  expect(metadataAt(sample)!.state).toBe('CompleteCommit');
  expect([stableEnd(sample, 0), stableEnd(sample, 1)]).toEqual([2, 3]);
});

it('the next transaction may begin at once: its first batch waits for the end of the one before', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  produce(sample, producer, 0);
  const next = endTxn(sample, producer, false);
  expect(produce(sample, next, 0)).toBe(Errors.NONE);
  expect(stableEnd(sample, 0)).toBe(2);
});

it('a fenced producer is told so by every leader', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  expect(initProducerId(sample).producerEpoch).toBe(1);
  expect(produce(sample, producer, 0)).toBe(Errors.INVALID_PRODUCER_EPOCH);
});

it("a group's offsets are committed with the records that came of them", () => {
  const sample = transactionWorld();
  const anyBroker = brokerNode(1);
  const lookUp = { keyType: 0, coordinatorKeys: ['billing'] } as const;
  askAndWait(sample, anyBroker, 'FindCoordinator', lookUp);
  runFor(sample, 3000);
  const [found] = askAndWait(sample, anyBroker, 'FindCoordinator', lookUp).coordinators;
  const coordinator = brokerNode(found!.nodeId);
  const producer = initProducerId(sample);
  const offset = {
    partitionIndex: 0,
    committedOffset: 7,
    committedLeaderEpoch: -1,
    committedMetadata: '',
  };
  const committed = askAndWait(sample, coordinator, 'TxnOffsetCommit', {
    ...producerOf(producer),
    transactionalId: 'payments',
    groupId: 'billing',
    generationId: -1,
    memberId: '',
    groupInstanceId: null,
    topics: [{ name: 'orders', partitions: [offset] }],
  });
  expect(committed.topics[0]!.partitions[0]!.errorCode).toBe(Errors.NONE);
  const [added] = metadataAt(sample)!.topicPartitions.values();
  expect(added!.topic).toBe(OFFSETS_TOPIC);
  const fetch = () => {
    const topics = [{ name: 'orders', partitionIndexes: [0] }];
    const groups = [{ groupId: 'billing', memberId: null, memberEpoch: -1, topics }];
    const { groups: got } = askAndWait(sample, coordinator, 'OffsetFetch', { groups, requireStable: true });
    return got[0]!.topics[0]!.partitions[0]!;
  };
  expect(fetch().errorCode).toBe(Errors.UNSTABLE_OFFSET_COMMIT);
  endTxn(sample, producer, true);
  runFor(sample, 1000);
  expect(fetch()).toMatchObject({ errorCode: Errors.NONE, committedOffset: 7 });
});

function producerOf({ producerId, producerEpoch }: Producer): Producer {
  return { producerId, producerEpoch };
}
