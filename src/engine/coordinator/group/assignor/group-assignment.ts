import { compareStrings } from '../../../client/topic-partition.ts';
import type { GroupAssignment, PartitionsByTopicId } from './partition-assignor.ts';
import type { TopicIdPartition } from './topic-id-partition.ts';

/** The answer of an assignor out of what each member gets: members, topics and partitions in order. */
export function groupAssignment(
  partitionsByMember: ReadonlyMap<string, Iterable<TopicIdPartition>>,
): GroupAssignment {
  const memberIds = [...partitionsByMember.keys()].sort(compareStrings);
  return new Map(memberIds.map((memberId) => [memberId, byTopicId(partitionsByMember.get(memberId)!)]));
}

function byTopicId(partitions: Iterable<TopicIdPartition>): PartitionsByTopicId {
  const sorted = [...partitions].sort(
    (a, b) => compareStrings(a.topicId, b.topicId) || a.partition - b.partition,
  );
  const result = new Map<string, number[]>();
  for (const { topicId, partition } of sorted) {
    const ofTopic = result.get(topicId);
    if (ofTopic) ofTopic.push(partition);
    else result.set(topicId, [partition]);
  }
  return result;
}
