/**
 * The uniform assignment when all members subscribed to the same topics: every member has a quota, gives up
 * what it has beyond it, and those with room are filled up in turn. Loads then differ by one at most.
 */
import { groupAssignment } from './group-assignment.ts';
import { heldBy, memberIdsOf, partitionsOf, subscribedTopicIds } from './group-order.ts';
import type { GroupAssignment, GroupSpec, SubscribedTopicDescriber } from './partition-assignor.ts';
import { createPartitionTable, type TopicIdPartition } from './topic-id-partition.ts';

/** A member on its way to the new assignment. */
interface QuotaMember {
  readonly memberId: string;
  readonly held: readonly TopicIdPartition[];
  /** How many partitions it is to have. */
  readonly quota: number;
}

export function assignHomogeneousGroup(spec: GroupSpec, topics: SubscribedTopicDescriber): GroupAssignment {
  const table = createPartitionTable();
  const topicIds = subscribedTopicIds(spec);
  const partitions = topicIds.flatMap((topicId) => partitionsOf(topicId, topics, table));
  const held = new Map(
    memberIdsOf(spec).map((memberId) => [memberId, heldBy(spec.members.get(memberId)!, table)]),
  );
  const ownedByAnyone = new Set([...held.values()].flat());
  const members = withQuotas(onlyOf(held, topicIds), partitions.length);
  const unassigned = partitions
    .filter((partition) => !ownedByAnyone.has(partition))
    .concat(members.flatMap((member) => member.held.slice(member.quota)));
  return groupAssignment(new Map(members.map((member) => [member.memberId, fillUp(member, unassigned)])));
}

function onlyOf(
  held: ReadonlyMap<string, readonly TopicIdPartition[]>,
  topicIds: readonly string[],
): Map<string, TopicIdPartition[]> {
  const subscribed = new Set(topicIds);
  return new Map(
    Array.from(held, ([memberId, partitions]) => [
      memberId,
      partitions.filter(({ topicId }) => subscribed.has(topicId)),
    ]),
  );
}

/**
 * When it doesn't come out even, some members may have one more than the others: those that have it already,
 * for as long as enough members are left to take the rest of the extra partitions, and then whoever comes.
 */
function withQuotas(
  heldByMember: ReadonlyMap<string, readonly TopicIdPartition[]>,
  numPartitions: number,
): QuotaMember[] {
  const minQuota = Math.floor(numPartitions / heldByMember.size);
  let extrasLeft = numPartitions % heldByMember.size;
  let membersLeft = heldByMember.size;
  return Array.from(heldByMember, ([memberId, held]) => {
    const mustTakeExtra = membersLeft <= extrasLeft;
    const takesExtra = extrasLeft > 0 && (held.length > minQuota || mustTakeExtra);
    membersLeft--;
    if (takesExtra) extrasLeft--;
    return { memberId, held, quota: takesExtra ? minQuota + 1 : minQuota };
  });
}

/** Takes what the member lacks off the front of `unassigned`. */
function fillUp({ held, quota }: QuotaMember, unassigned: TopicIdPartition[]): TopicIdPartition[] {
  const kept = held.slice(0, quota);
  return [...kept, ...unassigned.splice(0, quota - kept.length)];
}
