/** DeleteGroups: groups without members are forgotten, and what they have committed (GroupCoordinatorShard.deleteGroups). */
import type { CoordinatorRecord } from '../../../protocol/coordinator-records.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { DeleteGroupsResponse } from '../../../protocol/messages/42-delete-groups.ts';
import type { OffsetDeleteResponse } from '../../../protocol/messages/47-offset-delete.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { respond } from '../../broker/request-channel.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { CONSUMER_PROTOCOL_TYPE } from './classic/classic-group.ts';
import type { Completion, CoordinatorResult } from './coordinator-result.ts';
import { isSubscribedToTopic, tombstonesOf } from './group.ts';
import type { GroupCoordinatorShard } from './group-coordinator-shard.ts';
import { pendingPartitions } from './offset-expiration.ts';
import { hasPendingOffset, offsetOf } from './offset-metadata-manager.ts';
import { newOffsetCommitTombstone } from './record-helpers.ts';

type Results = DeleteGroupsResponse['results'];

/** Results so far, by the request's id. */
export type GroupDeletions = Map<number, Map<string, ErrorCode>>;

/** The groups of one shard, of those that the request names. */
export function deleteGroups(
  shard: GroupCoordinatorShard,
  request: Request<'DeleteGroups'>,
  groupIds: readonly string[],
): CoordinatorResult {
  const records: CoordinatorRecord[] = [];
  const results = groupIds.map((groupId) => ({ groupId, errorCode: deleteGroup(shard, groupId, records) }));
  return { records, completion: { type: 'delete-groups', request, results }, replay: true };
}

function deleteGroup(shard: GroupCoordinatorShard, groupId: string, records: CoordinatorRecord[]): ErrorCode {
  const group = shard.groups.get(groupId);
  if (!group) return Errors.GROUP_ID_NOT_FOUND;
  if (group.state !== 'Empty') return Errors.NON_EMPTY_GROUP;
  for (const [topic, byPartition] of shard.offsets.get(groupId) ?? [])
    for (const partition of byPartition.keys())
      records.push(newOffsetCommitTombstone(groupId, topic, partition));
  for (const { topic, partition } of pendingPartitions(shard, groupId))
    if (!offsetOf(shard.offsets, { group: groupId, topic, partition }))
      records.push(newOffsetCommitTombstone(groupId, topic, partition));
  records.push(...tombstonesOf(group));
  return Errors.NONE;
}

export function completeDeleteGroups(
  ctx: Ctx,
  broker: BrokerNode,
  { request, results }: Extract<Completion, { type: 'delete-groups' }>,
  error: ErrorCode,
): void {
  answerDeletions(
    ctx,
    broker,
    request,
    results.map(({ groupId, errorCode }) => ({
      groupId,
      errorCode: error === Errors.NONE ? errorCode : error,
    })),
  );
}

/** Notes what became of some groups; with the last of them the request is answered. */
export function answerDeletions(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DeleteGroups'>,
  results: Results,
): void {
  const { groupDeletions } = broker.groupCoordinator;
  const errors = groupDeletions.get(request.id) ?? new Map<string, ErrorCode>();
  for (const { groupId, errorCode } of results) errors.set(groupId, errorCode);
  const asked = [...new Set(request.body.groupsNames)];
  if (errors.size < asked.length) {
    groupDeletions.set(request.id, errors);
    return;
  }
  groupDeletions.delete(request.id);
  const all = asked.map((groupId) => ({ groupId, errorCode: errors.get(groupId)! }));
  respond(ctx, broker, request, { throttleTimeMs: 0, results: all });
}

/** OffsetDelete: of topics that the group is not subscribed to. The error refuses all of it. */
export function deleteOffsets(
  shard: GroupCoordinatorShard,
  request: Request<'OffsetDelete'>,
  exists: (topic: string, partition: number) => boolean,
): CoordinatorResult | ErrorCode {
  const { groupId, topics: asked } = request.body;
  const group = shard.groups.get(groupId);
  if (!group) return Errors.GROUP_ID_NOT_FOUND;
  if (group.type === 'share') return Errors.GROUP_ID_NOT_FOUND;
  const isForeign =
    group.type === 'classic' && group.state !== 'Empty' && group.protocolType !== CONSUMER_PROTOCOL_TYPE;
  if (isForeign) return Errors.NON_EMPTY_GROUP;
  const records: CoordinatorRecord[] = [];
  const topics = asked.map(({ name, partitions }): OffsetDeleteResponse['topics'][number] => {
    const isSubscribed = isSubscribedToTopic(group, name);
    for (const { partitionIndex } of isSubscribed ? [] : partitions) {
      const key = { group: groupId, topic: name, partition: partitionIndex };
      const isThere = offsetOf(shard.offsets, key) !== undefined || hasPendingOffset(shard, key);
      if (exists(name, partitionIndex) && isThere)
        records.push(newOffsetCommitTombstone(groupId, name, partitionIndex));
    }
    const errorOf = (partition: number): ErrorCode => {
      if (!exists(name, partition)) return Errors.UNKNOWN_TOPIC_OR_PARTITION;
      return isSubscribed ? Errors.GROUP_SUBSCRIBED_TO_TOPIC : Errors.NONE;
    };
    return {
      name,
      partitions: partitions.map(({ partitionIndex }) => ({
        partitionIndex,
        errorCode: errorOf(partitionIndex),
      })),
    };
  });
  const body = { errorCode: Errors.NONE, throttleTimeMs: 0, topics };
  return { records, completion: { type: 'offset-delete', request, body }, replay: true };
}
