/** What brokers make of replicas that move: a new copy is filled, the old one goes, and nobody stops fetching. */
import { describe, expect, it } from 'vitest';
import { ask, brokerOf, runFor, type SampleCluster, sampleCluster } from '../broker/sample-cluster.ts';
import { topicByName } from '../controller/metadata-image.ts';
import { records, sampleBatch } from '../log/sample-batch.ts';
import { brokerNode } from '../node.ts';

function clusterWithOrders(replicas: readonly number[]): SampleCluster {
  const sample = sampleCluster([1, 2, 3]);
  runFor(sample, 1000);
  ask(sample, brokerNode(1), 'CreateTopics', {
    topics: [
      {
        name: 'orders',
        numPartitions: -1,
        replicationFactor: -1,
        assignments: [{ partitionIndex: 0, brokerIds: replicas }],
        configs: [],
      },
    ],
    timeoutMs: 1000,
    validateOnly: false,
  });
  runFor(sample, 1000);
  return sample;
}

function partition({ controller }: SampleCluster) {
  return topicByName(controller.image, 'orders')!.partitions[0]!;
}

function produce(sample: SampleCluster, count: number): number {
  const { topicId } = topicByName(sample.controller.image, 'orders')!;
  const partitionData = [{ index: 0, records: [sampleBatch({ atMs: records(count) })] }];
  const answer = ask(sample, brokerNode(partition(sample).leader), 'Produce', {
    transactionalId: null,
    acks: -1,
    timeoutMs: 1000,
    topicData: [{ topicId, partitionData }],
  });
  return answer!.responses[0]!.partitionResponses[0]!.errorCode;
}

function reassign(sample: SampleCluster, replicas: readonly number[] | null): void {
  ask(sample, brokerNode(1), 'AlterPartitionReassignments', {
    timeoutMs: 1000,
    allowReplicationFactorChange: true,
    topics: [{ name: 'orders', partitions: [{ partitionIndex: 0, replicas }] }],
  });
}

/** Log end by broker; null: no copy there. */
function logEnds(sample: SampleCluster) {
  const { topicId } = topicByName(sample.controller.image, 'orders')!;
  return [1, 2, 3].map((id) => brokerOf(sample, id).disk.logs.get(`${topicId}:0`)?.logEndOffset ?? null);
}

describe('KIP-455', () => {
  it('fills the new copy, deletes the old one, and the follower goes on fetching in the new leader epoch', () => {
    const sample = clusterWithOrders([1, 2]);
    produce(sample, 5);
    reassign(sample, [1, 3]);
    runFor(sample, 1000);
    expect(partition(sample)).toMatchObject({ replicas: [1, 3], isr: [1, 3], leader: 1, leaderEpoch: 1 });
    expect(logEnds(sample)).toEqual([5, null, 5]);
    // Longer than `replica.lag.time.max.ms`: a follower that stood still would have left the ISR.
    runFor(sample, 60_000);
    expect(produce(sample, 2)).toBe(0);
    expect(logEnds(sample)).toEqual([7, null, 7]);
    expect(partition(sample).isr).toEqual([1, 3]);
  });

  it('hands leadership over where the leader goes', () => {
    const sample = clusterWithOrders([1]);
    produce(sample, 3);
    reassign(sample, [3]);
    runFor(sample, 1000);
    expect(partition(sample)).toMatchObject({ replicas: [3], isr: [3], leader: 3 });
    expect(produce(sample, 1)).toBe(0);
    expect(logEnds(sample)).toEqual([null, null, 4]);
    expect(brokerOf(sample, 1).replicaManager.partitions.size).toBe(0);
  });
});
