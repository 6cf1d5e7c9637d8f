import { expect, it } from 'vitest';
import { errorName } from '../../../protocol/errors.ts';
import { createOrdersRequest } from '../../client/sample-admin-requests.ts';
import { ZERO_UUID } from '../../controller/reserved-ids.ts';
import { endProcess } from '../../process.ts';
import { ask, brokerOf, input, runFor, type SampleCluster, sampleCluster } from '../sample-cluster.ts';

function metadata(sample: SampleCluster, ...topics: { topicId: string; name: string | null }[]) {
  return ask(sample, 'broker-1', 'Metadata', { topics, allowAutoTopicCreation: true })!;
}

const named = (name: string) => ({ topicId: ZERO_UUID, name });

function withOrders(replicationFactor: number): SampleCluster {
  const sample = sampleCluster([1, 2]);
  runFor(sample, 500);
  ask(sample, 'broker-1', 'CreateTopics', createOrdersRequest(2, replicationFactor));
  return sample;
}

it('tells brokers, leaders, epochs and replicas from the image of the broker that is asked', () => {
  const sample = withOrders(2);
  const { brokers, topics } = metadata(sample, named('orders'));
  expect(brokers.map(({ nodeId }) => nodeId)).toEqual([1, 2]);
  const [orders] = topics;
  expect(orders).toMatchObject({ name: 'orders', errorCode: 0, isInternal: false });
  for (const [index, partition] of orders!.partitions.entries()) {
    expect(partition).toMatchObject({
      partitionIndex: index,
      errorCode: 0,
      leaderEpoch: 0,
      offlineReplicas: [],
    });
    expect(partition.leaderId).toBe(partition.replicaNodes[0]);
  }
});

it('a fenced broker is not among the brokers; what it alone has is without leader', () => {
  const sample = withOrders(1);
  input(sample, (ctx) => endProcess(ctx, brokerOf(sample, 2), 'kill'));
  runFor(sample, 12_000);
  const { brokers, topics } = metadata(sample, named('orders'));
  expect(brokers.map(({ nodeId }) => nodeId)).toEqual([1]);
  const lost = topics[0]!.partitions.find(({ replicaNodes }) => replicaNodes[0] === 2)!;
  expect(errorName(lost.errorCode)).toBe('LEADER_NOT_AVAILABLE');
  expect(lost).toMatchObject({ leaderId: -1, leaderEpoch: 1, isrNodes: [], offlineReplicas: [2] });
});

it('a topic that there is not is not made by asking', () => {
  const sample = withOrders(1);
  const errors = metadata(sample, named('none'), named('no good')).topics.map(({ errorCode }) =>
    errorName(errorCode),
  );
  expect(errors).toEqual(['UNKNOWN_TOPIC_OR_PARTITION', 'INVALID_TOPIC_EXCEPTION']);
});

it('topics may be asked for by id; then names are not looked at', () => {
  const sample = withOrders(1);
  const topicId = sample.controller.image.topicIds.get('orders')!;
  const unknown = 'abcdefghijklmnopqrstuv';
  const { topics } = metadata(
    sample,
    { topicId, name: null },
    { topicId: unknown, name: null },
    named('none'),
  );
  expect(topics.map(({ name, errorCode }) => [name, errorName(errorCode)])).toEqual([
    ['orders', 'NONE'],
    [null, 'UNKNOWN_TOPIC_ID'],
  ]);
  expect(metadata(sample, { topicId: ZERO_UUID, name: 'orders' }).topics[0]!.name).toBe('orders');
});
