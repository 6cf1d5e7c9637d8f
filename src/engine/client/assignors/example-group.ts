/** For specs: groups and assignments in a form that can be read at a glance. */
import { compareTopicPartitions, type TopicPartition, topicPartitionName } from '../topic-partition.ts';
import type { GroupAssignment, MemberSubscription, Topics } from './assignor.ts';

/**
 * `topics({ t0: 3 })`; with racks, one string a partition, each letter the rack of a replica: `{ t0: ['AB',
 * 'C'] }`.
 */
export function topics(spec: Readonly<Record<string, number | readonly string[]>>): Topics {
  return new Map(
    Object.entries(spec).map(([topic, partitions]) => [
      topic,
      typeof partitions === 'number'
        ? { partitions }
        : { partitions: partitions.length, replicaRacks: partitions.map((racks) => [...racks]) },
    ]),
  );
}

/** A member that joins for the first time, unless `more` says otherwise. */
export function member(
  memberId: string,
  subscribed: readonly string[],
  more: Partial<MemberSubscription> = {},
): MemberSubscription {
  return { memberId, topics: subscribed, userData: null, ownedPartitions: [], generationId: -1, ...more };
}

/** `partitions('t0-1 t0-2')`. */
export function partitions(names: string): TopicPartition[] {
  return names.split(' ').flatMap((name) => {
    const [, topic, partition] = /^(.+)-(\d+)$/.exec(name) ?? [];
    return topic === undefined ? [] : [{ topic, partition: Number(partition) }];
  });
}

/** The inverse: `{ a: 't0-1 t0-2' }`. */
export function shown(assignment: GroupAssignment): Record<string, string> {
  return Object.fromEntries(
    Array.from(assignment, ([memberId, list]) => [
      memberId,
      [...list].sort(compareTopicPartitions).map(topicPartitionName).join(' '),
    ]),
  );
}
