/** What happens when records are committed, or were refused or lost: the second half of each write. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { respond } from '../../broker/request-channel.ts';
import { toolApis } from '../../broker/tool-apis.ts';
import { type Ctx, note } from '../../ctx.ts';
import { shareGroups } from '../../share/share-groups.ts';
import { transactions } from '../../transaction/transactions.ts';
import { coordinatorErrorOf, offsetFetchErrorOf } from './append-errors.ts';
import { onAssignmentStored } from './classic/classic-group-sync.ts';
import { completeJoinFuture, joinGroupError, syncGroupError } from './classic/parked-requests.ts';
import { onStaticMemberStored } from './classic/static-member.ts';
import { consumerGroups } from './consumer-groups.ts';
import type { Completion } from './coordinator-result.ts';
import {
  heartbeatError,
  leaveGroupError,
  offsetCommitError,
  offsetDeleteError,
  offsetFetchGroupError,
} from './error-responses.ts';
import type { GroupCoordinatorShard } from './group-coordinator-shard.ts';
import { answerOffsetFetchGroup } from './offset-fetches.ts';

/** `appendError` NONE: the records are committed. */
export function complete(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  completion: Completion,
  appendError: ErrorCode,
): void {
  const failed = appendError !== Errors.NONE;
  const error = coordinatorErrorOf(appendError);
  switch (completion.type) {
    case 'heartbeat':
      respond(ctx, broker, completion.request, failed ? heartbeatError(error) : completion.body);
      break;
    case 'leave-group':
      respond(ctx, broker, completion.request, failed ? leaveGroupError(error) : completion.body);
      break;
    case 'consumer-group-heartbeat':
      respond(
        ctx,
        broker,
        completion.request,
        failed ? consumerGroups.rules().consumerGroupHeartbeatError(error) : completion.body,
      );
      break;
    case 'classic-member-joined': {
      const { request, body } = completion;
      const group = shard.groups.get(request.body.groupId);
      if (!failed && group?.type === 'consumer')
        consumerGroups.rules().onClassicMemberJoined(ctx, broker, group, completion);
      respond(ctx, broker, request, failed ? joinGroupError(error) : body);
      break;
    }
    case 'sync-group':
      respond(ctx, broker, completion.request, failed ? syncGroupError(error) : completion.body);
      break;
    case 'delete-groups':
      toolApis.rules().completeDeleteGroups(ctx, broker, completion, error);
      break;
    case 'offset-delete':
      respond(ctx, broker, completion.request, failed ? offsetDeleteError(error) : completion.body);
      break;
    case 'offset-commit':
      completeOffsetCommit(ctx, broker, completion, error);
      break;
    case 'offset-fetch': {
      const { request, index, group } = completion;
      const refused = offsetFetchGroupError(group.groupId, offsetFetchErrorOf(appendError));
      answerOffsetFetchGroup(ctx, broker, request, index, failed ? refused : group);
      break;
    }
    case 'group-created':
      if (failed) forgetNewGroup(ctx, broker, shard, completion.groupId, error);
      break;
    case 'assignment-stored': {
      const group = shard.groups.get(completion.groupId);
      if (group?.type === 'classic') onAssignmentStored(ctx, broker, group, completion, error);
      break;
    }
    case 'static-member-stored': {
      const group = shard.groups.get(completion.groupId);
      if (group?.type === 'classic') onStaticMemberStored(ctx, broker, group, completion, error);
      break;
    }
    case 'transaction-completed':
    case 'txn-offset-commit':
      transactions.rules().completeInTransaction(ctx, broker, completion, appendError);
      break;
    default:
      shareGroups.rules().completeShare(ctx, broker, completion, error);
  }
}

function completeOffsetCommit(
  ctx: Ctx,
  broker: BrokerNode,
  { request, body }: Extract<Completion, { type: 'offset-commit' }>,
  error: ErrorCode,
): void {
  if (error !== Errors.NONE) {
    respond(ctx, broker, request, offsetCommitError(body, error));
    return;
  }
  respond(ctx, broker, request, body);
  const offsets = request.body.topics.flatMap(({ name: topic, partitions }, topicAt) =>
    partitions
      .map(({ partitionIndex: partition, committedOffset: offset }) => ({ topic, partition, offset }))
      .filter((_, at) => body.topics[topicAt]!.partitions[at]!.errorCode === Errors.NONE),
  );
  note(ctx, { code: 'offsets-committed', group: request.body.groupId, consumer: request.from, offsets });
}

/** A group that could not be written down never was. */
function forgetNewGroup(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  groupId: string,
  error: ErrorCode,
): void {
  const group = shard.groups.get(groupId);
  if (group?.type !== 'classic') return;
  shard.groups.delete(groupId);
  for (const member of group.members.values()) completeJoinFuture(ctx, broker, member, joinGroupError(error));
}
