/** ShareGroupHeartbeat at the coordinator's broker (KIP-932). */
import { Errors } from '../../../protocol/errors.ts';
import { JOIN_GROUP_MEMBER_EPOCH } from '../../../protocol/messages/68-consumer-group-heartbeat.ts';
import { isRefusal, type Refusal, refusal } from '../../coordinator/group/consumer/refusal.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import {
  shareGroupHeartbeat,
  shareGroupHeartbeatError,
} from '../../coordinator/group/share/share-group-heartbeat.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

type HeartbeatRequest = Request<'ShareGroupHeartbeat'>;

export function handleShareGroupHeartbeat(ctx: Ctx, broker: BrokerNode, request: HeartbeatRequest): void {
  const result = validate(request.body) ?? heartbeat(ctx, broker, request);
  if (!result) return;
  const { errorCode, errorMessage } = result;
  respond(ctx, broker, request, shareGroupHeartbeatError(errorCode, errorMessage));
}

/** Null: it is written, and answered once it is committed. */
function heartbeat(ctx: Ctx, broker: BrokerNode, request: HeartbeatRequest): Refusal | null {
  const shard = shardOf(broker, request.body.groupId);
  if (!shard) {
    respond(ctx, broker, request, shareGroupHeartbeatError(Errors.NOT_COORDINATOR));
    return null;
  }
  const result = shareGroupHeartbeat(ctx, broker, shard, request);
  if (isRefusal(result)) return result;
  write(ctx, broker, shard, result);
  return null;
}

/** In Kafka's order: of several faults the first is told. */
function validate(body: HeartbeatRequest['body']): Refusal | null {
  if (body.memberId === '') return invalid("MemberId can't be empty.");
  if (body.groupId === '') return invalid("GroupId can't be empty.");
  if (body.rackId === '') return invalid("RackId can't be empty.");
  const isJoining = body.memberEpoch === JOIN_GROUP_MEMBER_EPOCH;
  if (isJoining && !body.subscribedTopicNames?.length)
    return invalid('SubscribedTopicNames must be set in first request.');
  return body.memberEpoch < -1 ? invalid('MemberEpoch is invalid.') : null;
}

function invalid(message: string): Refusal {
  return refusal(Errors.INVALID_REQUEST, message);
}
