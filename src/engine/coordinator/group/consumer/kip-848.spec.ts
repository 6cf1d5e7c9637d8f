/** What the coordinator does for consumer groups beyond what the recorded walks show: time, patterns, moves, migration. */
import { describe, expect, it } from 'vitest';
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { RequestOf } from '../../../../protocol/messages/index.ts';
import { deserializeAssignment, serializeAssignment } from '../../../client/consumer-protocol.ts';
import { replayMetadata } from '../../../controller/metadata-image.ts';
import { committedOffsets, describeGroups, type GroupDescription } from '../describe-groups.ts';
import {
  answerTo,
  heartbeat as classicHeartbeat,
  commit,
  commitLog,
  elect,
  join,
  joinRequest,
  letPass,
  refuseRecords,
  type SampleCoordinator,
  sampleCoordinator,
  send,
  sync,
  takeAnswers,
} from '../sample-coordinator.ts';

type Heartbeat = RequestOf<'ConsumerGroupHeartbeat'>;

const NOW = { 'group.consumer.assignment.interval.ms': 0 };

const group = (sample: SampleCoordinator): GroupDescription | undefined => describeGroups(sample.broker)[0];

function beat(sample: SampleCoordinator, client: string, changes: Partial<Heartbeat>) {
  const body: Heartbeat = {
    groupId: 'g',
    memberId: client,
    memberEpoch: 0,
    instanceId: null,
    rackId: null,
    rebalanceTimeoutMs: -1,
    subscribedTopicNames: null,
    subscribedTopicRegex: null,
    serverAssignor: null,
    topicPartitions: null,
    ...changes,
  };
  send(sample, client, 'ConsumerGroupHeartbeat', body);
  return answerTo(sample, client, 'ConsumerGroupHeartbeat');
}

function joins(sample: SampleCoordinator, client: string, changes: Partial<Heartbeat> = {}) {
  return beat(sample, client, {
    rebalanceTimeoutMs: 60_000,
    subscribedTopicNames: ['orders'],
    topicPartitions: [],
    ...changes,
  });
}

/** By client: state, epoch and partitions as the coordinator has them. */
function members(sample: SampleCoordinator) {
  const described = group(sample)?.members ?? [];
  return Object.fromEntries(
    described.map(({ clientId, reconciliation, assignment }) => [
      clientId,
      {
        epoch: reconciliation?.memberEpoch,
        state: reconciliation?.state,
        has: deserializeAssignment(assignment).partitions.map(({ partition }) => partition),
      },
    ]),
  );
}

/** A classic group of one member, which has all partitions. */
function stableClassicMember(sample: SampleCoordinator, client: string): string {
  const memberId = join(sample, client);
  letPass(sample, 3000);
  const partitions = [0, 1, 2, 3].map((partition) => ({ topic: 'orders', partition }));
  const assignment = serializeAssignment({ partitions, userData: null });
  sync(sample, client, memberId, 1, [{ memberId, assignment }]);
  takeAnswers(sample);
  return memberId;
}

const owned = (...partitions: number[]) => [{ topicId: 'id-orders', partitions }];

describe('time', () => {
  it('a member that is not heard of for group.consumer.session.timeout.ms is removed', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'a');
    letPass(sample, 30_000);
    beat(sample, 'a', { memberEpoch: 2 });
    letPass(sample, 44_999);
    expect(group(sample)?.state).toBe('Stable');
    letPass(sample, 1);
    expect(group(sample)).toMatchObject({ state: 'Empty', generation: 3 });
  });

  it('a member that does not give partitions up within its rebalance timeout is removed', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'a');
    joins(sample, 'b');
    beat(sample, 'a', { memberEpoch: 2 });
    expect(members(sample).a?.state).toBe('UnrevokedPartitions');
    for (let s = 0; s < 59; s++) {
      letPass(sample, 1000);
      beat(sample, 'a', { memberEpoch: 2 });
      beat(sample, 'b', { memberEpoch: 3 });
    }
    letPass(sample, 999);
    expect(Object.keys(members(sample))).toEqual(['a', 'b']);
    letPass(sample, 1);
    expect(Object.keys(members(sample))).toEqual(['b']);
    expect(beat(sample, 'a', { memberEpoch: 2 })?.errorCode).toBe(Errors.UNKNOWN_MEMBER_ID);
  });

  it('group.consumer.assignment.interval.ms: who joins too soon waits for the next assignment (KIP-1263)', () => {
    const sample = sampleCoordinator();
    joins(sample, 'a');
    letPass(sample, 500);
    expect(joins(sample, 'b')).toMatchObject({ memberEpoch: 2, assignment: { topicPartitions: [] } });
    expect(group(sample)).toMatchObject({ state: 'Assigning', generation: 3, assignmentEpoch: 2 });
    letPass(sample, 500);
    expect(beat(sample, 'b', { memberEpoch: 2 })?.memberEpoch).toBe(3);
    expect(group(sample)).toMatchObject({ state: 'Reconciling', assignmentEpoch: 3 });
  });
});

describe('a partition is never with two members', () => {
  it('it goes to the next once the first has said that it holds it no more', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'a');
    joins(sample, 'b');
    expect(members(sample).b).toEqual({ epoch: 3, state: 'UnreleasedPartitions', has: [] });
    const { assignment } = beat(sample, 'a', { memberEpoch: 2, topicPartitions: owned(0, 1, 2, 3) })!;
    const [kept] = assignment!.topicPartitions;
    expect(kept?.partitions).toHaveLength(2);
    expect(beat(sample, 'b', { memberEpoch: 3 })?.assignment).toBeNull();
    expect(beat(sample, 'a', { memberEpoch: 2, topicPartitions: [kept!] })?.memberEpoch).toBe(3);
    const given = beat(sample, 'b', { memberEpoch: 3 })?.assignment?.topicPartitions[0]?.partitions ?? [];
    expect([...kept!.partitions, ...given].sort()).toEqual([0, 1, 2, 3]);
    expect(group(sample)?.state).toBe('Stable');
  });
});

describe('topics', () => {
  it('new partitions are given out at the next heartbeat', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'a');
    const epochs = { leader: 1, leaderEpoch: 0, partitionEpoch: 0 };
    const added = { topicId: 'id-orders', partitionId: 4, replicas: [1], isr: [1], ...epochs };
    replayMetadata(sample.broker.disk.image, { type: 'PartitionRecord', ...added });
    sample.broker.disk.metadataOffset++;
    expect(beat(sample, 'a', { memberEpoch: 2 })).toMatchObject({
      memberEpoch: 3,
      assignment: { topicPartitions: owned(0, 1, 2, 3, 4) },
    });
  });

  it('a pattern is looked up beside, and the member hears of its topics at its next heartbeat', () => {
    const sample = sampleCoordinator({ configs: NOW, topics: { orders: 1, 'orders-eu': 1, bills: 1 } });
    const first = joins(sample, 'a', { subscribedTopicNames: [], subscribedTopicRegex: 'orders.*' });
    expect(first).toMatchObject({ memberEpoch: 1, assignment: { topicPartitions: [] } });
    const { assignment } = beat(sample, 'a', { memberEpoch: 1 })!;
    expect(assignment?.topicPartitions.map(({ topicId }) => topicId).sort()).toEqual([
      'id-orders',
      'id-orders-eu',
    ]);
  });
});

describe('static members', () => {
  it('-2 keeps the place: whoever comes under the same instance id has its partitions at once', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'a', { instanceId: 'i' });
    expect(beat(sample, 'a', { memberEpoch: -2, instanceId: 'i' })?.memberEpoch).toBe(-2);
    const back = joins(sample, 'b', { instanceId: 'i' });
    expect(back).toMatchObject({ memberEpoch: 2, assignment: { topicPartitions: owned(0, 1, 2, 3) } });
    expect(group(sample)).toMatchObject({ state: 'Stable', generation: 2 });
  });
});

describe('offsets', () => {
  const commitOf = (sample: SampleCoordinator, partition: number, generationId: number): ErrorCode => {
    commit(sample, 'a', 7, { memberId: 'a', generationId }, partition);
    return answerTo(sample, 'a', 'OffsetCommit')!.topics[0]!.partitions[0]!.errorCode;
  };

  it('an older epoch is good for partitions that the member has held since then, and for no others', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'a');
    joins(sample, 'b');
    beat(sample, 'b', { memberEpoch: -1 });
    beat(sample, 'a', { memberEpoch: 2 });
    expect(members(sample).a).toMatchObject({ epoch: 4, has: [0, 1, 2, 3] });
    expect(commitOf(sample, 0, 4)).toBe(Errors.NONE);
    expect(commitOf(sample, 0, 2)).toBe(Errors.NONE);
    expect(commitOf(sample, 0, 1)).toBe(Errors.STALE_MEMBER_EPOCH);
    expect(commitOf(sample, 0, 5)).toBe(Errors.STALE_MEMBER_EPOCH);
    expect(commitOf(sample, 0, -1)).toBe(Errors.STALE_MEMBER_EPOCH);
  });
});

describe('the coordinator moves', () => {
  it('the next one finds members, epochs, targets and who was giving up what', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'a');
    joins(sample, 'b');
    beat(sample, 'a', { memberEpoch: 2 });
    const before = { members: members(sample), group: group(sample) };
    elect(sample, 0, 2);
    letPass(sample, 20_000);
    elect(sample, 0, 1);
    takeAnswers(sample);
    expect(members(sample)).toEqual(before.members);
    expect(group(sample)).toMatchObject({
      state: before.group!.state,
      generation: before.group!.generation,
      assignmentEpoch: before.group!.assignmentEpoch,
    });
    expect(beat(sample, 'a', { memberEpoch: 2 })?.errorCode).toBe(Errors.NONE);
    letPass(sample, 45_000);
    expect(group(sample)?.state).toBe('Empty');
  });

  it('nobody is answered before the records are committed, and what could not be written never was', () => {
    const sample = sampleCoordinator({ configs: { ...NOW, 'min.insync.replicas': 2 }, isr: [1, 2] });
    expect(joins(sample, 'a')).toBeUndefined();
    commitLog(sample);
    expect(answerTo(sample, 'a', 'ConsumerGroupHeartbeat')?.memberEpoch).toBe(2);
    refuseRecords(sample);
    expect(joins(sample, 'b')?.errorCode).toBe(Errors.UNKNOWN_SERVER_ERROR);
    expect(Object.keys(members(sample))).toEqual(['a']);
  });
});

describe('online migration', () => {
  it('upgrade: members of a classic group stay, with what they have, and are told to join again', () => {
    const sample = sampleCoordinator({ configs: NOW });
    const memberId = stableClassicMember(sample, 'a');
    expect(joins(sample, 'b')?.memberEpoch).toBe(2);
    expect(group(sample)).toMatchObject({ type: 'consumer', generation: 2 });
    expect(classicHeartbeat(sample, 'a', memberId, 1)).toBe(Errors.REBALANCE_IN_PROGRESS);
    send(sample, 'a', 'JoinGroup', joinRequest({ memberId }));
    expect(answerTo(sample, 'a', 'JoinGroup')).toMatchObject({ errorCode: Errors.NONE, generationId: 2 });
    sync(sample, 'a', memberId, 2);
    const { assignment } = answerTo(sample, 'a', 'SyncGroup')!;
    expect(deserializeAssignment(assignment).partitions).toHaveLength(2);
  });

  it('downgrade: when the last member of the new protocol leaves, the group is a classic one and rebalances', () => {
    const sample = sampleCoordinator({ configs: NOW });
    const memberId = stableClassicMember(sample, 'a');
    joins(sample, 'b');
    beat(sample, 'b', { memberEpoch: -1 });
    expect(group(sample)).toMatchObject({ type: 'classic', state: 'PreparingRebalance', leader: memberId });
    elect(sample, 0, 2);
    elect(sample, 0, 1);
    expect(group(sample)?.type).toBe('classic');
  });

  it('group.consumer.migration.policy=disabled: neither way', () => {
    const disabled = { ...NOW, 'group.consumer.migration.policy': 'disabled' };
    const sample = sampleCoordinator({ configs: disabled });
    stableClassicMember(sample, 'a');
    expect(joins(sample, 'b')?.errorCode).toBe(Errors.GROUP_ID_NOT_FOUND);
    const other = sampleCoordinator({ configs: disabled });
    joins(other, 'b');
    send(other, 'a', 'JoinGroup', joinRequest());
    expect(answerTo(other, 'a', 'JoinGroup')?.errorCode).toBe(Errors.INCONSISTENT_GROUP_PROTOCOL);
  });

  it('a classic member with protocols that nobody shares is refused, and not named in the answer', () => {
    const sample = sampleCoordinator({ configs: NOW });
    const memberId = stableClassicMember(sample, 'a');
    joins(sample, 'b');
    const protocols = [{ name: 'unheard-of', metadata: new Uint8Array() }];
    send(sample, 'a', 'JoinGroup', joinRequest({ memberId, protocols }));
    const refusal = { errorCode: Errors.INCONSISTENT_GROUP_PROTOCOL, memberId: '' };
    expect(answerTo(sample, 'a', 'JoinGroup')).toMatchObject(refusal);
  });

  it('an empty group takes whichever protocol comes, and keeps its offsets', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'b');
    commit(sample, 'b', 5, { memberId: 'b', generationId: 2 });
    beat(sample, 'b', { memberEpoch: -1 });
    takeAnswers(sample);
    join(sample, 'a');
    expect(group(sample)?.type).toBe('classic');
    expect(committedOffsets(sample.broker, 'g')).toEqual([{ topic: 'orders', partition: 0, offset: 5 }]);
  });
});

describe('groups are deleted', () => {
  const deleteGroup = (sample: SampleCoordinator) => {
    send(sample, 'admin', 'DeleteGroups', { groupsNames: ['g', 'none'] });
    return answerTo(sample, 'admin', 'DeleteGroups')!.results.map(({ errorCode }) => errorCode);
  };

  it('when nobody is in them, with their offsets', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'a');
    commit(sample, 'a', 5, { memberId: 'a', generationId: 2 });
    expect(deleteGroup(sample)).toEqual([Errors.NON_EMPTY_GROUP, Errors.GROUP_ID_NOT_FOUND]);
    beat(sample, 'a', { memberEpoch: -1 });
    expect(deleteGroup(sample)).toEqual([Errors.NONE, Errors.GROUP_ID_NOT_FOUND]);
    expect(group(sample)).toBeUndefined();
    expect(committedOffsets(sample.broker, 'g')).toEqual([]);
  });

  it('single offsets go when their topic is not subscribed to', () => {
    const sample = sampleCoordinator({ configs: NOW, topics: { orders: 4, bills: 1 } });
    joins(sample, 'a', { subscribedTopicNames: ['bills'] });
    commit(sample, 'a', 5, { memberId: 'a', generationId: 2 });
    const topics = ['orders', 'bills'].map((name) => ({ name, partitions: [{ partitionIndex: 0 }] }));
    send(sample, 'admin', 'OffsetDelete', { groupId: 'g', topics });
    const answer = answerTo(sample, 'admin', 'OffsetDelete')!;
    expect(answer.topics.map(({ partitions }) => partitions[0]?.errorCode)).toEqual([
      Errors.NONE,
      Errors.GROUP_SUBSCRIBED_TO_TOPIC,
    ]);
    expect(committedOffsets(sample.broker, 'g')).toEqual([]);
  });
});
