/** A share group has been read from the log by its new coordinator. */
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, note } from '../../../ctx.ts';
import { windMemberTimer } from '../consumer/member-timers.ts';
import { maybeUpdateShareGroupState, type ShareGroup } from './share-group.ts';
import { shareGroupConfig } from './share-group-config.ts';

/** Members get a whole session to find their new coordinator. */
export function onShareGroupLoaded(ctx: Ctx, broker: BrokerNode, group: ShareGroup): void {
  const { groupId, members } = group;
  maybeUpdateShareGroupState(null, group);
  const timeoutMs = shareGroupConfig(broker, groupId, 'session.timeout.ms');
  for (const memberId of members.keys())
    windMemberTimer(ctx, broker, group, { timer: 'session', memberId, timeoutMs });
  note(ctx, { code: 'group-loaded', group: groupId, broker: broker.brokerId });
}
