/**
 * Where a group's share partitions begin, and how many records lie before the group: the share coordinator tells the
 * start, the partition's leader the log's end (GroupCoordinatorService.describeShareGroupOffsets, KIP-1226).
 */
import { groupBy } from '../../kernel/group-by.ts';
import { ZERO_UUID } from '../../protocol/bytes/uuid.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import { LATEST_TIMESTAMP } from '../../protocol/messages/02-list-offsets.ts';
import type {
  DescribedShareGroup,
  DescribedShareOffset,
} from '../../protocol/messages/90-describe-share-group-offsets.ts';
import type { RequestOf } from '../../protocol/messages/index.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { respond } from '../broker/request-channel.ts';
import { topicByName } from '../controller/metadata-image.ts';
import { shardOf } from '../coordinator/group/coordinator-partitions.ts';
import { initializedPartitionsOf } from '../coordinator/group/share/share-group.ts';
import { topicNameOf } from '../coordinator/group/share/share-record-helpers.ts';
import type { Ctx } from '../ctx.ts';
import type { Request, Response } from '../network/message.ts';
import { sendRequest } from '../network/network-client.ts';
import { brokerNode } from '../node.ts';
import { PERSISTER_CHANNEL, readSummary } from './persister.ts';
import type { PersisterPartitionResult, PersisterResult } from './persister-state.ts';
import { shareNodeOf } from './share-node.ts';

/** A DescribeShareGroupOffsets of which not all is known yet. */
export interface OffsetsDescription {
  readonly request: Request<'DescribeShareGroupOffsets'>;
  /** In the order of the request. */
  readonly groups: DescribedShareGroup[];
  /** How many answers are still waited for, of share coordinators and of leaders. */
  waiting: number;
}

/** Kept with a request for the ends of logs: what it is for. */
export interface LatestOffsetsContext {
  readonly requestId: number;
  readonly partitions: readonly LagOf[];
}

/** A partition whose lag is to be found out. */
interface LagOf {
  readonly topicName: string;
  /** Its place in the answer. */
  readonly described: Mutable<DescribedShareOffset>;
  /** How many records from the start on are done. */
  readonly done: number;
}

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

const REQUEST_TIMEOUT_MS = 30_000;

export function describeShareGroupOffsets(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DescribeShareGroupOffsets'>,
): void {
  const groups = request.body.groups.map(({ groupId }) => ({
    groupId,
    topics: [],
    errorCode: Errors.NONE,
    errorMessage: null,
  }));
  const description: OffsetsDescription = { request, groups, waiting: 0 };
  shareNodeOf(broker).descriptions.set(request.id, description);
  for (const groupIndex of groups.keys()) describeGroup(ctx, broker, description, groupIndex);
  answerIfComplete(ctx, broker, description);
}

function describeGroup(
  ctx: Ctx,
  broker: BrokerNode,
  description: OffsetsDescription,
  groupIndex: number,
): void {
  const { request, groups } = description;
  const { groupId, topics: asked } = request.body.groups[groupIndex]!;
  const { image } = broker.disk;
  const topics = asked ?? topicsOfGroup(broker, groupId);
  const known = topics.flatMap(({ topicName, partitions }) => {
    const topic = topicByName(image, topicName);
    return topic ? [{ topicId: topic.topicId, partitions }] : [];
  });
  groups[groupIndex] = {
    ...groups[groupIndex]!,
    topics: topics.filter(({ topicName }) => !topicByName(image, topicName)).map(unknownTopic),
  };
  if (known.length === 0) return;
  description.waiting++;
  readSummary(ctx, broker, groupId, known, { type: 'offsets-described', requestId: request.id, groupIndex });
}

type AskedTopic = NonNullable<RequestOf<'DescribeShareGroupOffsets'>['groups'][number]['topics']>[number];

/** All of which the group has a state, as its coordinator knows. */
function topicsOfGroup(broker: BrokerNode, groupId: string): AskedTopic[] {
  const group = shardOf(broker, groupId)?.groups.get(groupId);
  if (group?.type !== 'share') return [];
  return Array.from(initializedPartitionsOf(group), ([topicId, partitions]) => ({
    topicName: topicNameOf(broker.disk.image, topicId),
    partitions,
  }));
}

function unknownTopic({
  topicName,
  partitions,
}: {
  readonly topicName: string;
  readonly partitions: readonly number[];
}) {
  return {
    topicName,
    topicId: ZERO_UUID,
    partitions: partitions.map((partitionIndex) => ({ ...NOTHING_KNOWN, partitionIndex })),
  };
}

const NOTHING_KNOWN = {
  startOffset: -1,
  leaderEpoch: 0,
  lag: -1,
  errorCode: Errors.NONE,
  errorMessage: null,
};

/** The share coordinators have answered: the ends of the logs are asked for. */
export function onOffsetsSummarized(
  ctx: Ctx,
  broker: BrokerNode,
  { requestId, groupIndex }: { readonly requestId: number; readonly groupIndex: number },
  results: PersisterResult,
): void {
  const description = shareNodeOf(broker).descriptions.get(requestId);
  if (!description) return;
  const lags: LagOf[] = [];
  const topics = results.map(({ topicId, partitions }) => {
    const topicName = broker.disk.image.topics.get(topicId)?.name ?? '';
    return {
      topicName,
      topicId,
      partitions: partitions.map((result) => describePartition(topicName, result, lags)),
    };
  });
  const group = description.groups[groupIndex]!;
  description.groups[groupIndex] = { ...group, topics: [...topics, ...group.topics] };
  description.waiting--;
  for (const [leader, of] of groupBy(lags, (lag) => leaderOf(broker, lag)))
    askForEnds(ctx, broker, description, leader, of);
  answerIfComplete(ctx, broker, description);
}

function describePartition(
  topicName: string,
  {
    partition,
    errorCode,
    errorMessage,
    startOffset,
    leaderEpoch,
    deliveryCompleteCount,
  }: PersisterPartitionResult,
  lags: LagOf[],
): DescribedShareOffset {
  if (errorCode !== Errors.NONE)
    return { ...NOTHING_KNOWN, partitionIndex: partition, startOffset: 0, errorCode, errorMessage };
  const described = {
    ...NOTHING_KNOWN,
    partitionIndex: partition,
    startOffset: startOffset!,
    leaderEpoch: leaderEpoch!,
  };
  if (startOffset !== -1 && deliveryCompleteCount !== -1)
    lags.push({ topicName, described, done: deliveryCompleteCount! });
  return described;
}

function leaderOf({ disk: { image } }: BrokerNode, { topicName, described }: LagOf): number {
  return topicByName(image, topicName)?.partitions[described.partitionIndex]?.leader ?? -1;
}

function askForEnds(
  ctx: Ctx,
  broker: BrokerNode,
  description: OffsetsDescription,
  leader: number,
  partitions: readonly LagOf[],
): void {
  if (leader < 0) {
    failLags(partitions, Errors.LEADER_NOT_AVAILABLE);
    return;
  }
  description.waiting++;
  const byTopic = groupBy(partitions, ({ topicName }) => topicName);
  const topics = [...byTopic].map(([name, of]) => ({
    name,
    partitions: of.map(({ described }) => ({
      partitionIndex: described.partitionIndex,
      currentLeaderEpoch: -1,
      timestamp: LATEST_TIMESTAMP,
    })),
  }));
  const context = { requestId: description.request.id, partitions } satisfies LatestOffsetsContext;
  sendRequest(
    ctx,
    broker,
    brokerNode(leader),
    'ListOffsets',
    { replicaId: -1, isolationLevel: 0, topics },
    { channel: PERSISTER_CHANNEL, timeoutMs: REQUEST_TIMEOUT_MS, context },
  );
}

export function onLatestOffsets(
  ctx: Ctx,
  broker: BrokerNode,
  { requestId, partitions }: LatestOffsetsContext,
  { body }: Response<'ListOffsets'>,
): void {
  for (const { topicName, described, done } of partitions) {
    const topic = body.topics.find(({ name }) => name === topicName);
    const end = topic?.partitions.find(({ partitionIndex }) => partitionIndex === described.partitionIndex);
    if (end?.errorCode === Errors.NONE) described.lag = end.offset - described.startOffset - done;
    else failLags([{ topicName, described, done }], end?.errorCode ?? Errors.UNKNOWN_SERVER_ERROR);
  }
  onEnds(ctx, broker, requestId);
}

export function onLatestOffsetsFailed(
  ctx: Ctx,
  broker: BrokerNode,
  { requestId, partitions }: LatestOffsetsContext,
  error: ErrorCode,
): void {
  failLags(partitions, error);
  onEnds(ctx, broker, requestId);
}

/** Nothing else is told of a partition then. */
function failLags(partitions: readonly LagOf[], errorCode: ErrorCode): void {
  for (const { described } of partitions)
    Object.assign(described, { ...NOTHING_KNOWN, startOffset: 0, errorCode });
}

function onEnds(ctx: Ctx, broker: BrokerNode, requestId: number): void {
  const description = shareNodeOf(broker).descriptions.get(requestId);
  if (!description) return;
  description.waiting--;
  answerIfComplete(ctx, broker, description);
}

function answerIfComplete(
  ctx: Ctx,
  broker: BrokerNode,
  { request, groups, waiting }: OffsetsDescription,
): void {
  if (waiting > 0 || !shareNodeOf(broker).descriptions.delete(request.id)) return;
  respond(ctx, broker, request, { throttleTimeMs: 0, groups });
}
