/** AlterShareGroupOffsets: an empty share group begins elsewhere. A group that is not there yet is made by it. */
import type { CoordinatorRecord } from '../../../../protocol/coordinator-records.ts';
import { type ErrorCode, Errors } from '../../../../protocol/errors.ts';
import type { AlterShareGroupOffsetsResponse } from '../../../../protocol/messages/91-alter-share-group-offsets.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { type MetadataImage, topicByName } from '../../../controller/metadata-image.ts';
import { ZERO_UUID } from '../../../controller/reserved-ids.ts';
import { type Ctx, wallClockMs } from '../../../ctx.ts';
import type { Request } from '../../../network/message.ts';
import { type Refusal, refusal } from '../consumer/refusal.ts';
import type { CoordinatorResult } from '../coordinator-result.ts';
import type { GroupCoordinatorShard } from '../group-coordinator-shard.ts';
import { NON_EMPTY_GROUP, UNKNOWN_TOPIC_OR_PARTITION } from './error-messages.ts';
import { createShareGroup } from './share-group.ts';
import { notAShareGroup } from './share-refusals.ts';
import { type InitializeStateParameters, initializingRecord } from './state-initialization.ts';

type AlterRequest = Request<'AlterShareGroupOffsets'>;
type Topic = AlterRequest['body']['topics'][number];
type TopicResponse = AlterShareGroupOffsetsResponse['responses'][number];

export function alterShareGroupOffsets(
  ctx: Ctx,
  { disk: { image } }: BrokerNode,
  shard: GroupCoordinatorShard,
  request: AlterRequest,
): CoordinatorResult | Refusal {
  const { groupId, topics } = request.body;
  const group = shard.groups.get(groupId) ?? createShareGroup(groupId);
  if (group.type !== 'share') return notAShareGroup(groupId);
  if (group.members.size > 0) return refusal(Errors.NON_EMPTY_GROUP, NON_EMPTY_GROUP);
  const parameters = topics.flatMap((topic) => parametersOf(image, topic, group.groupEpoch));
  const states = new Map(
    parameters.map(({ topicId, partitions }) => [
      topicId,
      {
        name: image.topics.get(topicId)!.name,
        partitions: partitions.map(({ partition }) => partition),
        timestampMs: wallClockMs(ctx),
      },
    ]),
  );
  const records: CoordinatorRecord[] = states.size > 0 ? [initializingRecord(image, group, states)] : [];
  const body = {
    ...alterOffsetsError(Errors.NONE),
    responses: topics.map((topic) => answerTo(image, topic)),
  };
  const initialize: InitializeStateParameters = { groupId, topics: parameters };
  return {
    records,
    completion: { type: 'alter-share-group-offsets', request, body, initialize },
    replay: true,
  };
}

/** Partitions that exist. */
function parametersOf(
  image: MetadataImage,
  { topicName, partitions: asked }: Topic,
  stateEpoch: number,
): InitializeStateParameters['topics'] {
  const topic = topicByName(image, topicName);
  if (!topic) return [];
  const partitions = asked
    .filter(({ partitionIndex }) => partitionIndex < topic.partitions.length)
    .map(({ partitionIndex: partition, startOffset }) => ({ partition, stateEpoch, startOffset }));
  return [{ topicId: topic.topicId, partitions }];
}

function answerTo(image: MetadataImage, { topicName, partitions }: Topic): TopicResponse {
  const topic = topicByName(image, topicName);
  return {
    topicName,
    topicId: topic?.topicId ?? ZERO_UUID,
    partitions: partitions.map(({ partitionIndex }) =>
      partitionIndex < (topic?.partitions.length ?? 0)
        ? { partitionIndex, errorCode: Errors.NONE, errorMessage: null }
        : {
            partitionIndex,
            errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION,
            errorMessage: UNKNOWN_TOPIC_OR_PARTITION,
          },
    ),
  };
}

export function alterOffsetsError(
  errorCode: ErrorCode,
  errorMessage: string | null = null,
): AlterShareGroupOffsetsResponse {
  return { throttleTimeMs: 0, errorCode, errorMessage, responses: [] };
}
