/**
 * Sends fetches ahead of the application (AbstractFetch): one at a time to each broker, for all partitions
 * that it leads and that have nothing buffered. It is sent from within poll() only, yet answered while the
 * application processes, so that its next poll() finds the data there.
 */
import { Errors } from '../../protocol/errors.ts';
import type { FetchPartition, FetchPartitionData } from '../../protocol/messages/01-fetch.ts';
import type { Ctx } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, isReady, readyAtUs, sendRequest } from '../network/network-client.ts';
import { brokerNode } from '../node.ts';
import { currentLeader, requestUpdate, updateLeader } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import { bufferedPartitions } from './fetch-buffer.ts';
import { isFetchable, type PartitionState } from './subscription-state.ts';
import { topicPartitionName } from './topic-partition.ts';
import { wakeBy } from './wake-up.ts';

/** What was asked for, by name. */
interface FetchContext {
  readonly kind: 'fetch';
  readonly brokerId: number;
  readonly topics: readonly FetchTopic[];
}

interface FetchTopic {
  readonly topicId: string;
  readonly name: string;
  readonly partitions: FetchPartition[];
}

export function sendFetches(ctx: Ctx, consumer: ConsumerNode): void {
  const { subscriptions, fetchBuffer } = consumer;
  if (subscriptions.assignment.size === 0) return;
  const buffered = bufferedPartitions(fetchBuffer);
  const byBroker = new Map<number, Map<string, FetchTopic>>();
  for (const [name, state] of subscriptions.assignment) {
    if (!isFetchable(state) || buffered.has(name)) continue;
    const brokerId = brokerToFetchFrom(ctx, consumer, state);
    if (brokerId < 0) continue;
    let topics = byBroker.get(brokerId);
    if (!topics) {
      topics = new Map();
      byBroker.set(brokerId, topics);
    }
    addPartition(consumer, topics, state);
  }
  for (const [brokerId, topics] of byBroker) sendFetch(ctx, consumer, brokerId, [...topics.values()]);
}

/** -1: not now. */
function brokerToFetchFrom(ctx: Ctx, consumer: ConsumerNode, state: PartitionState): number {
  const { metadata, fetchBuffer, client } = consumer;
  const leader = currentLeader(metadata, state.topic, state.partition);
  if (leader) {
    state.leaderId = leader.leaderId;
    state.leaderEpoch = leader.leaderEpoch;
  }
  // A topic that the metadata has lost would be refused again and again, as fast as answers come (as in Kafka).
  if (state.leaderId < 0 || metadata.topics.get(state.topic)?.error !== Errors.NONE) {
    requestUpdate(ctx, consumer, 'leader-unknown');
    return -1;
  }
  if (fetchBuffer.pendingBrokers.has(state.leaderId)) return -1;
  const to = brokerNode(state.leaderId);
  if (isReady(client, to, 'data', ctx.nowUs)) return state.leaderId;
  wakeBy(ctx, consumer, readyAtUs(client, to, 'data'));
  return -1;
}

function addPartition(
  { metadata, configs }: ConsumerNode,
  topics: Map<string, FetchTopic>,
  state: PartitionState,
): void {
  let topic = topics.get(state.topic);
  if (!topic) {
    topic = {
      topicId: metadata.topics.get(state.topic)?.topicId ?? '',
      name: state.topic,
      partitions: [],
    };
    topics.set(state.topic, topic);
  }
  topic.partitions.push({
    partition: state.partition,
    currentLeaderEpoch: state.leaderEpoch,
    fetchOffset: state.position?.offset ?? 0,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    partitionMaxBytes: configs['max.partition.fetch.bytes'],
    highWatermark: -1,
  });
}

function sendFetch(ctx: Ctx, consumer: ConsumerNode, brokerId: number, topics: readonly FetchTopic[]): void {
  const { configs, fetchBuffer } = consumer;
  fetchBuffer.pendingBrokers.add(brokerId);
  const context: FetchContext = { kind: 'fetch', brokerId, topics };
  sendRequest(
    ctx,
    consumer,
    brokerNode(brokerId),
    'Fetch',
    {
      replicaState: { replicaId: -1, replicaEpoch: -1 },
      maxWaitMs: configs['fetch.max.wait.ms'],
      minBytes: configs['fetch.min.bytes'],
      maxBytes: configs['fetch.max.bytes'],
      isolationLevel: 0,
      sessionId: 0,
      sessionEpoch: -1,
      topics: topics.map(({ topicId, partitions }) => ({ topicId, partitions })),
      rackId: '',
    },
    { channel: 'data', timeoutMs: configs['request.timeout.ms'], context },
  );
}

export function onFetchResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
  { body }: Response<'Fetch'>,
): void {
  const { brokerId, topics } = request.context as FetchContext;
  consumer.fetchBuffer.pendingBrokers.delete(brokerId);
  if (body.errorCode !== Errors.NONE) return;
  for (const { topicId, partitions } of body.responses) {
    const asked = topics.find((topic) => topic.topicId === topicId);
    if (!asked) continue;
    for (const [index, data] of partitions.entries()) {
      const partition = askedPartition(asked.partitions, index, data.partitionIndex);
      if (partition) completeFetch(ctx, consumer, asked.name, partition, data);
    }
  }
}

/** Answers come in the order of the questions, or nearly so. */
function askedPartition(
  asked: readonly FetchPartition[],
  index: number,
  partitionIndex: number,
): FetchPartition | undefined {
  const likely = asked[index];
  if (likely?.partition === partitionIndex) return likely;
  return asked.find(({ partition }) => partition === partitionIndex);
}

function completeFetch(
  ctx: Ctx,
  consumer: ConsumerNode,
  topic: string,
  { partition, fetchOffset }: FetchPartition,
  data: FetchPartitionData,
): void {
  maybeFollowLeader(ctx, consumer, topic, data);
  if (data.errorCode === Errors.NONE && data.records.length === 0) {
    // Nothing to hand over: Kafka's fetch sessions leave such a partition out of the answer.
    const state = consumer.subscriptions.assignment.get(topicPartitionName({ topic, partition }));
    if (state?.position?.offset === fetchOffset) takeEnds(state, data);
    return;
  }
  consumer.fetchBuffer.queue.push({
    topic,
    partition,
    data,
    nextFetchOffset: fetchOffset,
    batchIndex: 0,
    lastEpoch: -1,
  });
}

/** KIP-951: the error names the new leader, so there is no need to wait for metadata. */
function maybeFollowLeader(ctx: Ctx, consumer: ConsumerNode, topic: string, data: FetchPartitionData): void {
  const { errorCode, currentLeader: hint, partitionIndex } = data;
  if (errorCode !== Errors.NOT_LEADER_OR_FOLLOWER && errorCode !== Errors.FENCED_LEADER_EPOCH) return;
  updateLeader(consumer.metadata, topic, partitionIndex, hint.leaderId, hint.leaderEpoch);
  requestUpdate(ctx, consumer, 'not-leader');
}

/** The ends of the leader's log, for lag and for the picture. */
export function takeEnds(state: PartitionState, { highWatermark, logStartOffset }: FetchPartitionData): void {
  if (highWatermark >= 0) state.highWatermark = highWatermark;
  if (logStartOffset >= 0) state.logStartOffset = logStartOffset;
}

export function onFetchFailed(consumer: ConsumerNode, request: InFlightRequest): void {
  consumer.fetchBuffer.pendingBrokers.delete((request.context as FetchContext).brokerId);
}
