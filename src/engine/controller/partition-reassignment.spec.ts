/** How the controller moves replicas: what it adds, when it is done, what it takes back, what it refuses (KIP-455). */
import { describe, expect, it } from 'vitest';
import { errorName } from '../../protocol/errors.ts';
import { commit } from './controller-result.ts';
import { alterPartitionReassignments, listPartitionReassignments } from './partition-reassignment.ts';
import {
  askForIsr,
  comeBack,
  crash,
  createOrders,
  ordersPartition,
  type SampleController,
  sampleController,
  startBrokers,
} from './sample-controller.ts';

function cluster(replicas: readonly number[], configs: Readonly<Record<string, string>> = {}) {
  const sample = sampleController();
  startBrokers(sample, 1, 2, 3, 4);
  createOrders(sample, replicas, configs);
  return sample;
}

/** Null replicas: cancel. Returns the error's name. */
function reassign(
  { controller, ctx }: SampleController,
  replicas: readonly number[] | null,
  special: { name?: string; partitionIndex?: number; allowReplicationFactorChange?: boolean } = {},
): string {
  const { name = 'orders', partitionIndex = 0, allowReplicationFactorChange = true } = special;
  const topics = [{ name, partitions: [{ partitionIndex, replicas }] }];
  const result = alterPartitionReassignments(controller, {
    timeoutMs: 0,
    allowReplicationFactorChange,
    topics,
  });
  return errorName(commit(ctx, controller, result).responses[0]!.partitions[0]!.errorCode);
}

function listed({ controller }: SampleController) {
  return listPartitionReassignments(controller, { timeoutMs: 0, topics: null }).topics;
}

describe('a reassignment', () => {
  it('keeps the old replicas until the new ones are in sync, then drops them and moves the leader', () => {
    const sample = cluster([1, 2]);
    expect(reassign(sample, [3, 2])).toBe('NONE');
    expect(ordersPartition(sample)).toMatchObject({ replicas: [3, 2, 1], isr: [1, 2], leader: 1 });
    const moving = { replicas: [3, 2, 1], addingReplicas: [3], removingReplicas: [1] };
    expect(listed(sample)).toEqual([{ name: 'orders', partitions: [{ partitionIndex: 0, ...moving }] }]);

    expect(errorName(askForIsr(sample, [1, 2, 3]).errorCode)).toBe('NEW_LEADER_ELECTED');
    expect(ordersPartition(sample)).toMatchObject({
      replicas: [3, 2],
      isr: [2, 3],
      leader: 3,
      leaderEpoch: 1,
      addingReplicas: [],
      removingReplicas: [],
    });
    expect(listed(sample)).toEqual([]);
  });

  it('begins another leader epoch also where the leader stays, so that those who go hear of it', () => {
    const sample = cluster([1, 2]);
    reassign(sample, [1, 3]);
    expect(ordersPartition(sample)).toMatchObject({ leader: 1, leaderEpoch: 0 });
    expect(askForIsr(sample, [1, 2, 3])).toMatchObject({ errorCode: 0, leaderEpoch: 1, isr: [1, 3] });
  });

  it('is done at once where the order alone changes, without another leader epoch', () => {
    const sample = cluster([1, 2]);
    reassign(sample, [2, 1]);
    expect(ordersPartition(sample)).toMatchObject({ replicas: [2, 1], leader: 1, leaderEpoch: 0 });
    expect(listed(sample)).toEqual([]);
  });

  it('to fewer replicas waits until all that stay are in sync', () => {
    const sample = cluster([1, 2, 3]);
    crash(sample, 3);
    reassign(sample, [1, 3]);
    expect(ordersPartition(sample)).toMatchObject({
      replicas: [1, 3, 2],
      isr: [1, 2],
      removingReplicas: [2],
    });
    comeBack(sample, 3);
    askForIsr(sample, [1, 2, 3]);
    expect(ordersPartition(sample)).toMatchObject({ replicas: [1, 3], isr: [1, 3] });
  });

  it('waits while the ISR holds nobody who stays', () => {
    const sample = cluster([1, 2]);
    crash(sample, 2);
    reassign(sample, [2]);
    expect(ordersPartition(sample)).toMatchObject({ replicas: [2, 1], isr: [1], removingReplicas: [1] });
  });

  it('may be changed under way', () => {
    const sample = cluster([1, 2]);
    reassign(sample, [1, 3]);
    reassign(sample, [1, 4]);
    const { replicas, addingReplicas, removingReplicas } = ordersPartition(sample);
    expect({ replicas, addingReplicas, removingReplicas }).toEqual({
      replicas: [1, 4, 2, 3],
      addingReplicas: [4],
      removingReplicas: [2, 3],
    });
  });

  it('takes the ISR that another broker left in the meantime for what it is', () => {
    const sample = cluster([1, 2]);
    reassign(sample, [2, 3]);
    crash(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({ replicas: [2, 3, 1], isr: [2], leader: 2 });
    askForIsr(sample, [2, 3]);
    expect(ordersPartition(sample)).toMatchObject({ replicas: [2, 3], isr: [2, 3], leader: 2 });
  });
});

describe('a cancelled reassignment', () => {
  it('drops what was being added and keeps what was to go', () => {
    const sample = cluster([1, 2]);
    reassign(sample, [3, 2]);
    expect(reassign(sample, null)).toBe('NONE');
    expect(ordersPartition(sample)).toMatchObject({
      replicas: [2, 1],
      isr: [1, 2],
      leader: 1,
      leaderEpoch: 1,
      addingReplicas: [],
      removingReplicas: [],
    });
  });

  it('is refused where only new replicas are in sync, unless unclean elections are enabled', () => {
    for (const unclean of ['false', 'true']) {
      const sample = cluster([1], { 'unclean.leader.election.enable': unclean });
      reassign(sample, [2, 3]);
      askForIsr(sample, [1, 2]);
      crash(sample, 1);
      expect(ordersPartition(sample)).toMatchObject({ isr: [2], leader: 2 });
      expect(reassign(sample, null)).toBe(unclean === 'true' ? 'NONE' : 'INVALID_REPLICA_ASSIGNMENT');
    }
  });

  it('must be under way', () => {
    expect(reassign(cluster([1, 2]), null)).toBe('NO_REASSIGNMENT_IN_PROGRESS');
  });
});

describe('a reassignment is refused', () => {
  it.each([
    ['INVALID_REPLICA_ASSIGNMENT', [], {}],
    ['INVALID_REPLICA_ASSIGNMENT', [1, 1], {}],
    ['INVALID_REPLICA_ASSIGNMENT', [1, 9], {}],
    ['INVALID_REPLICATION_FACTOR', [1, 2, 3], { allowReplicationFactorChange: false }],
    ['NONE', [1, 3], { allowReplicationFactorChange: false }],
    ['UNKNOWN_TOPIC_OR_PARTITION', [1, 2], { name: 'nothing' }],
    ['UNKNOWN_TOPIC_OR_PARTITION', [1, 2], { partitionIndex: 1 }],
  ])('%s for %j %j', (error, replicas, special) => {
    expect(reassign(cluster([1, 2]), replicas, special)).toBe(error);
  });
});
