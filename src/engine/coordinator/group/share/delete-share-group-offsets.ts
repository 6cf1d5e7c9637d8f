/** DeleteShareGroupOffsets: an empty share group forgets where it was in some topics. */
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { DeleteShareGroupOffsetsResponse } from '../../../../protocol/messages/92-delete-share-group-offsets.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { topicByName } from '../../../controller/metadata-image.ts';
import { ZERO_UUID } from '../../../controller/reserved-ids.ts';
import type { Request } from '../../../network/message.ts';
import { type Refusal, refusal } from '../consumer/refusal.ts';
import type { CoordinatorResult } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { NON_EMPTY_GROUP, UNKNOWN_TOPIC_OR_PARTITION } from './error-messages.ts';
import type { DeleteStateParameters } from './persister-continuation.ts';
import type { ShareGroup } from './share-group.ts';
import { newShareGroupStatePartitionMetadataRecord } from './share-record-helpers.ts';
import { notAShareGroup } from './share-refusals.ts';
import { combined } from './state-initialization.ts';

type Failed = DeleteShareGroupOffsetsResponse['responses'][number];

export function deleteShareGroupOffsets(
  { disk: { image } }: BrokerNode,
  shard: GroupCoordinatorShard,
  request: Request<'DeleteShareGroupOffsets'>,
): CoordinatorResult | Refusal {
  const { groupId, topics: asked } = request.body;
  const group = shard.groups.get(groupId);
  if (!group) return refusal(Errors.GROUP_ID_NOT_FOUND, `Group ${groupId} not found.`);
  if (group.type !== 'share') return notAShareGroup(groupId);
  if (group.state !== 'Empty') return refusal(Errors.NON_EMPTY_GROUP, NON_EMPTY_GROUP);
  const metadata = group.statePartitionMetadata;
  const topics: { topicId: string; partitions: readonly number[] }[] = [];
  const failed: Failed[] = [];
  const initializedTopics = new Map(metadata?.initializedTopics);
  const deletingTopics = new Set(metadata?.deletingTopics);
  for (const { topicName } of metadata ? asked : []) {
    const topic = topicByName(image, topicName);
    const initialized = topic && initializedTopics.get(topic.topicId);
    if (!topic) failed.push(failure(topicName, UNKNOWN_TOPIC_OR_PARTITION));
    else if (initialized || deletingTopics.has(topic.topicId)) {
      const partitions = initialized?.partitions ?? [...topic.partitions.keys()];
      topics.push({ topicId: topic.topicId, partitions });
      initializedTopics.delete(topic.topicId);
      deletingTopics.add(topic.topicId);
    } else failed.push(failure(topicName, 'There is no offset information to delete.'));
  }
  const state = metadata && { ...metadata, initializedTopics, deletingTopics };
  const records = state ? [newShareGroupStatePartitionMetadataRecord(image, groupId, state)] : [];
  const deletion: DeleteStateParameters = { groupId, topics };
  return {
    records,
    completion: { type: 'delete-share-group-offsets', request, failed, deletion },
    replay: true,
  };
}

function failure(topicName: string, errorMessage: string): Failed {
  return {
    topicName,
    topicId: ZERO_UUID,
    errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION,
    errorMessage,
  };
}

/**
 * The first half of DeleteGroups (GroupCoordinatorShard.sharePartitionDeleteRequests): all state of an empty group is
 * to be deleted, the group itself only afterwards. Null: it has none.
 */
export function deleteStateOfGroup(
  { disk: { image } }: BrokerNode,
  group: ShareGroup,
  request: Request<'DeleteGroups'>,
): CoordinatorResult | null {
  const { groupId, statePartitionMetadata: metadata } = group;
  if (!metadata) return null;
  const partitions = new Map(
    Array.from(combined(metadata.initializedTopics, metadata.initializingTopics), ([topicId, state]) => [
      topicId,
      state.partitions,
    ]),
  );
  for (const topicId of metadata.deletingTopics) {
    const topic = image.topics.get(topicId);
    if (topic) partitions.set(topicId, [...topic.partitions.keys()]);
  }
  if (partitions.size === 0) return null;
  const record = newShareGroupStatePartitionMetadataRecord(image, groupId, {
    initializingTopics: new Map(),
    initializedTopics: new Map(),
    deletingTopics: new Set(partitions.keys()),
  });
  const topics = Array.from(partitions, ([topicId, ofTopic]) => ({ topicId, partitions: ofTopic }));
  const completion = {
    type: 'delete-share-group-state',
    request,
    groupId,
    deletion: { groupId, topics },
  } as const;
  return { records: [record], completion, replay: true };
}

export function deleteOffsetsError(
  errorCode: ErrorCode,
  errorMessage: string | null = null,
): DeleteShareGroupOffsetsResponse {
  return { throttleTimeMs: 0, errorCode, errorMessage, responses: [] };
}
