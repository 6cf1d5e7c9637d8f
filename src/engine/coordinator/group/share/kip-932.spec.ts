/** The group coordinator's part of KIP-932: members, epochs, what may be assigned, and who is refused. */
import { describe, expect, it } from 'vitest';
import { Errors } from '../../../../protocol/errors.ts';
import type { RequestOf } from '../../../../protocol/messages/index.ts';
import { describeGroups, type GroupDescription } from '../describe-groups.ts';
import {
  answerTo,
  elect,
  inStep,
  join,
  letPass,
  type SampleCoordinator,
  sampleCoordinator,
  send,
  takeAnswers,
} from '../sample-coordinator.ts';
import { onPersisterResult } from './on-persister-result.ts';
import type { PersisterContinuation } from './persister-continuation.ts';

type Heartbeat = RequestOf<'ShareGroupHeartbeat'>;

const NOW = { 'group.share.assignment.interval.ms': 0 };

const group = (sample: SampleCoordinator): GroupDescription | undefined => describeGroups(sample.broker)[0];

function beat(
  sample: SampleCoordinator,
  client: string,
  memberEpoch: number,
  changes: Partial<Heartbeat> = {},
) {
  const body = { groupId: 'g', memberId: client, memberEpoch, rackId: null, subscribedTopicNames: null };
  send(sample, client, 'ShareGroupHeartbeat', { ...body, ...changes });
  return answerTo(sample, client, 'ShareGroupHeartbeat')!;
}

const joins = (sample: SampleCoordinator, client: string, topics: string[] = ['orders']) =>
  beat(sample, client, 0, { subscribedTopicNames: topics });

/** The share coordinator says what became of partitions of `orders`. */
function persisted(
  sample: SampleCoordinator,
  partitions: readonly number[],
  errorCode: (typeof Errors)[keyof typeof Errors] = Errors.NONE,
  then: PersisterContinuation = { type: 'state-initialized', groupId: 'g' },
): void {
  const result = partitions.map((partition) => ({ partition, errorCode, errorMessage: null }));
  inStep(sample, (ctx) =>
    onPersisterResult(ctx, sample.broker, then, [{ topicId: 'id-orders', partitions: result }]),
  );
}

const ORDERS = [0, 1, 2, 3];

/** A group of one member that has all of `orders`. */
function stableGroup(): SampleCoordinator {
  const sample = sampleCoordinator({ configs: NOW });
  joins(sample, 'a');
  persisted(sample, ORDERS);
  beat(sample, 'a', 2);
  return sample;
}

const partitionsOf = (answer: ReturnType<typeof beat>) =>
  answer.assignment?.topicPartitions.flatMap(({ partitions }) => partitions);

describe('what may be assigned', () => {
  it('is nothing, until the share coordinator keeps a state of it', () => {
    const sample = sampleCoordinator({ configs: NOW });
    expect(joins(sample, 'a')).toMatchObject({ memberEpoch: 2, assignment: { topicPartitions: [] } });
    expect(beat(sample, 'a', 2)).toMatchObject({ memberEpoch: 2, assignment: null });
    persisted(sample, ORDERS);
    const given = beat(sample, 'a', 2);
    expect(given.memberEpoch).toBe(3);
    expect(partitionsOf(given)).toEqual(ORDERS);
    expect(beat(sample, 'a', 3).assignment).toBeNull();
  });

  it('is asked for again at the next heartbeat if the share coordinator could not keep it', () => {
    const sample = sampleCoordinator({ configs: NOW });
    joins(sample, 'a');
    persisted(sample, ORDERS, Errors.COORDINATOR_NOT_AVAILABLE);
    beat(sample, 'a', 2);
    persisted(sample, ORDERS);
    expect(partitionsOf(beat(sample, 'a', 2))).toEqual(ORDERS);
  });

  it('is shared by several members if there are fewer partitions than members', () => {
    const sample = stableGroup();
    const second = joins(sample, 'b');
    const third = joins(sample, 'c');
    const fourth = joins(sample, 'd');
    const fifth = joins(sample, 'e');
    const shares = [second, third, fourth, fifth].map((answer) => partitionsOf(answer)?.length);
    expect(shares.every((share) => share! > 0)).toBe(true);
    expect(group(sample)).toMatchObject({
      state: 'Stable',
      type: 'share',
      generation: 7,
      assignmentEpoch: 7,
    });
  });

  it('group.share.assignment.interval.ms: who joins too soon waits for the next assignment', () => {
    const sample = sampleCoordinator();
    joins(sample, 'a');
    persisted(sample, ORDERS);
    letPass(sample, 999);
    expect(beat(sample, 'a', 2)).toMatchObject({ memberEpoch: 2, assignment: null });
    letPass(sample, 1);
    expect(partitionsOf(beat(sample, 'a', 2))).toEqual(ORDERS);
  });
});

describe('members', () => {
  it('leave by epoch -1, and the group is empty once the last has left', () => {
    const sample = stableGroup();
    expect(beat(sample, 'a', -1)).toMatchObject({ errorCode: Errors.NONE, memberEpoch: -1 });
    expect(group(sample)).toMatchObject({ state: 'Empty', generation: 4, members: [] });
  });

  it('are given up after group.share.session.timeout.ms without a heartbeat', () => {
    const sample = stableGroup();
    letPass(sample, 44_999);
    expect(group(sample)?.state).toBe('Stable');
    letPass(sample, 1);
    expect(group(sample)?.state).toBe('Empty');
    expect(beat(sample, 'a', 3).errorCode).toBe(Errors.UNKNOWN_MEMBER_ID);
  });

  it('may send the epoch of before, and no other than their own', () => {
    const sample = stableGroup();
    expect(beat(sample, 'a', 2).errorCode).toBe(Errors.NONE);
    expect(beat(sample, 'a', 1).errorCode).toBe(Errors.FENCED_MEMBER_EPOCH);
    expect(beat(sample, 'a', 4).errorMessage).toBe(
      'The share group member has a greater member epoch (4) than the one known by the group coordinator (3). ' +
        'The member must abandon all its partitions and rejoin.',
    );
  });

  it('are refused beyond group.share.max.size', () => {
    const sample = sampleCoordinator({ configs: { ...NOW, 'group.share.max.size': 1 } });
    joins(sample, 'a');
    expect(joins(sample, 'b')).toMatchObject({
      errorCode: Errors.GROUP_MAX_SIZE_REACHED,
      errorMessage: 'The share group has reached its maximum capacity of 1 members.',
    });
  });

  it('must say at once what they subscribe to', () => {
    const sample = sampleCoordinator();
    expect(joins(sample, 'a', []).errorMessage).toBe('SubscribedTopicNames must be set in first request.');
    expect(beat(sample, 'a', -2).errorMessage).toBe('MemberEpoch is invalid.');
    expect(beat(sample, 'a', 3).errorCode).toBe(Errors.GROUP_ID_NOT_FOUND);
  });
});

describe('groups of other types', () => {
  it('a classic member is refused in a share group: INCONSISTENT_GROUP_PROTOCOL', () => {
    const sample = stableGroup();
    send(sample, 'c', 'JoinGroup', {
      groupId: 'g',
      sessionTimeoutMs: 45_000,
      rebalanceTimeoutMs: 300_000,
      memberId: '',
      groupInstanceId: null,
      protocolType: 'consumer',
      protocols: [],
      reason: null,
    });
    expect(answerTo(sample, 'c', 'JoinGroup')?.errorCode).toBe(Errors.INCONSISTENT_GROUP_PROTOCOL);
  });

  it('a share member is refused in a classic group: GROUP_ID_NOT_FOUND', () => {
    const sample = sampleCoordinator();
    join(sample, 'c');
    takeAnswers(sample);
    expect(joins(sample, 'a')).toMatchObject({
      errorCode: Errors.GROUP_ID_NOT_FOUND,
      errorMessage: 'Group g is not a share group.',
    });
  });
});

describe('another coordinator', () => {
  it('reads the group from the log: members, epochs, assignment, and what is initialized', () => {
    const sample = stableGroup();
    const before = group(sample)!;
    elect(sample, 0, 2);
    expect(describeGroups(sample.broker)).toEqual([]);
    elect(sample, 0, 1);
    const { members, ...rest } = before;
    expect(group(sample)).toMatchObject(rest);
    expect(group(sample)?.members[0]?.reconciliation).toEqual(members[0]!.reconciliation);
    expect(beat(sample, 'a', 3)).toMatchObject({ errorCode: Errors.NONE, memberEpoch: 3, assignment: null });
  });
});

describe('offsets', () => {
  const alter = (sample: SampleCoordinator, startOffset = 7) => {
    const partitions = [0, 9].map((partitionIndex) => ({ partitionIndex, startOffset }));
    const body = { groupId: 'g', topics: [{ topicName: 'orders', partitions }] };
    send(sample, 'tool', 'AlterShareGroupOffsets', body);
  };

  it('are moved in an empty group only, partition by partition', () => {
    const sample = stableGroup();
    alter(sample);
    expect(answerTo(sample, 'tool', 'AlterShareGroupOffsets')?.errorCode).toBe(Errors.NON_EMPTY_GROUP);
  });

  it('are forgotten by topic; of a group that is not there nothing is', () => {
    const sample = stableGroup();
    const body = { groupId: 'h', topics: [{ topicName: 'orders' }] };
    send(sample, 'tool', 'DeleteShareGroupOffsets', body);
    expect(answerTo(sample, 'tool', 'DeleteShareGroupOffsets')?.errorCode).toBe(Errors.GROUP_ID_NOT_FOUND);
    send(sample, 'tool', 'DeleteShareGroupOffsets', { ...body, groupId: 'g' });
    expect(answerTo(sample, 'tool', 'DeleteShareGroupOffsets')?.errorCode).toBe(Errors.NON_EMPTY_GROUP);
  });
});

describe('what tools are told', () => {
  it('ShareGroupDescribe: members with what they have, and the assignor', () => {
    const sample = stableGroup();
    send(sample, 'tool', 'ShareGroupDescribe', { groupIds: ['g', 'h'], includeAuthorizedOperations: false });
    const [known, unknown] = answerTo(sample, 'tool', 'ShareGroupDescribe')!.groups;
    expect(known).toMatchObject({
      errorCode: Errors.NONE,
      groupState: 'Stable',
      groupEpoch: 3,
      assignmentEpoch: 3,
      assignorName: 'simple',
    });
    expect(known?.members[0]?.assignment.topicPartitions).toEqual([
      { topicId: 'id-orders', topicName: 'orders', partitions: ORDERS },
    ]);
    expect(unknown?.errorCode).toBe(Errors.GROUP_ID_NOT_FOUND);
  });

  it('ListGroups: its type and its protocol', () => {
    const sample = stableGroup();
    send(sample, 'tool', 'ListGroups', { statesFilter: [], typesFilter: ['share'] });
    expect(answerTo(sample, 'tool', 'ListGroups')?.groups).toEqual([
      { groupId: 'g', protocolType: 'share', groupState: 'Stable', groupType: 'share' },
    ]);
  });
});
