/** For specs: groups and assignments in a form that can be read at a glance. */
import type {
  GroupAssignment,
  GroupSpec,
  MemberSpec,
  SubscribedTopicDescriber,
} from './partition-assignor.ts';

const UUID_LENGTH = 22;
const FILLER = 'A';

/** A well-formed Uuid that begins with the topic's name. */
export function topicId(name: string): string {
  return name.padEnd(UUID_LENGTH, FILLER);
}

/** `topics({ t0: 3 })`: topics with so many partitions. */
export function topics(numPartitions: Readonly<Record<string, number>>): SubscribedTopicDescriber {
  const counts = new Map(Object.entries(numPartitions).map(([name, count]) => [topicId(name), count]));
  return { numPartitions: (id) => counts.get(id) ?? -1, racksForPartition: () => new Set() };
}

/** `member('t0 t1', 't0-2')`: subscribed to two topics, and until now it had one partition. */
export function member(subscribed: string, had = '', instanceId: string | null = null): MemberSpec {
  const targetAssignment = new Map<string, number[]>();
  for (const [, name = '', partition] of had.matchAll(/(\S+)-(\d+)/g)) {
    const id = topicId(name);
    targetAssignment.set(id, [...(targetAssignment.get(id) ?? []), Number(partition)]);
  }
  const subscribedTopicIds = new Set(subscribed.split(' ').filter(Boolean).map(topicId));
  return { instanceId, rackId: null, subscribedTopicIds, targetAssignment };
}

export function group(members: Readonly<Record<string, MemberSpec>>): GroupSpec {
  const subscriptions = Object.values(members).map((each) => [...each.subscribedTopicIds].sort().join(' '));
  const subscriptionType = new Set(subscriptions).size > 1 ? 'HETEROGENEOUS' : 'HOMOGENEOUS';
  return { subscriptionType, members: new Map(Object.entries(members)) };
}

/** By member, what it got, written as for `member`. */
export function shown(assignment: GroupAssignment): Record<string, string> {
  return Object.fromEntries(
    Array.from(assignment, ([memberId, byTopicId]) => [
      memberId,
      Array.from(byTopicId, ([id, partitions]) =>
        partitions.map((partition) => `${id.slice(0, id.indexOf(FILLER))}-${partition}`),
      )
        .flat()
        .join(' '),
    ]),
  );
}
