/**
 * What a member does with the assignment that SyncGroup brought (ConsumerCoordinator.onJoinComplete). An EAGER
 * member has nothing left, so all of it is new. A COOPERATIVE one compares: what it owns and was not given
 * again it now gives up, and rejoins at once, so that in a second round those partitions, which nobody owns
 * any more, can go to others.
 *
 * Here no offset is committed, not even with auto-commit: the commit was made before the JoinGroup. What a
 * cooperative member has read in between from a partition it now gives up, its next owner reads again.
 */
import type { Ctx } from '../ctx.ts';
import type { AssignorName } from './assignors/assignor.ts';
import { assignors } from './assignors/index.ts';
import { resetAutoCommitTimer } from './auto-commit.ts';
import type { ConsumerNode } from './consumer.ts';
import { deserializeAssignment } from './consumer-protocol.ts';
import { requestRejoin } from './group-membership.ts';
import { noteAssigned, noteRevoked } from './partition-ownership.ts';
import { rebalanceProtocolOf } from './rebalance-protocol.ts';
import { assignedPartitions, setAssignment } from './subscription-state.ts';
import { compareTopicPartitions, type TopicPartition, topicPartitionName } from './topic-partition.ts';

export function onJoinComplete(ctx: Ctx, consumer: ConsumerNode, bytes: Uint8Array): void {
  const { membership, subscriptions, configs } = consumer;
  const { generationId, protocolName } = membership.generation;
  // Only the leader watches for changes of what was assigned.
  if (!membership.isLeader) membership.assignmentSnapshot = null;
  const owned = assignedPartitions(subscriptions);
  // A static leader that came back may have no assignment made for it: no bytes, no partitions.
  const received = bytes.length < 2 ? [] : deserializeAssignment(bytes).partitions;
  const assigned = [...received].sort(compareTopicPartitions);
  if (assigned.some(({ topic }) => !subscriptions.topics.includes(topic))) {
    requestRejoin(consumer, 'received assignment does not match the current subscription');
    return;
  }
  if (rebalanceProtocolOf(configs) === 'COOPERATIVE') revokeWithdrawn(ctx, consumer, owned, assigned);
  const assignor = assignors[protocolName as AssignorName];
  membership.lastAssignments.set(
    assignor.name,
    assignor.onAssignment({ partitions: received, generationId }),
  );
  resetAutoCommitTimer(ctx, consumer);
  setAssignment(subscriptions, assigned);
  noteAssigned(ctx, consumer, without(assigned, owned), generationId);
}

function revokeWithdrawn(
  ctx: Ctx,
  consumer: ConsumerNode,
  owned: readonly TopicPartition[],
  assigned: readonly TopicPartition[],
): void {
  const withdrawn = without(owned, assigned);
  if (withdrawn.length === 0) return;
  noteRevoked(ctx, consumer, withdrawn, false);
  requestRejoin(consumer, 'need to revoke partitions and re-join');
}

function without(from: readonly TopicPartition[], taken: readonly TopicPartition[]): TopicPartition[] {
  const names = new Set(taken.map(topicPartitionName));
  return from.filter((topicPartition) => !names.has(topicPartitionName(topicPartition)));
}
