import { describe, expect, it } from 'vitest';
import { type ConsumerGroupMember, createConsumerGroupMember } from './consumer-group-member.ts';
import { nextAssignment, type ReconciliationSpec } from './current-assignment-builder.ts';
import { NO_PARTITIONS, withEpoch } from './partition-epochs.ts';

const T = 'topic-id';

function member(changes: Partial<ConsumerGroupMember>): ConsumerGroupMember {
  return { ...createConsumerGroupMember('m'), memberEpoch: 10, previousMemberEpoch: 9, ...changes };
}

/** The target is of epoch 11; the others hold `others`. */
function spec(
  target: readonly number[],
  owned: readonly number[] | null,
  others: readonly number[] = [],
  changes: Partial<ReconciliationSpec> = {},
): ReconciliationSpec {
  return {
    targetAssignmentEpoch: 11,
    targetAssignment: new Map(target.length > 0 ? [[T, target]] : []),
    subscribedTopicIds: new Set([T]),
    hasSubscriptionChanged: false,
    ownedPartitions: owned && [{ topicId: T, partitions: owned }],
    isHeldByAnyone: (_, partition) => others.includes(partition),
    ...changes,
  };
}

const holding = (...partitions: number[]) => withEpoch([[T, partitions]], 10);

function seen({
  state,
  memberEpoch,
  previousMemberEpoch,
  assignedPartitions,
  partitionsPendingRevocation,
}: ConsumerGroupMember) {
  const list = (held: typeof assignedPartitions) => [...(held.get(T)?.keys() ?? [])];
  return {
    state,
    epochs: [previousMemberEpoch, memberEpoch],
    assigned: list(assignedPartitions),
    revoking: list(partitionsPendingRevocation),
  };
}

describe('one step towards the target assignment', () => {
  it('Stable -> Stable: nothing changes but the epoch', () => {
    const next = nextAssignment(member({ assignedPartitions: holding(1, 2) }), spec([1, 2], null));
    expect(seen(next)).toEqual({ state: 'Stable', epochs: [10, 11], assigned: [1, 2], revoking: [] });
  });

  it('Stable -> Stable: what nobody holds is given at once, and its epoch is the one of now', () => {
    const next = nextAssignment(member({ assignedPartitions: holding(1) }), spec([1, 2], null));
    expect(seen(next)).toEqual({ state: 'Stable', epochs: [10, 11], assigned: [1, 2], revoking: [] });
    expect(next.assignedPartitions.get(T)).toEqual(
      new Map([
        [1, 10],
        [2, 11],
      ]),
    );
  });

  it('Stable -> UnrevokedPartitions when the target takes a partition away: the epoch stays', () => {
    const next = nextAssignment(member({ assignedPartitions: holding(1, 2) }), spec([2, 3], null));
    expect(seen(next)).toEqual({
      state: 'UnrevokedPartitions',
      epochs: [10, 10],
      assigned: [2],
      revoking: [1],
    });
  });

  it('Stable -> Stable when what the target takes away is not held any more, as the member says', () => {
    const next = nextAssignment(member({ assignedPartitions: holding(1, 2) }), spec([2, 3], [2]));
    expect(seen(next)).toEqual({ state: 'Stable', epochs: [10, 11], assigned: [2, 3], revoking: [] });
  });

  it('Stable -> UnreleasedPartitions when another still holds part of the target', () => {
    const next = nextAssignment(member({ assignedPartitions: holding(1) }), spec([1, 2, 3], null, [3]));
    expect(seen(next)).toEqual({
      state: 'UnreleasedPartitions',
      epochs: [10, 11],
      assigned: [1, 2],
      revoking: [],
    });
  });

  const revoking = member({
    state: 'UnrevokedPartitions',
    assignedPartitions: holding(2),
    partitionsPendingRevocation: holding(1),
  });

  it('UnrevokedPartitions: a heartbeat that says nothing of partitions changes nothing', () => {
    expect(nextAssignment(revoking, spec([2, 3], null))).toBe(revoking);
    expect(nextAssignment(revoking, spec([2, 3], [1, 2]))).toBe(revoking);
  });

  it('UnrevokedPartitions -> Stable, UnreleasedPartitions: once it no longer holds them', () => {
    expect(seen(nextAssignment(revoking, spec([2, 3], [2])))).toMatchObject({
      state: 'Stable',
      epochs: [10, 11],
      assigned: [2, 3],
    });
    expect(seen(nextAssignment(revoking, spec([2, 3], [2], [3])))).toMatchObject({
      state: 'UnreleasedPartitions',
      assigned: [2],
    });
  });

  it('UnrevokedPartitions: a newer target that gives the partition back gives it at once', () => {
    expect(seen(nextAssignment(revoking, spec([1, 2], [2], [1])))).toMatchObject({
      state: 'Stable',
      assigned: [2, 1],
    });
  });

  it('UnreleasedPartitions -> Stable when the other has released them', () => {
    const waiting = member({
      state: 'UnreleasedPartitions',
      memberEpoch: 11,
      assignedPartitions: holding(1),
    });
    expect(seen(nextAssignment(waiting, spec([1, 2], null)))).toMatchObject({
      state: 'Stable',
      epochs: [11, 11],
      assigned: [1, 2],
    });
  });

  it('topics that it has unsubscribed from are given up without waiting for a new target', () => {
    const unsubscribed = { subscribedTopicIds: new Set<string>(), hasSubscriptionChanged: true };
    const before = member({ memberEpoch: 11, assignedPartitions: holding(1, 2) });
    const next = nextAssignment(before, spec([1, 2], null, [], unsubscribed));
    expect(seen(next)).toMatchObject({ state: 'UnrevokedPartitions', assigned: [], revoking: [1, 2] });
    expect(next.assignedPartitions).toEqual(NO_PARTITIONS);
  });
});
