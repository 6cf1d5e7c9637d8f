/** The group that a request names, as a consumer group: known, new, or made of a classic one. */
import { Errors } from '../../../../protocol/errors.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import type { Ctx } from '../../../ctx.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { newGroupMetadataTombstone } from '../record-helpers.ts';
import { type ConsumerGroup, createConsumerGroup } from './consumer-group.ts';
import { convertToConsumerGroup } from './online-upgrade.ts';
import type { Proposal } from './proposal.ts';
import { type Refusal, refusal } from './refusal.ts';

export function findConsumerGroup(shard: GroupCoordinatorShard, groupId: string): ConsumerGroup | Refusal {
  const group = shard.groups.get(groupId);
  if (!group) return refusal(Errors.GROUP_ID_NOT_FOUND, `Consumer group ${groupId} not found.`);
  return group.type === 'consumer' ? group : notAConsumerGroup(groupId);
}

export function notAConsumerGroup(groupId: string): Refusal {
  return refusal(Errors.GROUP_ID_NOT_FOUND, `Group ${groupId} is not a consumer group.`);
}

/**
 * For somebody who joins. A group that is new here is not in the shard yet: its records, once written, put it
 * there. A classic group without members gives way, one with members is taken over with all of them.
 */
export function getOrCreateConsumerGroup(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  groupId: string,
  proposal: Proposal,
): ConsumerGroup | Refusal {
  const group = shard.groups.get(groupId);
  if (!group) return createConsumerGroup(groupId);
  switch (group.type) {
    case 'consumer':
      return group;
    case 'classic':
      if (group.state !== 'Empty') return convertToConsumerGroup(ctx, broker, group, proposal);
      proposal.records.push(newGroupMetadataTombstone(groupId));
      return createConsumerGroup(groupId);
    case 'share':
      return notAConsumerGroup(groupId);
  }
}

export function refuseIfFull(group: ConsumerGroup, memberId: string, maxSize: number): Refusal | null {
  if (group.members.size < maxSize || group.members.has(memberId)) return null;
  return refusal(
    Errors.GROUP_MAX_SIZE_REACHED,
    `The consumer group has reached its maximum capacity of ${maxSize} members.`,
  );
}
