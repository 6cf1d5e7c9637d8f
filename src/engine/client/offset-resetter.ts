/**
 * `auto.offset.reset`: where to go on in a partition without a valid position, because nothing was committed
 * or because the position lies outside the log. Its leader is asked by ListOffsets, for the end (latest) or
 * the beginning (earliest). After Kafka's OffsetFetcher.
 */
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../../protocol/messages/02-list-offsets.ts';
import { type Ctx, note } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, isReady, readyAtUs, sendRequest } from '../network/network-client.ts';
import { brokerNode } from '../node.ts';
import { currentLeader, requestUpdate, updateLastSeenEpochIfNewer } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import { groupByTopic } from './consumer-protocol.ts';
import { isolationLevelOf } from './isolation-level.ts';
import { type PartitionState, seek } from './subscription-state.ts';
import { type TopicPartition, topicPartitionName } from './topic-partition.ts';
import { wakeBy } from './wake-up.ts';

interface ListOffsetsContext {
  readonly kind: 'list-offsets';
  readonly partitions: readonly TopicPartition[];
}

/** Asks for the partitions in AWAIT_RESET whose backoff is over, one request a leader. */
export function resetPositionsIfNeeded(ctx: Ctx, consumer: ConsumerNode): void {
  const byLeader = new Map<number, PartitionState[]>();
  for (const state of consumer.subscriptions.assignment.values()) {
    if (state.fetchState !== 'AWAIT_RESET') continue;
    if (ctx.nowUs < state.nextRetryUs) {
      wakeBy(ctx, consumer, state.nextRetryUs);
      continue;
    }
    const leaderId = leaderToAsk(ctx, consumer, state);
    if (leaderId < 0) continue;
    const ofLeader = byLeader.get(leaderId);
    if (ofLeader) ofLeader.push(state);
    else byLeader.set(leaderId, [state]);
  }
  for (const [leaderId, states] of byLeader) sendListOffsets(ctx, consumer, leaderId, states);
}

/** -1 while the leader is unknown or its connection backs off. */
function leaderToAsk(ctx: Ctx, consumer: ConsumerNode, { topic, partition }: PartitionState): number {
  const leader = currentLeader(consumer.metadata, topic, partition);
  if (!leader) {
    requestUpdate(ctx, consumer, 'leader-unknown', true);
    return -1;
  }
  const to = brokerNode(leader.leaderId);
  if (isReady(consumer.client, to, 'data', ctx.nowUs)) return leader.leaderId;
  wakeBy(ctx, consumer, readyAtUs(consumer.client, to, 'data'));
  return -1;
}

function sendListOffsets(
  ctx: Ctx,
  consumer: ConsumerNode,
  leaderId: number,
  states: readonly PartitionState[],
): void {
  const { configs, metadata } = consumer;
  const timestamp = configs['auto.offset.reset'] === 'earliest' ? EARLIEST_TIMESTAMP : LATEST_TIMESTAMP;
  const context: ListOffsetsContext = {
    kind: 'list-offsets',
    partitions: states.map(({ topic, partition }) => ({ topic, partition })),
  };
  sendRequest(
    ctx,
    consumer,
    brokerNode(leaderId),
    'ListOffsets',
    {
      replicaId: -1,
      isolationLevel: isolationLevelOf(configs),
      topics: groupByTopic(states).map(({ topic, partitions }) => ({
        name: topic,
        partitions: partitions.map((partitionIndex) => ({
          partitionIndex,
          currentLeaderEpoch: currentLeader(metadata, topic, partitionIndex)?.leaderEpoch ?? -1,
          timestamp,
        })),
      })),
    },
    { channel: 'data', timeoutMs: configs['request.timeout.ms'], context },
  );
  for (const state of states) state.nextRetryUs = ctx.nowUs + configs['request.timeout.ms'] * MICROS_PER_MS;
}

export function onListOffsetsResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  { body }: Response<'ListOffsets'>,
): void {
  for (const { name, partitions } of body.topics) {
    for (const { partitionIndex, errorCode, offset, leaderEpoch } of partitions) {
      const state = awaitingReset(consumer, { topic: name, partition: partitionIndex });
      if (!state) continue;
      if (errorCode !== Errors.NONE) {
        retryLater(ctx, consumer, state);
        continue;
      }
      if (leaderEpoch >= 0)
        updateLastSeenEpochIfNewer(ctx, consumer, state.topic, state.partition, leaderEpoch);
      resetPosition(ctx, consumer, state, offset);
    }
  }
}

function resetPosition(ctx: Ctx, consumer: ConsumerNode, state: PartitionState, offset: number): void {
  const { topic, partition, resetFrom } = state;
  // No epoch: a position that nothing was read before has nothing to be checked against.
  seek(state, { offset, offsetEpoch: -1 });
  note(ctx, {
    code: 'offset-reset',
    consumer: consumer.id,
    group: consumer.groupId,
    topic,
    partition,
    from: resetFrom,
    to: offset,
    policy: consumer.configs['auto.offset.reset'],
  });
}

export function onListOffsetsFailed(ctx: Ctx, consumer: ConsumerNode, request: InFlightRequest): void {
  for (const topicPartition of (request.context as ListOffsetsContext).partitions) {
    const state = awaitingReset(consumer, topicPartition);
    if (state) retryLater(ctx, consumer, state);
  }
}

/** Whatever the error was: with fresh metadata it is tried again. */
function retryLater(ctx: Ctx, consumer: ConsumerNode, state: PartitionState): void {
  state.nextRetryUs = ctx.nowUs + consumer.configs['retry.backoff.ms'] * MICROS_PER_MS;
  requestUpdate(ctx, consumer, 'list-offsets-failed');
}

function awaitingReset(
  { subscriptions }: ConsumerNode,
  topicPartition: TopicPartition,
): PartitionState | undefined {
  const state = subscriptions.assignment.get(topicPartitionName(topicPartition));
  return state?.fetchState === 'AWAIT_RESET' ? state : undefined;
}
