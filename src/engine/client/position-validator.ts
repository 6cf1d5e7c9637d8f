/**
 * Whether a position still lies in the history that the leader knows (KIP-320). After a leader change the consumer
 * asks by OffsetForLeaderEpoch where the epoch of its last record ended. If that is before its position, records
 * that it has read are gone: it goes back to where the histories part, or tells the application if
 * `auto.offset.reset` is none. After Kafka's OffsetFetcher and OffsetsForLeaderEpochClient.
 */
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import type { EpochEndOffset } from '../../protocol/messages/23-offset-for-leader-epoch.ts';
import { type Ctx, note } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, isReady, readyAtUs, sendRequest } from '../network/network-client.ts';
import { brokerNode } from '../node.ts';
import { currentLeader, requestUpdate } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import { throwToApplication } from './consumer-error.ts';
import {
  type FetchPosition,
  followLeader,
  type PartitionState,
  requestOffsetReset,
  seek,
} from './subscription-state.ts';
import { topicPartitionName } from './topic-partition.ts';
import { wakeBy } from './wake-up.ts';

/** Whose answer is awaited, and what was asked about: a position that has moved since is not judged by it. */
interface ValidationContext {
  readonly kind: 'validation';
  readonly asked: readonly { readonly state: PartitionState; readonly position: FetchPosition }[];
}

/** Notices leaders that have changed, as the metadata says. Cheap, since it is looked at before each fetch. */
export function validatePositionsOnMetadataChange({ metadata, subscriptions }: ConsumerNode): void {
  for (const state of subscriptions.assignment.values()) {
    const leader = currentLeader(metadata, state.topic, state.partition);
    if (leader && (leader.leaderId !== state.leaderId || leader.leaderEpoch !== state.leaderEpoch))
      followLeader(state, leader.leaderId, leader.leaderEpoch);
  }
}

/** Asks for the partitions in AWAIT_VALIDATION whose backoff is over, one request a leader. */
export function validatePositionsIfNeeded(ctx: Ctx, consumer: ConsumerNode): void {
  const byLeader = new Map<number, PartitionState[]>();
  for (const state of consumer.subscriptions.assignment.values()) {
    if (state.fetchState !== 'AWAIT_VALIDATION') continue;
    if (ctx.nowUs < state.nextRetryUs) wakeBy(ctx, consumer, state.nextRetryUs);
    else if (canAsk(ctx, consumer, state)) {
      const ofLeader = byLeader.get(state.leaderId);
      if (ofLeader) ofLeader.push(state);
      else byLeader.set(state.leaderId, [state]);
    }
  }
  for (const [leaderId, states] of byLeader) sendOffsetForLeaderEpoch(ctx, consumer, leaderId, states);
}

function canAsk(ctx: Ctx, consumer: ConsumerNode, { leaderId }: PartitionState): boolean {
  if (leaderId < 0) {
    requestUpdate(ctx, consumer, 'leader-unknown', true);
    return false;
  }
  const to = brokerNode(leaderId);
  if (isReady(consumer.client, to, 'data', ctx.nowUs)) return true;
  wakeBy(ctx, consumer, readyAtUs(consumer.client, to, 'data'));
  return false;
}

function sendOffsetForLeaderEpoch(
  ctx: Ctx,
  consumer: ConsumerNode,
  leaderId: number,
  states: readonly PartitionState[],
): void {
  const timeoutMs = consumer.configs['request.timeout.ms'];
  const topics = [...new Set(states.map(({ topic }) => topic))].map((topic) => ({
    topic,
    partitions: states
      .filter((state) => state.topic === topic)
      .map(({ partition, leaderEpoch, position }) => ({
        partition,
        currentLeaderEpoch: leaderEpoch,
        leaderEpoch: position!.offsetEpoch,
      })),
  }));
  const asked = states.map((state) => ({ state, position: state.position! }));
  const context: ValidationContext = { kind: 'validation', asked };
  const body = { replicaId: -1, topics };
  sendRequest(ctx, consumer, brokerNode(leaderId), 'OffsetForLeaderEpoch', body, {
    channel: 'data',
    timeoutMs,
    context,
  });
  for (const state of states) state.nextRetryUs = ctx.nowUs + timeoutMs * MICROS_PER_MS;
}

export function onOffsetForLeaderEpochResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
  { body }: Response<'OffsetForLeaderEpoch'>,
): void {
  for (const { state, position } of (request.context as ValidationContext).asked) {
    const end = body.topics
      .find(({ topic }) => topic === state.topic)
      ?.partitions.find(({ partition }) => partition === state.partition);
    if (!isAwaited(consumer, state, position)) continue;
    if (end?.errorCode === Errors.NONE) completeValidation(ctx, consumer, state, position, end);
    else retryLater(ctx, consumer, state);
  }
}

export function onOffsetForLeaderEpochFailed(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
): void {
  for (const { state, position } of (request.context as ValidationContext).asked)
    if (isAwaited(consumer, state, position)) retryLater(ctx, consumer, state);
}

function isAwaited(
  { subscriptions }: ConsumerNode,
  state: PartitionState,
  { offset, offsetEpoch }: FetchPosition,
): boolean {
  return (
    subscriptions.assignment.get(topicPartitionName(state)) === state &&
    state.fetchState === 'AWAIT_VALIDATION' &&
    state.position?.offset === offset &&
    state.position.offsetEpoch === offsetEpoch
  );
}

function retryLater(ctx: Ctx, consumer: ConsumerNode, state: PartitionState): void {
  state.nextRetryUs = ctx.nowUs + consumer.configs['retry.backoff.ms'] * MICROS_PER_MS;
  requestUpdate(ctx, consumer, 'validation-failed');
}

/** SubscriptionState.maybeCompleteValidation. */
function completeValidation(
  ctx: Ctx,
  consumer: ConsumerNode,
  state: PartitionState,
  { offset }: FetchPosition,
  { endOffset, leaderEpoch }: EpochEndOffset,
): void {
  const isUnknown = endOffset < 0 || leaderEpoch < 0;
  if (!isUnknown && endOffset >= offset) {
    state.fetchState = 'FETCHING';
    state.nextRetryUs = 0;
    return;
  }
  if (consumer.configs['auto.offset.reset'] === 'none') {
    throwToApplication(consumer, 'LogTruncationException');
    return;
  }
  if (isUnknown) {
    requestOffsetReset(state);
    return;
  }
  seek(state, { offset: endOffset, offsetEpoch: leaderEpoch });
  const { topic, partition } = state;
  const of = { consumer: consumer.id, group: consumer.groupId, topic, partition };
  note(ctx, { code: 'position-truncated', ...of, from: offset, to: endOffset });
}
