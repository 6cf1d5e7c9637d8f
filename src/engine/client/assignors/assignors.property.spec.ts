import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareTopicPartitions, topicPartitionName } from '../topic-partition.ts';
import type {
  AssignorName,
  ConsumerPartitionAssignor,
  GroupAssignment,
  LastAssignment,
  MemberSubscription,
  TopicInfo,
  Topics,
} from './assignor.ts';
import { shown } from './example-group.ts';
import { assignors } from './index.ts';

const TOPIC_NAMES = ['t0', 't1', 't2', 't3'];
const RACKS = ['A', 'B', 'C'];

interface Group {
  readonly topics: Topics;
  readonly members: readonly MemberSubscription[];
}

const topicInfo: fc.Arbitrary<TopicInfo> = fc
  .array(fc.subarray(RACKS), { maxLength: 9 })
  .map((replicaRacks) => ({ partitions: replicaRacks.length, replicaRacks }));
const topics = fc
  .array(topicInfo, { minLength: TOPIC_NAMES.length, maxLength: TOPIC_NAMES.length })
  .map((infos) => new Map(infos.map((info, index) => [TOPIC_NAMES[index]!, info])));

const memberIds = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,3}$/), { minLength: 1, maxLength: 8 });

function groups(subscriptions: fc.Arbitrary<readonly string[]>, withRacks = true): fc.Arbitrary<Group> {
  return fc.record({ topics, ids: memberIds }).chain(({ topics, ids }) => {
    const rackId = withRacks ? fc.option(fc.constantFrom(...RACKS)) : fc.constant(null);
    const members = ids.map((memberId) =>
      fc.record({ topics: subscriptions, rackId }).map((said) => ({
        ...said,
        memberId,
        userData: null,
        ownedPartitions: [],
        generationId: -1,
      })),
    );
    return fc.record({ topics: fc.constant(topics), members: fc.tuple(...members) });
  });
}

const alike = fc.constant(TOPIC_NAMES);
const unlike = fc.subarray(TOPIC_NAMES, { minLength: 1 });

/** The members of the next rebalance: all of them took part in the last one, and say so. */
function afterwards(assignor: ConsumerPartitionAssignor, group: Group, assignment: GroupAssignment): Group {
  const members = group.members.map((member) => {
    const received: LastAssignment = { partitions: assignment.get(member.memberId) ?? [], generationId: 1 };
    return {
      ...member,
      userData: assignor.subscriptionUserData(assignor.onAssignment(received)),
      ownedPartitions: assignor.supportedProtocols[0] === 'COOPERATIVE' ? received.partitions : [],
      generationId: received.generationId,
    };
  });
  return { ...group, members };
}

function namesOf(assignment: GroupAssignment): string[] {
  return [...assignment.values()].flat().sort(compareTopicPartitions).map(topicPartitionName);
}

function subscribedNames({ topics, members }: Group): string[] {
  const subscribed = TOPIC_NAMES.filter((topic) => members.some((member) => member.topics.includes(topic)));
  return subscribed.flatMap((topic) =>
    Array.from({ length: topics.get(topic)?.partitions ?? 0 }, (_, partition) => `${topic}-${partition}`),
  );
}

function spread(counts: readonly number[]): number {
  return Math.max(...counts) - Math.min(...counts);
}

function loads(assignment: GroupAssignment): number[] {
  return Array.from(assignment.values(), (partitions) => partitions.length);
}

const names: readonly AssignorName[] = ['range', 'roundrobin', 'sticky', 'cooperative-sticky'];

describe.each(names)('%s', (name) => {
  const assignor = assignors[name];

  it('gives every partition of a subscribed topic to exactly one member, which subscribed to it', () => {
    fc.assert(
      fc.property(groups(unlike), (group) => {
        const assignment = assignor.assign(group.topics, group.members);
        expect(namesOf(assignment)).toEqual(subscribedNames(group));
        expect([...assignment.keys()].sort()).toEqual(group.members.map(({ memberId }) => memberId).sort());
        for (const { memberId, topics } of group.members) {
          for (const { topic } of assignment.get(memberId) ?? []) expect(topics).toContain(topic);
        }
      }),
    );
  });

  it('gives the same whatever the order of members and topics', () => {
    fc.assert(
      fc.property(groups(unlike), ({ topics, members }) => {
        const reversed = assignor.assign(new Map([...topics].reverse()), [...members].reverse());
        expect(shown(reversed)).toEqual(shown(assignor.assign(topics, members)));
      }),
    );
  });
});

describe.each(['sticky', 'cooperative-sticky'] as const)(
  '%s with claims that contradict each other',
  (name) => {
    const assignor = assignors[name];
    const claimed = fc.record({
      partitions: fc.array(fc.record({ topic: fc.constantFrom(...TOPIC_NAMES), partition: fc.nat(11) })),
      generationId: fc.integer({ min: -1, max: 3 }),
    });

    it('gives no partition to two members, and sticky gives all', () => {
      const group = groups(unlike).chain(({ topics, members }) =>
        fc
          .tuple(...members.map((member) => claimed.map((claim) => withClaim(member, claim))))
          .map((claimants) => ({
            topics,
            members: claimants,
          })),
      );
      fc.assert(
        fc.property(group, (group) => {
          const names = namesOf(assignor.assign(group.topics, group.members));
          expect(new Set(names).size).toBe(names.length);
          if (name === 'sticky') expect(names).toEqual(subscribedNames(group));
        }),
      );
    });

    function withClaim(member: MemberSubscription, claim: LastAssignment): MemberSubscription {
      const userData = assignor.subscriptionUserData(assignor.onAssignment(claim));
      return { ...member, userData, ownedPartitions: claim.partitions, generationId: claim.generationId };
    }
  },
);

describe('balance', () => {
  it('range: within each topic, loads differ by one at most', () => {
    fc.assert(
      fc.property(groups(unlike), ({ topics, members }) => {
        const assignment = assignors.range.assign(topics, members);
        for (const topic of TOPIC_NAMES) {
          const subscribers = members.filter((member) => member.topics.includes(topic));
          const counts = subscribers.map(
            ({ memberId }) =>
              assignment.get(memberId)?.filter((partition) => partition.topic === topic).length ?? 0,
          );
          expect(
            spread([...counts, ...counts.slice(0, 1)].concat(counts.length ? [] : [0])),
          ).toBeLessThanOrEqual(1);
        }
      }),
    );
  });

  it.each(['roundrobin', 'sticky'] as const)('%s: subscribed alike, loads differ by one at most', (name) => {
    fc.assert(
      fc.property(groups(alike), ({ topics, members }) => {
        expect(spread(loads(assignors[name].assign(topics, members)))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('sticky: subscribed unlike, nobody has two more than another who could take one of them', () => {
    fc.assert(
      fc.property(groups(unlike), ({ topics, members }) => {
        const assignment = assignors.sticky.assign(topics, members);
        const load = (memberId: string) => assignment.get(memberId)?.length ?? 0;
        for (const [owner, partitions] of assignment) {
          for (const { topic } of partitions) {
            const subscribers = members.filter((member) => member.topics.includes(topic));
            for (const { memberId } of subscribers)
              expect(load(owner)).toBeLessThanOrEqual(load(memberId) + 1);
          }
        }
      }),
    );
  });
});

describe('stickiness', () => {
  it.each(['sticky', 'cooperative-sticky'] as const)('%s: nothing moves when nothing changed', (name) => {
    const assignor = assignors[name];
    fc.assert(
      fc.property(groups(alike, false), (group) => {
        const assignment = assignor.assign(group.topics, group.members);
        const next = afterwards(assignor, group, assignment);
        expect(shown(assignor.assign(next.topics, next.members))).toEqual(shown(assignment));
      }),
    );
  });

  it('cooperative-sticky: when a member left, the others keep theirs, and a follow-up settles the rest', () => {
    const assignor = assignors['cooperative-sticky'];
    fc.assert(
      fc.property(groups(alike, false), (group) => {
        fc.pre(group.members.length > 1);
        const before = afterwards(assignor, group, assignor.assign(group.topics, group.members));
        const remaining = { ...before, members: before.members.slice(1) };
        const first = assignor.assign(remaining.topics, remaining.members);
        for (const { memberId, ownedPartitions } of remaining.members) {
          expect(first.get(memberId)).toEqual(expect.arrayContaining([...ownedPartitions]));
        }
        const followUp = afterwards(assignor, remaining, first);
        const settled = assignor.assign(followUp.topics, followUp.members);
        expect(namesOf(settled)).toEqual(subscribedNames(remaining));
        expect(spread(loads(settled))).toBeLessThanOrEqual(1);
      }),
    );
  });
});
