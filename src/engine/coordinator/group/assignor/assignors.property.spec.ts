import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { topicId } from './example-group.ts';
import { partitionAssignors } from './index.ts';
import type {
  GroupAssignment,
  GroupSpec,
  MemberSpec,
  PartitionAssignorName,
  SubscribedTopicDescriber,
} from './partition-assignor.ts';

const TOPIC_IDS = ['t0', 't1', 't2', 't3'].map(topicId);

interface Group {
  readonly spec: GroupSpec;
  /** Number of partitions by topic id. */
  readonly partitions: ReadonlyMap<string, number>;
}

const partitions = fc
  .array(fc.nat(9), { minLength: TOPIC_IDS.length, maxLength: TOPIC_IDS.length })
  .map((counts) => new Map(TOPIC_IDS.map((id, index) => [id, counts[index]!])));
const memberIds = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 9 });

/** Groups in which nobody has anything yet. */
function groups(subscriptions: fc.Arbitrary<readonly string[]>, type: GroupSpec['subscriptionType']) {
  return fc.record({ partitions, ids: memberIds }).chain(({ partitions, ids }) =>
    fc.tuple(...ids.map(() => subscriptions)).map((chosen): Group => {
      const members = new Map(ids.map((id, index) => [id, newMember(chosen[index]!)]));
      return { partitions, spec: { subscriptionType: type, members } };
    }),
  );
}

const alike = groups(fc.constant(TOPIC_IDS), 'HOMOGENEOUS');
const unlike = groups(fc.subarray(TOPIC_IDS, { minLength: 1 }), 'HETEROGENEOUS');

/** Groups that have seen an assignment and then some change of members and topics. */
function changed(fresh: fc.Arbitrary<Group>, name: PartitionAssignorName): fc.Arbitrary<Group> {
  return fc.record({ first: fresh, second: fresh, grown: fc.nat(5) }).map(({ first, second, grown }) => {
    const before = assign(name, first);
    const members = new Map(
      Array.from(second.spec.members, ([id, member]) => [
        id,
        { ...member, targetAssignment: before.get(id) ?? new Map() },
      ]),
    );
    const partitions = new Map(Array.from(first.partitions, ([id, count]) => [id, count + grown]));
    return { partitions, spec: { ...second.spec, members } };
  });
}

function newMember(topicIds: readonly string[]): MemberSpec {
  return {
    instanceId: null,
    rackId: null,
    subscribedTopicIds: new Set(topicIds),
    targetAssignment: new Map(),
  };
}

function assign(name: PartitionAssignorName, { spec, partitions }: Group): GroupAssignment {
  const topics: SubscribedTopicDescriber = {
    numPartitions: (id) => partitions.get(id) ?? -1,
    racksForPartition: () => new Set(),
  };
  return partitionAssignors[name].assign(spec, topics);
}

function afterwards({ spec, partitions }: Group, assignment: GroupAssignment): Group {
  const members = new Map(
    Array.from(spec.members, ([id, member]) => [id, { ...member, targetAssignment: assignment.get(id)! }]),
  );
  return { partitions, spec: { ...spec, members } };
}

function without({ spec, partitions }: Group, memberId: string): Group {
  const members = new Map(spec.members);
  members.delete(memberId);
  return { partitions, spec: { ...spec, members } };
}

function namesOf(assignment: GroupAssignment, memberId: string): string[] {
  return Array.from(assignment.get(memberId)!, ([topicId, partitions]) =>
    partitions.map((partition) => `${topicId}-${partition}`),
  ).flat();
}

function allNames(assignment: GroupAssignment): string[] {
  return [...assignment.keys()].flatMap((memberId) => namesOf(assignment, memberId)).sort();
}

function subscribedNames({ spec, partitions }: Group): string[] {
  const subscribed = TOPIC_IDS.filter((id) => subscribers(spec, id).length > 0);
  return subscribed
    .flatMap((id) => Array.from({ length: partitions.get(id)! }, (_, partition) => `${id}-${partition}`))
    .sort();
}

function subscribers({ members }: GroupSpec, topicId: string): string[] {
  return [...members.keys()].filter((id) => members.get(id)!.subscribedTopicIds.has(topicId));
}

function spread(counts: readonly number[]): number {
  return counts.length === 0 ? 0 : Math.max(...counts) - Math.min(...counts);
}

function expectSubscribed({ spec }: Group, assignment: GroupAssignment): void {
  expect([...assignment.keys()]).toEqual([...spec.members.keys()].sort());
  for (const [id, byTopicId] of assignment) {
    for (const topicId of byTopicId.keys())
      expect(spec.members.get(id)!.subscribedTopicIds).toContain(topicId);
  }
}

describe.each(['uniform', 'range'] as const)('%s', (name) => {
  it.each([
    ['alike', alike],
    ['unlike', unlike],
  ])('subscribed %s: gives every partition to exactly one member, a subscriber', (_, fresh) => {
    fc.assert(
      fc.property(changed(fresh, name), (group) => {
        const assignment = assign(name, group);
        expect(allNames(assignment)).toEqual(subscribedNames(group));
        expectSubscribed(group, assignment);
      }),
    );
  });

  it.each([
    ['alike', alike],
    ['unlike', unlike],
  ])('subscribed %s: nothing moves when nothing changed', (_, fresh) => {
    fc.assert(
      fc.property(changed(fresh, name), (group) => {
        const assignment = assign(name, group);
        expect(assign(name, afterwards(group, assignment))).toEqual(assignment);
      }),
    );
  });
});

describe('balance', () => {
  it('range: within each topic, loads differ by one at most', () => {
    fc.assert(
      fc.property(changed(unlike, 'range'), (group) => {
        const assignment = assign('range', group);
        for (const topicId of TOPIC_IDS) {
          const counts = subscribers(group.spec, topicId).map(
            (id) => assignment.get(id)!.get(topicId)?.length ?? 0,
          );
          expect(spread(counts)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it('uniform: subscribed alike, loads differ by one at most', () => {
    fc.assert(
      fc.property(changed(alike, 'uniform'), (group) => {
        const assignment = assign('uniform', group);
        const loads = [...assignment.keys()].map((id) => namesOf(assignment, id).length);
        expect(spread(loads)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('uniform: subscribed unlike, nobody has two more than another who could take one of them', () => {
    fc.assert(
      fc.property(changed(unlike, 'uniform'), (group) => {
        const assignment = assign('uniform', group);
        const load = (id: string) => namesOf(assignment, id).length;
        for (const [owner, byTopicId] of assignment) {
          for (const id of [...byTopicId.keys()].flatMap((topicId) => subscribers(group.spec, topicId))) {
            expect(load(owner)).toBeLessThanOrEqual(load(id) + 1);
          }
        }
      }),
    );
  });
});

describe('uniform', () => {
  it('subscribed alike, a member leaves: the others keep all that they have', () => {
    fc.assert(
      fc.property(alike, (group) => {
        fc.pre(group.spec.members.size > 1);
        const before = assign('uniform', group);
        const remaining = without(afterwards(group, before), [...group.spec.members.keys()][0]!);
        const after = assign('uniform', remaining);
        for (const id of remaining.spec.members.keys()) {
          expect(namesOf(after, id)).toEqual(expect.arrayContaining(namesOf(before, id)));
        }
      }),
    );
  });
});

describe('simple', () => {
  const sharing = ({ spec, partitions }: Group) => {
    const total = [...partitions.values()].reduce((sum, count) => sum + count, 0);
    return total === 0 ? 0 : Math.ceil(spec.members.size / total);
  };

  it('subscribed alike, a new group: every partition has a member, none more than are needed', () => {
    fc.assert(
      fc.property(alike, (group) => {
        const assignment = assign('simple', group);
        const names = allNames(assignment);
        expect([...new Set(names)]).toEqual(subscribedNames(group));
        for (const name of names) {
          expect(names.filter((other) => other === name).length).toBeLessThanOrEqual(sharing(group));
        }
      }),
    );
  });

  it('gives members only what they subscribed to', () => {
    fc.assert(fc.property(alike, (group) => expectSubscribed(group, assign('simple', group))));
    fc.assert(fc.property(unlike, (group) => expectSubscribed(group, assign('simple', group))));
  });

  it('subscribed alike: loads differ by one at most in a new group', () => {
    fc.assert(
      fc.property(alike, (group) => {
        const assignment = assign('simple', group);
        expect(
          spread([...assignment.keys()].map((id) => namesOf(assignment, id).length)),
        ).toBeLessThanOrEqual(1);
      }),
    );
  });
});
