/** ConsumerGroupHeartbeat at the coordinator's broker (KIP-848). */
import { Errors } from '../../../protocol/errors.ts';
import {
  JOIN_GROUP_MEMBER_EPOCH,
  LEAVE_GROUP_MEMBER_EPOCH,
  LEAVE_GROUP_STATIC_MEMBER_EPOCH,
} from '../../../protocol/messages/68-consumer-group-heartbeat.ts';
import {
  consumerGroupHeartbeat,
  consumerGroupHeartbeatError,
} from '../../coordinator/group/consumer/consumer-group-heartbeat.ts';
import { isRefusal, type Refusal, refusal } from '../../coordinator/group/consumer/refusal.ts';
import { shardOf } from '../../coordinator/group/coordinator-partitions.ts';
import { write } from '../../coordinator/group/coordinator-runtime.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

type HeartbeatRequest = Request<'ConsumerGroupHeartbeat'>;

export function handleConsumerGroupHeartbeat(ctx: Ctx, broker: BrokerNode, request: HeartbeatRequest): void {
  const refused = validate(broker, request);
  if (refused) {
    refuse(ctx, broker, request, refused);
    return;
  }
  const shard = shardOf(broker, request.body.groupId);
  if (!shard) {
    respond(ctx, broker, request, consumerGroupHeartbeatError(Errors.NOT_COORDINATOR));
    return;
  }
  const result = consumerGroupHeartbeat(ctx, broker, shard, request);
  if (isRefusal(result)) refuse(ctx, broker, request, result);
  else write(ctx, broker, shard, result);
}

function refuse(
  ctx: Ctx,
  broker: BrokerNode,
  request: HeartbeatRequest,
  { errorCode, errorMessage }: Refusal,
): void {
  respond(ctx, broker, request, consumerGroupHeartbeatError(errorCode, errorMessage));
}

/** In Kafka's order: of several faults the first is told. */
function validate({ configs }: BrokerNode, { body, apiVersion }: HeartbeatRequest): Refusal | null {
  const { memberEpoch, serverAssignor } = body;
  const isKnown = apiVersion >= 1 || memberEpoch > 0 || memberEpoch === LEAVE_GROUP_MEMBER_EPOCH;
  if (isKnown && body.memberId === '') return invalid("MemberId can't be empty.");
  if (body.groupId === '') return invalid("GroupId can't be empty.");
  if (body.instanceId === '') return invalid("InstanceId can't be empty.");
  if (body.rackId === '') return invalid("RackId can't be empty.");
  if (memberEpoch === JOIN_GROUP_MEMBER_EPOCH) {
    const refused = validateJoin(body);
    if (refused) return refused;
  }
  if (memberEpoch === LEAVE_GROUP_STATIC_MEMBER_EPOCH && body.instanceId === null)
    return invalid("InstanceId can't be null.");
  if (memberEpoch < LEAVE_GROUP_STATIC_MEMBER_EPOCH) return invalid('MemberEpoch is invalid.');
  const assignors = configs['group.consumer.assignors'];
  if (serverAssignor === null || assignors.includes(serverAssignor)) return null;
  const supported = `Supported assignors: ${assignors.join(', ')}.`;
  const message = `ServerAssignor ${serverAssignor} is not supported. ${supported}`;
  return refusal(Errors.UNSUPPORTED_ASSIGNOR, message);
}

function validateJoin(body: HeartbeatRequest['body']): Refusal | null {
  if (body.rebalanceTimeoutMs === -1) return invalid('RebalanceTimeoutMs must be provided in first request.');
  if (body.topicPartitions?.length !== 0) return invalid('TopicPartitions must be empty when (re-)joining.');
  if (body.subscribedTopicNames === null && body.subscribedTopicRegex === null)
    return invalid('Either SubscribedTopicNames or SubscribedTopicRegex must be non-null when (re-)joining.');
  return null;
}

function invalid(message: string): Refusal {
  return refusal(Errors.INVALID_REQUEST, message);
}
