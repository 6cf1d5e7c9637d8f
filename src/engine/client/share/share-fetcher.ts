/**
 * Asks brokers for records and tells them what became of the last ones (ShareConsumeRequestManager): one request at
 * a time to each broker, with all partitions that it leads. Fetches are sent while the application waits in poll(),
 * and not while it has records to work on; what it says of records goes along with the next fetch, or alone if
 * poll() has other records for it.
 */
import { groupBy } from '../../../kernel/group-by.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { RECORD_LIMIT, type ShareFetchPartitionData } from '../../../protocol/messages/78-share-fetch.ts';
import type { Ctx } from '../../ctx.ts';
import type { Response } from '../../network/message.ts';
import { type InFlightRequest, isReady, readyAtUs, sendRequest } from '../../network/network-client.ts';
import { brokerNode } from '../../node.ts';
import { currentLeader, requestUpdate, updateLeader } from '../client-metadata.ts';
import type { ConsumerNode } from '../consumer.ts';
import { wakeBy } from '../wake-up.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import type { SharingConsumer } from './share-consumer.ts';
import {
  advance,
  buildShareFetch,
  createShareSession,
  finish,
  isNewSession,
  restart,
  type SharedPartition,
  type ShareSession,
  topicsOf,
} from './share-session.ts';

interface ShareRequestContext {
  readonly kind: 'share';
  readonly brokerId: number;
  readonly acknowledgements: readonly Acknowledgements[];
}

/** One turn of the thread beside the application. */
export function runShareRequests(ctx: Ctx, consumer: SharingConsumer): void {
  const { share } = consumer;
  if (share.byThemselves.length > 0) sendAcknowledgements(ctx, consumer);
  else if (share.fetchMoreRecords) sendShareFetches(ctx, consumer);
}

function sendAcknowledgements(ctx: Ctx, consumer: SharingConsumer): void {
  const { share } = consumer;
  for (const [brokerId, ofBroker] of groupBy(share.byThemselves, (each) => each.brokerId)) {
    if (!isFree(ctx, consumer, brokerId)) continue;
    share.byThemselves = share.byThemselves.filter((each) => each.brokerId !== brokerId);
    const session = share.sessions.get(brokerId);
    const sendable = session && !isNewSession(session) ? sendableOf(consumer, ofBroker) : [];
    share.failedAcknowledgements += ofBroker.length - sendable.length;
    if (session && sendable.length > 0) sendShareAcknowledge(ctx, consumer, brokerId, session, sendable);
  }
}

function isFree(ctx: Ctx, consumer: SharingConsumer, brokerId: number): boolean {
  const { client, share } = consumer;
  if (share.pendingBrokers.has(brokerId)) return false;
  const to = brokerNode(brokerId);
  if (isReady(client, to, 'data', ctx.nowUs)) return true;
  wakeBy(ctx, consumer, readyAtUs(client, to, 'data'));
  return false;
}

/** Another broker leads by now: who gave the records no longer keeps their state. */
function sendableOf({ metadata }: ConsumerNode, all: readonly Acknowledgements[]): Acknowledgements[] {
  return all.filter(({ topic, partition, brokerId }) => {
    const leader = currentLeader(metadata, topic, partition);
    return !leader || leader.leaderId === brokerId;
  });
}

function sendShareAcknowledge(
  ctx: Ctx,
  consumer: SharingConsumer,
  brokerId: number,
  session: ShareSession,
  acknowledgements: readonly Acknowledgements[],
): void {
  const { share, groupId, consumerMembership, configs } = consumer;
  share.pendingBrokers.add(brokerId);
  const body = {
    groupId,
    memberId: consumerMembership.memberId,
    shareSessionEpoch: session.epoch,
    isRenewAck: false,
    topics: topicsOf([], acknowledgements),
  };
  sendRequest(ctx, consumer, brokerNode(brokerId), 'ShareAcknowledge', body, {
    channel: 'data',
    timeoutMs: configs['request.timeout.ms'],
    context: { kind: 'share', brokerId, acknowledgements } satisfies ShareRequestContext,
  });
}

function sendShareFetches(ctx: Ctx, consumer: SharingConsumer): void {
  const { share, configs } = consumer;
  const byBroker = partitionsByLeader(ctx, consumer);
  // A broker may be owed an answer although nothing of it is wanted any more.
  for (const brokerId of share.sessions.keys()) if (!byBroker.has(brokerId)) byBroker.set(brokerId, []);
  const isLimited = configs['share.acquire.mode'] === 'record_limit';
  let mayAcquire = !isLimited || share.pendingBrokers.size === 0;
  for (const [brokerId, wanted] of inTurn(byBroker, share.lastFetchedFrom, isLimited)) {
    if (!isFree(ctx, consumer, brokerId)) continue;
    const sent = sendShareFetch(ctx, consumer, brokerId, wanted, mayAcquire && wanted.length > 0);
    if (!sent || !isLimited || wanted.length === 0) continue;
    if (mayAcquire) share.lastFetchedFrom = brokerId;
    mayAcquire = false;
  }
}

/** With a limit of records one broker is asked at a time, and the next time another. */
function inTurn(
  byBroker: ReadonlyMap<number, SharedPartition[]>,
  last: number,
  isLimited: boolean,
): [number, SharedPartition[]][] {
  const brokers = [...byBroker];
  const lastIndex = brokers.findIndex(([brokerId]) => brokerId === last);
  return isLimited ? [...brokers.slice(lastIndex + 1), ...brokers.slice(0, lastIndex + 1)] : brokers;
}

function partitionsByLeader(ctx: Ctx, consumer: SharingConsumer): Map<number, SharedPartition[]> {
  const { metadata, subscriptions } = consumer;
  const byBroker = new Map<number, SharedPartition[]>();
  for (const { topic, partition, pendingRevocation } of subscriptions.assignment.values()) {
    if (pendingRevocation) continue;
    const topicId = metadata.topics.get(topic)?.topicId;
    const leader = currentLeader(metadata, topic, partition);
    if (!leader || topicId === undefined) {
      requestUpdate(ctx, consumer, 'leader-unknown');
      continue;
    }
    const ofBroker = byBroker.get(leader.leaderId);
    if (ofBroker) ofBroker.push({ topicId, partition });
    else byBroker.set(leader.leaderId, [{ topicId, partition }]);
  }
  return byBroker;
}

/** False: there is nothing to say. */
function sendShareFetch(
  ctx: Ctx,
  consumer: SharingConsumer,
  brokerId: number,
  wanted: readonly SharedPartition[],
  mayAcquire: boolean,
): boolean {
  const { share, configs, groupId, consumerMembership } = consumer;
  const session = share.sessions.get(brokerId) ?? createShareSession();
  share.sessions.set(brokerId, session);
  const ofBroker = share.withFetch.filter((each) => each.brokerId === brokerId);
  share.withFetch = share.withFetch.filter((each) => each.brokerId !== brokerId);
  const acknowledgements = isNewSession(session) ? [] : sendableOf(consumer, ofBroker);
  share.failedAcknowledgements += ofBroker.length - acknowledgements.length;
  const request = buildShareFetch(session, wanted, acknowledgements);
  const saysNothing = request.topics.length === 0 && request.forgottenTopicsData.length === 0;
  if (!mayAcquire && saysNothing) return false;
  share.pendingBrokers.add(brokerId);
  const isLimited = configs['share.acquire.mode'] === 'record_limit';
  const body = {
    groupId,
    memberId: consumerMembership.memberId,
    shareSessionEpoch: session.epoch,
    maxWaitMs: mayAcquire ? configs['fetch.max.wait.ms'] : 0,
    minBytes: mayAcquire ? configs['fetch.min.bytes'] : 0,
    maxBytes: mayAcquire ? configs['fetch.max.bytes'] : 0,
    maxRecords: mayAcquire ? configs['max.poll.records'] : 0,
    batchSize: mayAcquire ? configs['max.poll.records'] : 0,
    shareAcquireMode: isLimited ? RECORD_LIMIT : 0,
    isRenewAck: false,
    ...request,
  };
  sendRequest(ctx, consumer, brokerNode(brokerId), 'ShareFetch', body, {
    channel: 'data',
    timeoutMs: configs['request.timeout.ms'],
    context: { kind: 'share', brokerId, acknowledgements } satisfies ShareRequestContext,
  });
  return true;
}

/** Of the session itself: both ends begin a new one. */
const SESSION_ERRORS: readonly ErrorCode[] = [
  Errors.SHARE_SESSION_NOT_FOUND,
  Errors.INVALID_SHARE_SESSION_EPOCH,
  Errors.SHARE_SESSION_LIMIT_REACHED,
];

export function onShareResponse(
  ctx: Ctx,
  consumer: SharingConsumer,
  request: InFlightRequest,
  response: Response<'ShareFetch'> | Response<'ShareAcknowledge'>,
): void {
  const { brokerId, acknowledgements } = request.context as ShareRequestContext;
  const { share } = consumer;
  share.pendingBrokers.delete(brokerId);
  const session = share.sessions.get(brokerId)!;
  const { errorCode } = response.body;
  if (SESSION_ERRORS.includes(errorCode)) restart(session);
  else advance(session);
  if (errorCode !== Errors.NONE) {
    share.failedAcknowledgements += acknowledgements.length;
    requestUpdate(ctx, consumer, 'fetch-error');
  } else if (response.api === 'ShareFetch') onFetched(ctx, consumer, brokerId, response.body.responses);
  else onAcknowledged(ctx, consumer, response.body.responses);
}

function onFetched(
  ctx: Ctx,
  consumer: SharingConsumer,
  brokerId: number,
  responses: Response<'ShareFetch'>['body']['responses'],
): void {
  const { share, metadata } = consumer;
  for (const { topicId, partitions } of responses) {
    const topic = metadata.topicNames.get(topicId);
    if (topic === undefined) continue;
    for (const data of partitions) {
      if (data.acknowledgeErrorCode !== Errors.NONE) share.failedAcknowledgements++;
      if (data.errorCode !== Errors.NONE) onPartitionError(ctx, consumer, topic, data);
      else if (data.acquiredRecords.length > 0) {
        share.fetchMoreRecords = false;
        share.buffer.push({
          brokerId,
          topic,
          topicId,
          partition: data.partitionIndex,
          batches: data.records,
          acquired: data.acquiredRecords,
          batchIndex: 0,
          nextOffset: data.acquiredRecords[0]!.firstOffset,
        });
      }
    }
  }
}

type PartitionError = Pick<ShareFetchPartitionData, 'errorCode' | 'partitionIndex' | 'currentLeader'>;

function onPartitionError(
  ctx: Ctx,
  consumer: SharingConsumer,
  topic: string,
  { errorCode, partitionIndex, currentLeader: hint }: PartitionError,
): void {
  if (errorCode === Errors.NOT_LEADER_OR_FOLLOWER || errorCode === Errors.FENCED_LEADER_EPOCH)
    updateLeader(consumer.metadata, topic, partitionIndex, hint.leaderId, hint.leaderEpoch);
  requestUpdate(ctx, consumer, 'fetch-error');
}

function onAcknowledged(
  ctx: Ctx,
  consumer: SharingConsumer,
  responses: Response<'ShareAcknowledge'>['body']['responses'],
): void {
  for (const { topicId, partitions } of responses) {
    const topic = consumer.metadata.topicNames.get(topicId) ?? '';
    for (const data of partitions) {
      if (data.errorCode === Errors.NONE) continue;
      consumer.share.failedAcknowledgements++;
      onPartitionError(ctx, consumer, topic, data);
    }
  }
}

/** The connection broke, or no answer came in time: nobody knows what the broker has heard. */
export function onShareRequestFailed(consumer: SharingConsumer, request: InFlightRequest): void {
  const { brokerId, acknowledgements } = request.context as ShareRequestContext;
  const { share } = consumer;
  share.pendingBrokers.delete(brokerId);
  share.failedAcknowledgements += acknowledgements.length;
  restart(share.sessions.get(brokerId)!);
}

/** The last request of each session: what is acquired and not acknowledged is released by it. */
export function closeShareSessions(ctx: Ctx, consumer: SharingConsumer): void {
  const { share } = consumer;
  const all = [...share.withFetch, ...share.byThemselves];
  share.withFetch = [];
  share.byThemselves = [];
  for (const [brokerId, session] of share.sessions) {
    if (isNewSession(session) || !isReady(consumer.client, brokerNode(brokerId), 'data', ctx.nowUs)) continue;
    finish(session);
    const ofBroker = all.filter((each) => each.brokerId === brokerId);
    sendShareAcknowledge(ctx, consumer, brokerId, session, sendableOf(consumer, ofBroker));
  }
}
