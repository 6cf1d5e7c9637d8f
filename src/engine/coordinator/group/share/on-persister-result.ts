/** The share coordinator has answered: the group coordinator writes down what came of it, and answers in turn. */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { AlterShareGroupOffsetsResponse } from '../../../../protocol/messages/91-alter-share-group-offsets.ts';
import type { DeleteShareGroupOffsetsResponse } from '../../../../protocol/messages/92-delete-share-group-offsets.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { respond } from '../../../broker/request-channel.ts';
import { toolApis } from '../../../broker/tool-apis.ts';
import { type Ctx, wallClockMs } from '../../../ctx.ts';
import type { PersisterResult } from '../../../share/persister-state.ts';
import { shardOf } from '../coordinator-partitions.ts';
import { write } from '../coordinator-runtime.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { deleteOffsetsError } from './delete-share-group-offsets.ts';
import type { PersisterContinuation } from './persister-continuation.ts';
import type { ShareGroup } from './share-group.ts';
import { newShareGroupStatePartitionMetadataRecord, topicNameOf } from './share-record-helpers.ts';
import { initializedRecord, uninitializedRecord } from './state-initialization.ts';

export function onPersisterResult(
  ctx: Ctx,
  broker: BrokerNode,
  then: PersisterContinuation,
  result: PersisterResult,
): void {
  switch (then.type) {
    case 'state-initialized':
      recordInitialization(ctx, broker, then.groupId, result);
      break;
    case 'offsets-altered':
      if (errorOf(result) === Errors.NONE)
        recordInitialization(ctx, broker, then.request.body.groupId, result);
      respond(ctx, broker, then.request, withErrors(then.body, result));
      break;
    case 'offsets-deleted':
      onOffsetsDeleted(ctx, broker, then, result);
      break;
    case 'group-state-deleted':
      onStateOfGroupDeleted(ctx, broker, then, errorOf(result));
      break;
  }
}

/** NONE: of all partitions. */
function errorOf(result: PersisterResult): ErrorCode {
  const partitions = result.flatMap((topic) => topic.partitions);
  return partitions.find(({ errorCode }) => errorCode !== Errors.NONE)?.errorCode ?? Errors.NONE;
}

interface Place {
  readonly shard: GroupCoordinatorShard;
  readonly group: ShareGroup;
}

/** Undefined: the group has gone meanwhile, or its coordinator has moved. */
function placeOf(broker: BrokerNode, groupId: string): Place | undefined {
  const shard = shardOf(broker, groupId);
  const group = shard?.groups.get(groupId);
  return shard && group?.type === 'share' ? { shard, group } : undefined;
}

/** One partition that failed has all asked for again. */
function recordInitialization(ctx: Ctx, broker: BrokerNode, groupId: string, result: PersisterResult): void {
  const place = placeOf(broker, groupId);
  if (!place) return;
  const { image } = broker.disk;
  const partitions = new Map(
    result.map((topic) => [topic.topicId, topic.partitions.map(({ partition }) => partition)]),
  );
  const record =
    errorOf(result) === Errors.NONE
      ? initializedRecord(image, place.group, partitions, wallClockMs(ctx))
      : uninitializedRecord(image, place.group, partitions);
  write(ctx, broker, place.shard, { records: [record], completion: null, replay: true });
}

function withErrors(
  body: AlterShareGroupOffsetsResponse,
  result: PersisterResult,
): AlterShareGroupOffsetsResponse {
  const responses = body.responses.map((topic) => ({
    ...topic,
    partitions: topic.partitions.map((partition) => {
      const ofTopic = result.find(({ topicId }) => topicId === topic.topicId);
      const answer = ofTopic?.partitions.find((each) => each.partition === partition.partitionIndex);
      if (!answer || partition.errorCode !== Errors.NONE) return partition;
      return { ...partition, errorCode: answer.errorCode, errorMessage: answer.errorMessage };
    }),
  }));
  return { ...body, responses };
}

function onOffsetsDeleted(
  ctx: Ctx,
  broker: BrokerNode,
  { request, failed }: Extract<PersisterContinuation, { type: 'offsets-deleted' }>,
  result: PersisterResult,
): void {
  const { image } = broker.disk;
  const { groupId } = request.body;
  const answers: DeleteShareGroupOffsetsResponse['responses'] = result.map(({ topicId, partitions }) => {
    const wrong = partitions.find(({ errorCode }) => errorCode !== Errors.NONE);
    return {
      topicId,
      topicName: topicNameOf(image, topicId),
      errorCode: wrong?.errorCode ?? Errors.NONE,
      errorMessage: wrong?.errorMessage ?? null,
    };
  });
  const body = { ...deleteOffsetsError(Errors.NONE), responses: [...failed, ...answers] };
  const deleted = answers.filter(({ errorCode }) => errorCode === Errors.NONE).map(({ topicId }) => topicId);
  const place = placeOf(broker, groupId);
  const metadata = place?.group.statePartitionMetadata;
  if (!place || !metadata || deleted.length === 0) {
    respond(ctx, broker, request, body);
    return;
  }
  const deletingTopics = new Set(
    [...metadata.deletingTopics].filter((topicId) => !deleted.includes(topicId)),
  );
  const record = newShareGroupStatePartitionMetadataRecord(image, groupId, { ...metadata, deletingTopics });
  const completion = { type: 'share-group-offsets-deleted', request, body } as const;
  write(ctx, broker, place.shard, { records: [record], completion, replay: true });
}

/** The second half of DeleteGroups: the group itself. */
function onStateOfGroupDeleted(
  ctx: Ctx,
  broker: BrokerNode,
  { request, groupId }: Extract<PersisterContinuation, { type: 'group-state-deleted' }>,
  errorCode: ErrorCode,
): void {
  const shard = shardOf(broker, groupId);
  const { answerDeletions, deleteGroups } = toolApis.rules();
  if (errorCode !== Errors.NONE) answerDeletions(ctx, broker, request, [{ groupId, errorCode }]);
  else if (!shard) answerDeletions(ctx, broker, request, [{ groupId, errorCode: Errors.NOT_COORDINATOR }]);
  else write(ctx, broker, shard, deleteGroups(shard, request, [groupId]));
}
