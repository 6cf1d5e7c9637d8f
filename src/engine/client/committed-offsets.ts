/**
 * Where to begin in partitions that are new to the consumer: at the group's committed offset, which the
 * coordinator knows (OffsetFetch). Only where there is none does `auto.offset.reset` have a say.
 */
import type { Micros } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { Ctx } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { sendRequest } from '../network/network-client.ts';
import { currentLeader, updateLastSeenEpochIfNewer } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import { exceptionOf, throwToApplication } from './consumer-error.ts';
import { usesConsumerProtocol } from './consumer-membership.ts';
import { groupByTopic } from './consumer-protocol.ts';
import { ensureCoordinatorReady, isCoordinatorError, markCoordinatorUnknown } from './coordinator-lookup.ts';
import { isRetriable } from './error-classes.ts';
import { exponentialBackoffUs } from './exponential-backoff.ts';
import { followLeader, type PartitionState, requestOffsetReset, seek } from './subscription-state.ts';
import { topicPartitionName } from './topic-partition.ts';
import { wakeBy } from './wake-up.ts';

export interface CommittedOffsets {
  /** Correlation id of the OffsetFetch under way, -1 none. */
  pending: number;
  /** What it asks about, as names in one string: for others another one has to be sent. */
  pendingFor: string;
  retryAtUs: Micros;
  attempts: number;
}

export function createCommittedOffsets(): CommittedOffsets {
  return { pending: -1, pendingFor: '', retryAtUs: 0, attempts: 0 };
}

/** Partitions without any position yet. */
export function initializingPartitions({ subscriptions }: ConsumerNode): PartitionState[] {
  return [...subscriptions.assignment.values()].filter(({ fetchState }) => fetchState === 'INITIALIZING');
}

/** Asks for the committed offsets of these partitions unless that is under way; poll() waits meanwhile. */
export function fetchCommittedOffsets(
  ctx: Ctx,
  consumer: ConsumerNode,
  partitions: readonly PartitionState[],
): void {
  const { committedOffsets, membership, configs, groupId } = consumer;
  const { generationId } = membership.generation;
  const asked = [generationId, ...partitions.map(topicPartitionName)].join();
  if (committedOffsets.pending >= 0 && committedOffsets.pendingFor === asked) return;
  if (ctx.nowUs < committedOffsets.retryAtUs) {
    wakeBy(ctx, consumer, committedOffsets.retryAtUs);
    return;
  }
  const coordinator = ensureCoordinatorReady(ctx, consumer);
  if (coordinator === null || groupId === null) return;
  const topics = groupByTopic(partitions).map((of) => ({ name: of.topic, partitionIndexes: of.partitions }));
  const sent = sendRequest(
    ctx,
    consumer,
    coordinator,
    'OffsetFetch',
    { groups: [{ groupId, ...memberInfo(consumer), topics }], requireStable: true },
    { channel: 'coordinator', timeoutMs: configs['request.timeout.ms'] },
  );
  committedOffsets.pending = sent.correlationId;
  committedOffsets.pendingFor = asked;
}

/** By the consumer protocol a member says who it is; nobody else has to. */
function memberInfo(consumer: ConsumerNode): {
  readonly memberId: string | null;
  readonly memberEpoch: number;
} {
  const { memberId, memberEpoch } = consumer.consumerMembership;
  return usesConsumerProtocol(consumer) && memberEpoch > 0
    ? { memberId, memberEpoch }
    : { memberId: null, memberEpoch: -1 };
}

export function onOffsetFetchResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  { correlationId, body }: Response<'OffsetFetch'>,
): void {
  const { committedOffsets } = consumer;
  if (correlationId !== committedOffsets.pending) return;
  committedOffsets.pending = -1;
  const group = body.groups[0];
  const error = group ? group.errorCode || unstableOf(group) : Errors.UNKNOWN_SERVER_ERROR;
  if (!group || error !== Errors.NONE) {
    onOffsetFetchError(ctx, consumer, error);
    return;
  }
  committedOffsets.attempts = 0;
  for (const { name, partitions } of group.topics) {
    for (const { partitionIndex, committedOffset, committedLeaderEpoch, errorCode } of partitions) {
      const state = consumer.subscriptions.assignment.get(
        topicPartitionName({ topic: name, partition: partitionIndex }),
      );
      if (errorCode !== Errors.NONE) throwToApplication(consumer, exceptionOf(errorCode));
      else if (state?.fetchState === 'INITIALIZING')
        initialize(ctx, consumer, state, committedOffset, committedLeaderEpoch);
    }
  }
}

/** While a transaction decides over any of the offsets, all are asked for again (KIP-447). */
function unstableOf({ topics }: Response<'OffsetFetch'>['body']['groups'][number]): ErrorCode {
  const isUnstable = topics.some(({ partitions }) =>
    partitions.some(({ errorCode }) => errorCode === Errors.UNSTABLE_OFFSET_COMMIT),
  );
  return isUnstable ? Errors.UNSTABLE_OFFSET_COMMIT : Errors.NONE;
}

function initialize(
  ctx: Ctx,
  consumer: ConsumerNode,
  state: PartitionState,
  committedOffset: number,
  leaderEpoch: number,
): void {
  state.committed = committedOffset;
  if (committedOffset < 0) {
    resetInitializingPosition(consumer, state);
    return;
  }
  if (leaderEpoch >= 0) updateLastSeenEpochIfNewer(ctx, consumer, state.topic, state.partition, leaderEpoch);
  seek(state, { offset: committedOffset, offsetEpoch: leaderEpoch });
  // Somebody else may have read and committed what is none of the leader's history.
  const leader = currentLeader(consumer.metadata, state.topic, state.partition);
  if (leader) followLeader(state, leader.leaderId, leader.leaderEpoch);
}

/** Nothing is committed: with `auto.offset.reset=none` the application has to say where to begin. */
export function resetInitializingPosition(consumer: ConsumerNode, state: PartitionState): void {
  if (consumer.configs['auto.offset.reset'] === 'none')
    throwToApplication(consumer, 'NoOffsetForPartitionException');
  else requestOffsetReset(state);
}

function onOffsetFetchError(ctx: Ctx, consumer: ConsumerNode, error: ErrorCode): void {
  if (isCoordinatorError(error)) markCoordinatorUnknown(ctx, consumer);
  // A member whose epoch has changed meanwhile asks again with the new one.
  const isStale = error === Errors.STALE_MEMBER_EPOCH || error === Errors.UNKNOWN_MEMBER_ID;
  if (isRetriable(error) || isStale) retryLater(ctx, consumer);
  else throwToApplication(consumer, exceptionOf(error));
}

export function onOffsetFetchFailed(ctx: Ctx, consumer: ConsumerNode, correlationId: number): void {
  if (correlationId !== consumer.committedOffsets.pending) return;
  consumer.committedOffsets.pending = -1;
  retryLater(ctx, consumer);
}

function retryLater(ctx: Ctx, consumer: ConsumerNode): void {
  const { committedOffsets, configs } = consumer;
  committedOffsets.retryAtUs =
    ctx.nowUs +
    exponentialBackoffUs(
      ctx,
      consumer,
      committedOffsets.attempts++,
      configs['retry.backoff.ms'],
      configs['retry.backoff.max.ms'],
    );
}
