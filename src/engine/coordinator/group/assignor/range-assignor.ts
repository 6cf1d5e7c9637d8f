/**
 * `RangeAssignor` of the coordinator: each topic's partitions in order, cut into one range for each subscriber,
 * the first subscribers getting one more when it doesn't come out even. Topics with as many partitions and
 * the same subscribers are so cut alike, which joins rely on (co-partitioning). It doesn't look at what
 * members had: they keep it as long as neither they nor the topics change, and static members come first and
 * by instance id, so that a restart under a new member id changes nothing (KIP-345).
 */
import { compareMembers } from '../../../client/assignors/assignor.ts';
import { groupAssignment } from './group-assignment.ts';
import { numPartitions } from './group-order.ts';
import type { GroupSpec, PartitionAssignor } from './partition-assignor.ts';
import type { TopicIdPartition } from './topic-id-partition.ts';

export const rangeAssignor: PartitionAssignor = {
  name: 'range',
  assign(spec, topics) {
    const assignment = new Map<string, TopicIdPartition[]>();
    for (const memberId of spec.members.keys()) assignment.set(memberId, []);
    for (const [topicId, subscribers] of subscribersByTopic(spec)) {
      const partitions = numPartitions(topicId, topics);
      for (const [position, memberId] of subscribers.entries()) {
        const range = rangeOf(position, subscribers.length, partitions);
        assignment.get(memberId)!.push(...range.map((partition) => ({ topicId, partition })));
      }
    }
    return groupAssignment(assignment);
  },
};

/** Subscribers of each topic, in the order of their ranges. */
function subscribersByTopic({ members }: GroupSpec): Map<string, string[]> {
  const ordered = Array.from(members, ([memberId, { instanceId, subscribedTopicIds }]) => ({
    memberId,
    groupInstanceId: instanceId,
    subscribedTopicIds,
  })).sort(compareMembers);
  const subscribers = new Map<string, string[]>();
  for (const { memberId, subscribedTopicIds } of ordered) {
    for (const topicId of subscribedTopicIds) {
      subscribers.set(topicId, [...(subscribers.get(topicId) ?? []), memberId]);
    }
  }
  return subscribers;
}

function rangeOf(position: number, subscribers: number, partitions: number): number[] {
  const minQuota = Math.floor(partitions / subscribers);
  const extras = partitions % subscribers;
  const start = position * minQuota + Math.min(position, extras);
  return Array.from({ length: minQuota + (position < extras ? 1 : 0) }, (_, index) => start + index);
}
