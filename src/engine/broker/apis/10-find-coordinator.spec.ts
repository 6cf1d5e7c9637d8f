import { expect, it } from 'vitest';
import { errorName } from '../../../protocol/errors.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import { partitionFor } from '../../coordinator/group/coordinator-partitions.ts';
import { ask, codesIn, runFor, type SampleCluster, sampleCluster } from '../sample-cluster.ts';

function coordinatorOf(sample: SampleCluster, group: string) {
  const { coordinators } = ask(sample, 'broker-1', 'FindCoordinator', {
    keyType: 0,
    coordinatorKeys: [group],
  })!;
  const { nodeId, errorCode } = coordinators[0]!;
  return { nodeId, error: errorName(errorCode) };
}

it('the first who asks has __consumer_offsets created, and is told to come again', () => {
  const sample = sampleCluster([1, 2, 3]);
  runFor(sample, 500);
  expect(coordinatorOf(sample, 'readers')).toEqual({ nodeId: -1, error: 'COORDINATOR_NOT_AVAILABLE' });
  const topic = topicByName(sample.controller.image, '__consumer_offsets')!;
  expect(topic.partitions).toHaveLength(50);
  for (const { replicas } of topic.partitions) expect(replicas).toHaveLength(3);
  expect([...sample.controller.image.configs.get('2:__consumer_offsets')!]).toEqual([
    ['cleanup.policy', 'compact'],
    ['segment.bytes', '104857600'],
  ]);
});

it("then a group's coordinator leads the partition that the group's id hashes to", () => {
  const sample = sampleCluster([1, 2, 3]);
  runFor(sample, 500);
  coordinatorOf(sample, 'readers');
  const { partitions } = topicByName(sample.controller.image, '__consumer_offsets')!;
  for (const group of ['readers', 'writers', 'billing']) {
    const { leader } = partitions[partitionFor(group, 50)]!;
    expect(coordinatorOf(sample, group)).toEqual({ nodeId: leader, error: 'NONE' });
  }
});

it('with too few brokers for offsets.topic.replication.factor there is none, however often one asks', () => {
  const sample = sampleCluster([1]);
  runFor(sample, 500);
  for (let attempt = 0; attempt < 3; attempt++)
    expect(coordinatorOf(sample, 'readers').error).toBe('COORDINATOR_NOT_AVAILABLE');
  expect(codesIn(sample.notes)).not.toContain('topic-created');
});
