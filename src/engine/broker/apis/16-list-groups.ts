/** ListGroups at any broker: the groups that it coordinates. */
import { Errors } from '../../../protocol/errors.ts';
import { CONSUMER_PROTOCOL_TYPE } from '../../coordinator/group/classic/classic-group.ts';
import type { Group } from '../../coordinator/group/group.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleListGroups(ctx: Ctx, broker: BrokerNode, request: Request<'ListGroups'>): void {
  const states = lowerCase(request.body.statesFilter);
  const types = lowerCase(request.body.typesFilter);
  const groups = [...broker.groupCoordinator.shards.values()]
    .flatMap((shard) => [...shard.groups.values()])
    .filter(({ state }) => states.size === 0 || states.has(state.toLowerCase()))
    .filter(({ type }) => types.size === 0 || types.has(type))
    .map((group) => ({
      groupId: group.groupId,
      protocolType: protocolTypeOf(group),
      groupState: group.state,
      groupType: group.type,
    }));
  respond(ctx, broker, request, { throttleTimeMs: 0, errorCode: Errors.NONE, groups });
}

function lowerCase(filter: readonly string[]): ReadonlySet<string> {
  return new Set(filter.map((item) => item.trim().toLowerCase()));
}

function protocolTypeOf(group: Group): string {
  if (group.type === 'classic') return group.protocolType ?? '';
  return group.type === 'share' ? group.type : CONSUMER_PROTOCOL_TYPE;
}
