/**
 * Sends fetches ahead of the application (AbstractFetch): one at a time to each broker, for all partitions
 * that it leads, in a fetch session (KIP-227), once nothing from there is buffered. It is sent from within poll()
 * only, yet answered while the application processes, so that its next poll() finds the data there.
 */
import { ZERO_UUID } from '../../protocol/bytes/uuid.ts';
import { Errors } from '../../protocol/errors.ts';
import type { FetchPartition, FetchPartitionData } from '../../protocol/messages/01-fetch.ts';
import type { Ctx } from '../ctx.ts';
import {
  buildFetch,
  closeSession,
  createFetchSessionHandler,
  type FetchSessionHandler,
  handleFetchError,
  handleFetchResponse,
  type PartitionToFetch,
  type SessionRequest,
} from '../network/fetch-session-handler.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, isReady, readyAtUs, sendRequest } from '../network/network-client.ts';
import { brokerNode } from '../node.ts';
import { requestUpdate, updateLeader } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import { bufferedPartitions } from './fetch-buffer.ts';
import { createAbortedReader, isolationLevelOf } from './isolation-level.ts';
import { validatePositionsOnMetadataChange } from './position-validator.ts';
import { isFetchable, type PartitionState } from './subscription-state.ts';
import { topicPartitionName } from './topic-partition.ts';
import { wakeBy } from './wake-up.ts';

interface FetchContext {
  readonly kind: 'fetch';
  readonly brokerId: number;
}

export interface ConsumerPartitionToFetch extends PartitionToFetch {
  readonly topic: string;
}

export type ConsumerFetchSession = FetchSessionHandler<ConsumerPartitionToFetch>;

export function sendFetches(ctx: Ctx, consumer: ConsumerNode): void {
  const { assignment } = consumer.subscriptions;
  if (assignment.size === 0) return;
  validatePositionsOnMetadataChange(consumer);
  const buffered = bufferedPartitions(consumer.fetchBuffer);
  const busy = brokersOf(ctx, consumer, buffered);
  const byBroker = new Map<number, ConsumerPartitionToFetch[]>();
  for (const [name, state] of assignment) {
    if (!isFetchable(state) || buffered.has(name)) continue;
    const brokerId = brokerToFetchFrom(ctx, consumer, state);
    if (brokerId < 0 || busy.has(brokerId) || !canFetchFrom(ctx, consumer, brokerId)) continue;
    const toFetch = partitionToFetch(consumer, state);
    const ofBroker = byBroker.get(brokerId);
    if (ofBroker) ofBroker.push(toFetch);
    else byBroker.set(brokerId, [toFetch]);
  }
  for (const [brokerId, partitions] of byBroker) sendFetch(ctx, consumer, brokerId, partitions);
}

/**
 * Where data comes from that waits to be handed over: nothing more is fetched there, since a request without
 * these partitions would make the broker forget them in its session (KAFKA-17182).
 */
function brokersOf(ctx: Ctx, consumer: ConsumerNode, names: ReadonlySet<string>): Set<number> {
  const brokers = new Set<number>();
  for (const name of names) {
    const state = consumer.subscriptions.assignment.get(name);
    if (state && isFetchable(state)) brokers.add(brokerToFetchFrom(ctx, consumer, state));
  }
  return brokers;
}

/** The leader, or the replica that it told to read from. -1: unknown. */
function brokerToFetchFrom(ctx: Ctx, consumer: ConsumerNode, state: PartitionState): number {
  const { metadata } = consumer;
  // A topic that the metadata has lost would be refused again and again, as fast as answers come (as in Kafka).
  if (state.leaderId < 0 || metadata.topics.get(state.topic)?.error !== Errors.NONE) {
    requestUpdate(ctx, consumer, 'leader-unknown');
    return -1;
  }
  return state.preferredReadReplica < 0 ? state.leaderId : selectReadReplica(ctx, consumer, state);
}

/** AbstractFetch.selectReadReplica: for so long as metadata lasts, if the replica is known and online. */
function selectReadReplica(ctx: Ctx, consumer: ConsumerNode, state: PartitionState): number {
  const { preferredReadReplica, preferredExpiresUs, leaderId } = state;
  const isOnline = consumer.metadata.brokers.some(({ nodeId }) => nodeId === preferredReadReplica);
  if (ctx.nowUs <= preferredExpiresUs && isOnline) return preferredReadReplica;
  state.preferredReadReplica = -1;
  if (!isOnline) requestUpdate(ctx, consumer, 'leader-unknown');
  return leaderId;
}

function canFetchFrom(ctx: Ctx, consumer: ConsumerNode, brokerId: number): boolean {
  const { client, fetchBuffer } = consumer;
  if (fetchBuffer.pendingBrokers.has(brokerId)) return false;
  const to = brokerNode(brokerId);
  if (isReady(client, to, 'data', ctx.nowUs)) return true;
  wakeBy(ctx, consumer, readyAtUs(client, to, 'data'));
  return false;
}

/** The same object as before where the same is asked, as it mostly is. */
function partitionToFetch(
  { metadata, configs }: ConsumerNode,
  state: PartitionState,
): ConsumerPartitionToFetch {
  const { topic, partition, leaderEpoch, toFetch: before } = state;
  const topicId = metadata.topics.get(topic)?.topicId ?? ZERO_UUID;
  const fetchOffset = state.position?.offset ?? 0;
  const isSame =
    before?.topicId === topicId &&
    before.asked.fetchOffset === fetchOffset &&
    before.asked.currentLeaderEpoch === leaderEpoch;
  if (isSame) return before;
  const asked = {
    partition,
    currentLeaderEpoch: leaderEpoch,
    fetchOffset,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    partitionMaxBytes: configs['max.partition.fetch.bytes'],
    highWatermark: -1,
  };
  const key = before?.topicId === topicId ? before.key : `${topicId}:${partition}`;
  state.toFetch = { key, topicId, topic, asked };
  return state.toFetch;
}

function sendFetch(
  ctx: Ctx,
  consumer: ConsumerNode,
  brokerId: number,
  partitions: readonly ConsumerPartitionToFetch[],
): void {
  const request = buildFetch(sessionWith(consumer, brokerId), partitions);
  if (request === null) return;
  consumer.fetchBuffer.pendingBrokers.add(brokerId);
  sendFetchRequest(ctx, consumer, brokerId, request);
}

function sessionWith({ fetchSessions }: ConsumerNode, brokerId: number): ConsumerFetchSession {
  const known = fetchSessions.get(brokerId);
  if (known) return known;
  const session = createFetchSessionHandler<ConsumerPartitionToFetch>();
  fetchSessions.set(brokerId, session);
  return session;
}

function sendFetchRequest(ctx: Ctx, consumer: ConsumerNode, brokerId: number, request: SessionRequest): void {
  const { configs } = consumer;
  const body = {
    replicaState: { replicaId: -1, replicaEpoch: -1 },
    maxWaitMs: configs['fetch.max.wait.ms'],
    minBytes: configs['fetch.min.bytes'],
    maxBytes: configs['fetch.max.bytes'],
    isolationLevel: isolationLevelOf(configs),
    ...request,
    rackId: configs['client.rack'],
  } as const;
  sendRequest(ctx, consumer, brokerNode(brokerId), 'Fetch', body, {
    channel: 'data',
    timeoutMs: configs['request.timeout.ms'],
    context: { kind: 'fetch', brokerId } satisfies FetchContext,
  });
}

export function onFetchResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
  { body }: Response<'Fetch'>,
): void {
  const { brokerId } = request.context as FetchContext;
  consumer.fetchBuffer.pendingBrokers.delete(brokerId);
  const session = consumer.fetchSessions.get(brokerId)!;
  if (!handleFetchResponse(session, body)) {
    if (body.errorCode === Errors.FETCH_SESSION_TOPIC_ID_ERROR) requestUpdate(ctx, consumer, 'fetch-error');
    return;
  }
  for (const { topicId, partitions } of body.responses) {
    for (const data of partitions) {
      const asked = session.sessionPartitions.get(`${topicId}:${data.partitionIndex}`);
      if (asked) completeFetch(ctx, consumer, asked.of.topic, asked.asked, data);
    }
  }
}

function completeFetch(
  ctx: Ctx,
  consumer: ConsumerNode,
  topic: string,
  { partition, fetchOffset }: FetchPartition,
  data: FetchPartitionData,
): void {
  maybeFollowLeader(ctx, consumer, topic, data);
  if (data.errorCode === Errors.NONE && data.records.length === 0 && data.preferredReadReplica < 0) {
    // Only news of where the log stands.
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
    aborted: createAbortedReader(data.abortedTransactions),
  });
}

/** KIP-951: the error names the new leader, so there is no need to wait for metadata. */
function maybeFollowLeader(ctx: Ctx, consumer: ConsumerNode, topic: string, data: FetchPartitionData): void {
  const { errorCode, currentLeader: hint, partitionIndex } = data;
  if (errorCode !== Errors.NOT_LEADER_OR_FOLLOWER && errorCode !== Errors.FENCED_LEADER_EPOCH) return;
  updateLeader(consumer.metadata, topic, partitionIndex, hint.leaderId, hint.leaderEpoch);
  validatePositionsOnMetadataChange(consumer);
  requestUpdate(ctx, consumer, 'not-leader');
}

/** The ends of the leader's log, for lag and for the picture. */
export function takeEnds(state: PartitionState, { highWatermark, logStartOffset }: FetchPartitionData): void {
  if (highWatermark >= 0) state.highWatermark = highWatermark;
  if (logStartOffset >= 0) state.logStartOffset = logStartOffset;
}

export function onFetchFailed(consumer: ConsumerNode, request: InFlightRequest): void {
  const { brokerId } = request.context as FetchContext;
  const session = consumer.fetchSessions.get(brokerId)!;
  consumer.fetchBuffer.pendingBrokers.delete(brokerId);
  handleFetchError(session);
  for (const { of } of session.sessionPartitions.values()) {
    const state = consumer.subscriptions.assignment.get(
      topicPartitionName({ topic: of.topic, partition: of.asked.partition }),
    );
    if (state) state.preferredReadReplica = -1;
  }
}

/** On the way out: brokers need not keep the sessions until others want their room. */
export function closeFetchSessions(ctx: Ctx, consumer: ConsumerNode): void {
  for (const [brokerId, session] of consumer.fetchSessions) {
    if (!isReady(consumer.client, brokerNode(brokerId), 'data', ctx.nowUs)) continue;
    sendFetchRequest(ctx, consumer, brokerId, closeSession(session));
  }
}
