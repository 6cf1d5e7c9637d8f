import { expect, it } from 'vitest';
import { runFor, sampleCluster } from '../../broker/sample-cluster.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import {
  addPartitions,
  coordinatorOf,
  findCoordinator,
  initProducerId,
  transactionWorld,
} from '../../transaction/testing/transaction-world.ts';

it('the first who asks has __transaction_state created, and is told to come again', () => {
  const sample = sampleCluster([1, 2, 3]);
  runFor(sample, 3000);
  expect(findCoordinator(sample, 1)).toEqual({ nodeId: -1, error: 'COORDINATOR_NOT_AVAILABLE' });
  runFor(sample, 1000);
  const topic = topicByName(sample.controller.image, '__transaction_state')!;
  expect(topic.partitions).toHaveLength(50);
  for (const { replicas } of topic.partitions) expect(replicas).toHaveLength(3);
  expect([...sample.controller.image.configs.get('2:__transaction_state')!]).toEqual([
    ['unclean.leader.election.enable', 'false'],
    ['compression.type', 'uncompressed'],
    ['cleanup.policy', 'compact'],
    ['min.insync.replicas', '2'],
    ['segment.bytes', '104857600'],
  ]);
  expect(findCoordinator(sample, 1)).toEqual({ nodeId: coordinatorOf(sample), error: 'NONE' });
});

it('has no more replicas than brokers unless the config says so', () => {
  const sample = sampleCluster([1]);
  runFor(sample, 3000);
  findCoordinator(sample, 1);
  runFor(sample, 1000);
  const { partitions } = topicByName(sample.controller.image, '__transaction_state')!;
  expect(partitions[0]!.replicas).toEqual([1]);
  expect(sample.controller.image.configs.get('2:__transaction_state')!.get('min.insync.replicas')).toBe('1');
});

it('each process that begins gets a higher epoch of the same id', () => {
  const sample = transactionWorld();
  const first = initProducerId(sample);
  expect(first).toMatchObject({ producerEpoch: 0, error: 'NONE' });
  expect(initProducerId(sample)).toEqual({ ...first, producerEpoch: 1 });
  expect(addPartitions(sample, first, [0])).toEqual(['PRODUCER_FENCED']);
});
