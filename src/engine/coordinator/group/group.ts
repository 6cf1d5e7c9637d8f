/** A group of whatever type: what its coordinator asks of all of them. */
import type { CoordinatorRecord } from '../../../protocol/coordinator-records.ts';
import { type ClassicGroup, isSubscribedToTopic as classicIsSubscribed } from './classic/classic-group.ts';
import type { ConsumerGroup } from './consumer/consumer-group.ts';
import { consumerGroups } from './consumer-groups.ts';
import { newGroupMetadataTombstone } from './record-helpers.ts';

export type Group = ClassicGroup | ConsumerGroup;

export function isSubscribedToTopic(group: Group, topic: string): boolean {
  return group.type === 'classic'
    ? classicIsSubscribed(group, topic)
    : consumerGroups.rules().isSubscribedToTopic(group, topic);
}

/** All that is written of the group is taken back. */
export function tombstonesOf(group: Group): CoordinatorRecord[] {
  return group.type === 'classic'
    ? [newGroupMetadataTombstone(group.groupId)]
    : consumerGroups.rules().groupTombstones(group, [...group.members.keys()]);
}
