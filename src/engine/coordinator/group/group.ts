/** A group of whatever type: what its coordinator asks of all of them. */
import type { CoordinatorRecord } from '../../../protocol/coordinator-records.ts';
import { shareGroups } from '../../share/share-groups.ts';
import { type ClassicGroup, isSubscribedToTopic as classicIsSubscribed } from './classic/classic-group.ts';
import type { ConsumerGroup } from './consumer/consumer-group.ts';
import { consumerGroups } from './consumer-groups.ts';
import { newGroupMetadataTombstone } from './record-helpers.ts';
import type { ShareGroup } from './share/share-group.ts';

export type Group = ClassicGroup | ConsumerGroup | ShareGroup;

/** Share groups commit no offsets: nobody asks. */
export function isSubscribedToTopic(group: Exclude<Group, ShareGroup>, topic: string): boolean {
  return group.type === 'classic'
    ? classicIsSubscribed(group, topic)
    : consumerGroups.rules().isSubscribedToTopic(group, topic);
}

/** All that is written of the group is taken back. */
export function tombstonesOf(group: Group): CoordinatorRecord[] {
  if (group.type === 'classic') return [newGroupMetadataTombstone(group.groupId)];
  return group.type === 'share'
    ? shareGroups.rules().shareGroupTombstones(group)
    : consumerGroups.rules().groupTombstones(group, [...group.members.keys()]);
}
