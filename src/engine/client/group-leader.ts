/**
 * The member that the coordinator made the leader divides the partitions: it alone is told everybody's
 * subscription, runs the assignor that all of them offer, and hands the result in with its SyncGroup. From
 * then on it watches the topics of the whole group, and has the group rebalance when they get partitions.
 */
import type { JoinGroupResponse } from '../../protocol/messages/11-join-group.ts';
import type { Ctx } from '../ctx.ts';
import type { AssignorName, MemberSubscription, TopicInfo } from './assignors/assignor.ts';
import { assignors } from './assignors/index.ts';
import type { ConsumerNode } from './consumer.ts';
import { deserializeSubscription, serializeAssignment } from './consumer-protocol.ts';
import { isMetadataFresh, takeMetadataSnapshot, watchTopics } from './metadata-watch.ts';
import { sendSyncGroup } from './sync-group.ts';
import { compareStrings } from './topic-partition.ts';

/** Elected: what all members subscribe to is of interest from now on, and has to be known before assigning. */
export function onLeaderElected(ctx: Ctx, consumer: ConsumerNode, elected: JoinGroupResponse): void {
  consumer.membership.electedBy = elected;
  watchTopics(ctx, consumer, subscribedTopics(subscriptionsOf(elected)));
  maybePerformAssignment(ctx, consumer);
}

/** To be called again when metadata has come. Kafka blocks inside the handler instead. */
export function maybePerformAssignment(ctx: Ctx, consumer: ConsumerNode): void {
  const { membership } = consumer;
  const elected = membership.electedBy;
  if (elected === null || !isMetadataFresh(consumer)) return;
  membership.electedBy = null;
  membership.isLeader = true;
  takeMetadataSnapshot(consumer);
  membership.assignmentSnapshot = membership.metadataSnapshot;
  // A static leader that came back keeps the assignment that the coordinator has (KIP-814).
  sendSyncGroup(ctx, consumer, elected.skipAssignment ? [] : performAssignment(consumer, elected));
}

function performAssignment(consumer: ConsumerNode, elected: JoinGroupResponse) {
  const members = subscriptionsOf(elected);
  const assignor = assignors[elected.protocolName as AssignorName];
  const assignment = assignor.assign(topicsOf(consumer, subscribedTopics(members)), members);
  return Array.from(assignment, ([memberId, partitions]) => ({
    memberId,
    assignment: serializeAssignment({ partitions, userData: null }),
  }));
}

function subscriptionsOf(elected: JoinGroupResponse): MemberSubscription[] {
  return elected.members.map(({ memberId, groupInstanceId, metadata }) => ({
    ...deserializeSubscription(metadata),
    memberId,
    groupInstanceId,
  }));
}

function subscribedTopics(members: readonly MemberSubscription[]): string[] {
  return [...new Set(members.flatMap(({ topics }) => topics))].sort(compareStrings);
}

/** Topics that the leader does not know of are left out, as if nobody subscribed to them. */
function topicsOf({ metadata }: ConsumerNode, names: readonly string[]): Map<string, TopicInfo> {
  const topics = new Map<string, TopicInfo>();
  for (const name of names) {
    const partitions = metadata.topics.get(name)?.partitions.length ?? 0;
    if (partitions > 0) topics.set(name, { partitions });
  }
  return topics;
}
