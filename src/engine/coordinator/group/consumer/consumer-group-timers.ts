/**
 * What happens when one of a consumer group's clocks has run out: a member is given up, or patterns are looked up.
 * Members of share groups have a session too.
 */
import { NEVER } from '../../../../kernel/brand.ts';
import type { Timer } from '../../../behaviour.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import type { Ctx } from '../../../ctx.ts';
import { shareGroups } from '../../../share/share-groups.ts';
import { shardOf } from '../coordinator-partitions.ts';
import { write } from '../coordinator-runtime.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { splitsOfMemberKey } from '../member-key.ts';
import type { ShareGroup } from '../share/share-group.ts';
import type { ConsumerGroup } from './consumer-group.ts';
import { fenceMembers } from './consumer-group-leave.ts';
import {
  CONSUMER_JOIN_TIMER,
  CONSUMER_REBALANCE_TIMER,
  CONSUMER_REGEX_TIMER,
  CONSUMER_SESSION_TIMER,
  CONSUMER_SYNC_TIMER,
  isConsumerSessionOver,
  type MemberTimers,
} from './member-timers.ts';
import { refreshRegularExpressions } from './regex-refresh.ts';

interface Place {
  readonly shard: GroupCoordinatorShard;
  readonly group: ConsumerGroup | ShareGroup;
  readonly memberId: string;
  readonly timers: MemberTimers;
}

function placeOf(broker: BrokerNode, key: string): Place | undefined {
  for (const { groupId, memberId } of splitsOfMemberKey(key)) {
    const shard = shardOf(broker, groupId);
    const group = shard?.groups.get(groupId);
    if (!shard || !group || group.type === 'classic') continue;
    const timers = group.timers.get(memberId);
    if (timers) return { shard, group, memberId, timers };
  }
  return undefined;
}

type MemberLoss = 'session-expired' | 'rebalance-timeout';

type DueField = 'sessionTimerUs' | 'rebalanceDueUs' | 'joinDueUs' | 'syncDueUs';

/** A member's clock, after which it is given up if `isOver` says so. */
function memberTimer(
  field: DueField,
  reason: MemberLoss,
  isOver: (ctx: Ctx, broker: BrokerNode, place: Place) => boolean = () => true,
): Timer<BrokerNode> {
  return {
    due: (broker, key) => placeOf(broker, key)?.timers[field],
    fire(ctx, broker, key) {
      const place = placeOf(broker, key)!;
      place.timers[field] = NEVER;
      if (place.group.members.has(place.memberId) && isOver(ctx, broker, place))
        fence(ctx, broker, place, reason);
    },
  };
}

function fence(ctx: Ctx, broker: BrokerNode, { shard, group, memberId }: Place, reason: MemberLoss): void {
  const result =
    group.type === 'share'
      ? shareGroups.rules().fenceShareGroupMember(ctx, broker, group, memberId, reason, null)
      : fenceMembers(ctx, broker, shard, group, [group.members.get(memberId)!], reason, null);
  write(ctx, broker, shard, result);
}

const regexTimer: Timer<BrokerNode> = {
  due(broker, groupId) {
    const group = shardOf(broker, groupId)?.groups.get(groupId);
    return group?.type === 'consumer' ? group.regexDueUs : undefined;
  },
  fire(ctx, broker, groupId) {
    const shard = shardOf(broker, groupId)!;
    const group = shard.groups.get(groupId)!;
    if (group.type === 'consumer') write(ctx, broker, shard, refreshRegularExpressions(ctx, broker, group));
  },
};

export const consumerGroupTimers: Readonly<Record<string, Timer<BrokerNode>>> = {
  [CONSUMER_SESSION_TIMER]: memberTimer('sessionTimerUs', 'session-expired', (ctx, broker, place) =>
    isConsumerSessionOver(ctx, broker, place.group, place.memberId),
  ),
  // Whoever has left the epoch in time has given up what it was to give up.
  [CONSUMER_REBALANCE_TIMER]: memberTimer(
    'rebalanceDueUs',
    'rebalance-timeout',
    (_ctx, _broker, { group, memberId, timers }) =>
      group.members.get(memberId)?.memberEpoch === timers.rebalanceEpoch,
  ),
  [CONSUMER_JOIN_TIMER]: memberTimer('joinDueUs', 'rebalance-timeout'),
  [CONSUMER_SYNC_TIMER]: memberTimer('syncDueUs', 'rebalance-timeout'),
  [CONSUMER_REGEX_TIMER]: regexTimer,
};
