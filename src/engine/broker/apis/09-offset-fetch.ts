/** OffsetFetch at the coordinator's broker, for one or several groups. */
import { Errors } from '../../../protocol/errors.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import { offsetFetchGroupError } from '../../coordinator/group/error-responses.ts';
import { answerOffsetFetchGroup } from '../../coordinator/group/offset-fetches.ts';
import { fetchOffsets } from '../../coordinator/group/offset-metadata-manager.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

export function handleOffsetFetch(ctx: Ctx, broker: BrokerNode, request: Request<'OffsetFetch'>): void {
  const { groups } = request.body;
  if (groups.length === 0) respond(ctx, broker, request, { throttleTimeMs: 0, groups: [] });
  groups.forEach((_, index) => {
    fetchGroup(ctx, broker, request, index);
  });
}

function fetchGroup(ctx: Ctx, broker: BrokerNode, request: Request<'OffsetFetch'>, index: number): void {
  const { groups, requireStable } = request.body;
  const asked = groups[index]!;
  const shard = shardOf(broker, asked.groupId);
  if (!shard) {
    const error = offsetFetchGroupError(asked.groupId, Errors.NOT_COORDINATOR);
    answerOffsetFetchGroup(ctx, broker, request, index, error);
    return;
  }
  const group = fetchOffsets(shard, asked, requireStable);
  // What was committed a moment ago counts too under `requireStable`, so the answer waits until it can't be lost.
  const completion = { type: 'offset-fetch', request, index, group } as const;
  if (requireStable) write(ctx, broker, shard, { records: [], completion, replay: true });
  else answerOffsetFetchGroup(ctx, broker, request, index, group);
}
