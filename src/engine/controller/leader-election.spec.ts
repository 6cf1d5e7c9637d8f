/** Who leads, and what moves the epochs. */
import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { commit } from './controller-result.ts';
import { electLeaders } from './elect-leaders.ts';
import {
  askForIsr,
  codesOf,
  comeBack,
  crash,
  createOrders,
  heartbeat,
  ordersPartition,
  passTime,
  type SampleController,
  sampleController,
  startBrokers,
  stopInOrder,
} from './sample-controller.ts';

function clusterWith(replicas: number[], configs: Record<string, string> = {}) {
  const sample = sampleController();
  startBrokers(sample, 1, 2, 3);
  createOrders(sample, replicas, configs);
  return sample;
}

function elect({ controller, ctx }: SampleController, electionType: 0 | 1, topic = 'orders', partition = 0) {
  const asked = { electionType, topicPartitions: [{ topic, partitions: [partition] }], timeoutMs: 0 };
  return commit(ctx, controller, electLeaders(controller, asked)).replicaElectionResults[0]!
    .partitionResult[0]!;
}

describe('leader election', () => {
  it('the first replica that is active leads a new partition', () => {
    const sample = sampleController();
    startBrokers(sample, 1, 2, 3);
    crash(sample, 2);
    createOrders(sample, [2, 3, 1]);
    expect(ordersPartition(sample)).toMatchObject({ leader: 3, leaderEpoch: 0, isr: [3, 1] });
  });

  it('the first in-sync replica in the order of replicas takes over', () => {
    const sample = clusterWith([1, 3, 2]);
    crash(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({ leader: 3, leaderEpoch: 1, isr: [3, 2] });
  });

  it('a replica out of sync is passed over', () => {
    const sample = clusterWith([1, 3, 2]);
    askForIsr(sample, [1, 2]);
    crash(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({ leader: 2, isr: [2] });
  });

  it('a smaller or larger ISR moves the partition epoch, not the leader epoch', () => {
    const sample = clusterWith([1, 2, 3]);
    askForIsr(sample, [1, 2]);
    expect(ordersPartition(sample)).toMatchObject({ leaderEpoch: 0, partitionEpoch: 1 });
    crash(sample, 2);
    expect(ordersPartition(sample)).toMatchObject({ leaderEpoch: 0, partitionEpoch: 2, isr: [1] });
  });

  it('losing the leader moves both', () => {
    const sample = clusterWith([1, 2, 3]);
    crash(sample, 1);
    expect(ordersPartition(sample)).toMatchObject({ leaderEpoch: 1, partitionEpoch: 1 });
  });

  it('a replica that comes back does not take the leadership back', () => {
    const sample = clusterWith([1, 2, 3]);
    crash(sample, 1);
    comeBack(sample, 1);
    askForIsr(sample, [2, 3, 1]);
    expect(ordersPartition(sample)).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3, 1] });
  });

  it('a controlled shutdown moves the leadership before the broker stops', () => {
    const sample = clusterWith([1, 2, 3]);
    const first = heartbeat(sample, 1, { wantShutDown: true });
    expect(first.shouldShutDown).toBe(false);
    expect(ordersPartition(sample)).toMatchObject({ leader: 2, leaderEpoch: 1, isr: [2, 3] });
    stopInOrder(sample, 1);
    expect(codesOf(sample)).toContain('broker-fenced');
  });

  it('unclean.leader.election.enable gives a partition to anyone who is there, and it has to recover', () => {
    const sample = clusterWith([1, 2], { 'unclean.leader.election.enable': 'true' });
    crash(sample, 2);
    crash(sample, 1);
    expect(ordersPartition(sample).leader).toBe(-1);
    comeBack(sample, 2);
    expect(ordersPartition(sample)).toMatchObject({ leader: 2, isr: [2], leaderRecoveryState: 1 });
    const elected = sample.ctx.notes.filter(({ code }) => code === 'leader-elected').at(-1);
    expect(elected).toMatchObject({ leader: 2, previousLeader: -1, unclean: true });
  });

  it('without it the partition waits', () => {
    const sample = clusterWith([1, 2]);
    crash(sample, 2);
    crash(sample, 1);
    comeBack(sample, 2);
    expect(ordersPartition(sample)).toMatchObject({ leader: -1, isr: [] });
  });

  describe('asked for the preferred leader', () => {
    it('it is elected if it is in sync', () => {
      const sample = clusterWith([1, 2, 3]);
      crash(sample, 1);
      comeBack(sample, 1);
      expect(elect(sample, 0)).toMatchObject({ errorCode: Errors.PREFERRED_LEADER_NOT_AVAILABLE });
      askForIsr(sample, [2, 3, 1]);
      expect(elect(sample, 0)).toMatchObject({ errorCode: Errors.NONE });
      expect(ordersPartition(sample)).toMatchObject({ leader: 1, leaderEpoch: 2 });
    });

    it('ELECTION_NOT_NEEDED while it leads', () => {
      expect(elect(clusterWith([1, 2]), 0)).toMatchObject({
        errorCode: Errors.ELECTION_NOT_NEEDED,
        errorMessage: 'Leader election not needed for topic partition.',
      });
    });

    it('UNKNOWN_TOPIC_OR_PARTITION says what there is not', () => {
      const sample = clusterWith([1, 2]);
      expect(elect(sample, 0, 'nowhere').errorMessage).toBe('No such topic as nowhere');
      expect(elect(sample, 0, 'orders', 7).errorMessage).toBe('No such partition as orders-7');
    });

    it('asked about everything, partitions that need none are left out', () => {
      const { controller, ctx } = clusterWith([1, 2]);
      const answer = commit(
        ctx,
        controller,
        electLeaders(controller, { electionType: 0, topicPartitions: null, timeoutMs: 0 }),
      );
      expect(answer.replicaElectionResults).toEqual([{ topic: 'orders', partitionResult: [] }]);
    });
  });

  it('asked for an unclean election of a partition with a leader: ELECTION_NOT_NEEDED', () => {
    expect(elect(clusterWith([1, 2]), 1).errorCode).toBe(Errors.ELECTION_NOT_NEEDED);
  });

  describe('leader.imbalance.check.interval.seconds', () => {
    const keepAlive = (sample: SampleController, seconds: number) => {
      for (let second = 0; second < seconds; second++) {
        passTime(sample, 1000);
        for (const brokerId of [1, 2, 3]) heartbeat(sample, brokerId);
      }
    };

    it('gives leaderships back to preferred replicas that are in sync', () => {
      const sample = clusterWith([1, 2, 3]);
      crash(sample, 1);
      comeBack(sample, 1);
      askForIsr(sample, [2, 3, 1]);
      keepAlive(sample, 280);
      expect(ordersPartition(sample).leader).toBe(2);
      keepAlive(sample, 20);
      expect(ordersPartition(sample)).toMatchObject({ leader: 1, leaderEpoch: 2 });
    });

    it('unless auto.leader.rebalance.enable is false', () => {
      const sample = sampleController({ 'auto.leader.rebalance.enable': false });
      startBrokers(sample, 1, 2, 3);
      createOrders(sample, [1, 2, 3]);
      crash(sample, 1);
      comeBack(sample, 1);
      askForIsr(sample, [2, 3, 1]);
      keepAlive(sample, 700);
      expect(ordersPartition(sample).leader).toBe(2);
    });
  });
});
