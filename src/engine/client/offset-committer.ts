/**
 * OffsetCommit: tells the coordinator the positions that the application has reached (ConsumerCoordinator).
 * A position is that of the record after the last one which poll() has handed over, whatever became of the
 * records since: a commit says "handed over", and only a loop that processes before it polls again makes it
 * mean "processed".
 */
import type { Offset } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { OffsetCommitRequest } from '../../protocol/messages/08-offset-commit.ts';
import type { Ctx } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, sendRequest } from '../network/network-client.ts';
import type { ConsumerNode } from './consumer.ts';
import { exceptionOf } from './consumer-error.ts';
import { usesConsumerProtocol } from './consumer-membership.ts';
import { knownCoordinator, markCoordinatorUnknown } from './coordinator-lookup.ts';
import {
  type Generation,
  isGenerationUnchanged,
  NO_GENERATION,
  rebalanceInProgress,
  requestRejoin,
  resetStateAndRejoin,
} from './group-membership.ts';
import { hasAutoAssignedPartitions } from './subscription-state.ts';
import { topicPartitionName } from './topic-partition.ts';

/** Who waits for it: poll()'s own timer, commitSync(), the preparation of a rejoin, a reconciliation, close(). */
export type CommitPurpose = 'auto' | 'sync' | 'join-prepare' | 'reconciliation' | 'close';

export type CommitResult =
  | { readonly status: 'succeeded' | 'sent' | 'retriable' }
  | { readonly status: 'failed'; readonly exception: string };

interface OffsetCommitContext {
  readonly kind: 'offset-commit';
  readonly purpose: CommitPurpose;
  readonly generation: Generation;
  readonly topics: OffsetCommitRequest['topics'];
}

const SUCCEEDED: CommitResult = { status: 'succeeded' };
const RETRIABLE: CommitResult = { status: 'retriable' };
const REBALANCING: CommitResult = { status: 'failed', exception: 'RebalanceInProgressException' };
/** The group has moved on without this member: somebody else reads on from the last commit. */
const COMMIT_FAILED: CommitResult = { status: 'failed', exception: 'CommitFailedException' };

/**
 * Commits every position there is. Nothing to commit succeeds at once; a member that knows to be out of its
 * group is refused without asking the coordinator.
 */
export function commitPositions(ctx: Ctx, consumer: ConsumerNode, purpose: CommitPurpose): CommitResult {
  const topics = allConsumed(consumer);
  if (topics.length === 0) return SUCCEEDED;
  const coordinator = knownCoordinator(ctx, consumer);
  if (coordinator === null) return RETRIABLE;
  const { membership, configs, groupId } = consumer;
  const inGroup = hasAutoAssignedPartitions(consumer.subscriptions);
  if (inGroup && !usesConsumerProtocol(consumer) && membership.state !== 'STABLE')
    return rebalanceInProgress(membership) ? REBALANCING : COMMIT_FAILED;
  const generation = inGroup ? membership.generation : NO_GENERATION;
  const context: OffsetCommitContext = { kind: 'offset-commit', purpose, generation, topics };
  sendRequest(
    ctx,
    consumer,
    coordinator,
    'OffsetCommit',
    {
      groupId: groupId ?? '',
      generationIdOrMemberEpoch: generation.generationId,
      memberId: generation.memberId,
      groupInstanceId: inGroup ? configs['group.instance.id'] : null,
      topics,
    },
    { channel: 'coordinator', timeoutMs: configs['request.timeout.ms'], context },
  );
  return { status: 'sent' };
}

/** The positions of all partitions that have a valid one (SubscriptionState.allConsumed), by topic. */
function allConsumed({ subscriptions }: ConsumerNode): OffsetCommitRequest['topics'] {
  const byTopic = new Map<string, OffsetCommitRequest['topics'][number]['partitions'][number][]>();
  for (const { topic, partition, fetchState, position } of subscriptions.assignment.values()) {
    if (fetchState !== 'FETCHING' || position === null) continue;
    let partitions = byTopic.get(topic);
    if (!partitions) {
      partitions = [];
      byTopic.set(topic, partitions);
    }
    partitions.push({
      partitionIndex: partition,
      committedOffset: position.offset,
      committedLeaderEpoch: position.offsetEpoch,
      committedMetadata: '',
    });
  }
  return Array.from(byTopic, ([name, partitions]) => ({ name, partitions }));
}

export function purposeOf(request: InFlightRequest): CommitPurpose {
  return (request.context as OffsetCommitContext).purpose;
}

/** The first partition with an error decides for the whole commit. */
export function onOffsetCommitResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
  { body }: Response<'OffsetCommit'>,
): CommitResult {
  const context = request.context as OffsetCommitContext;
  for (const { name, partitions } of body.topics) {
    for (const { partitionIndex, errorCode } of partitions) {
      if (errorCode !== Errors.NONE) return onCommitError(ctx, consumer, errorCode, context);
      rememberCommitted(consumer, name, partitionIndex, context.topics);
    }
  }
  return SUCCEEDED;
}

function onCommitError(
  ctx: Ctx,
  consumer: ConsumerNode,
  error: ErrorCode,
  { generation: sentWith, purpose }: OffsetCommitContext,
): CommitResult {
  switch (error) {
    case Errors.COORDINATOR_LOAD_IN_PROGRESS:
    case Errors.UNKNOWN_TOPIC_OR_PARTITION:
      return RETRIABLE;
    case Errors.COORDINATOR_NOT_AVAILABLE:
    case Errors.NOT_COORDINATOR:
    case Errors.REQUEST_TIMED_OUT:
      markCoordinatorUnknown(ctx, consumer);
      return RETRIABLE;
    case Errors.STALE_MEMBER_EPOCH:
      // The next attempt carries the epoch of now, if the member still has one.
      return purpose === 'reconciliation' && consumer.consumerMembership.memberEpoch > 0
        ? RETRIABLE
        : COMMIT_FAILED;
    case Errors.REBALANCE_IN_PROGRESS:
      requestRejoin(consumer, 'offset commit failed since group is already rebalancing');
      return REBALANCING;
    case Errors.FENCED_INSTANCE_ID:
      if (isGenerationUnchanged(consumer, sentWith))
        return { status: 'failed', exception: exceptionOf(error) };
      return consumer.membership.state === 'PREPARING_REBALANCE' ? REBALANCING : COMMIT_FAILED;
    case Errors.UNKNOWN_MEMBER_ID:
    case Errors.ILLEGAL_GENERATION:
      // The heartbeat's own answer will say so too.
      if (usesConsumerProtocol(consumer)) return COMMIT_FAILED;
      if (!isGenerationUnchanged(consumer, sentWith) && consumer.membership.state === 'PREPARING_REBALANCE')
        return REBALANCING;
      resetStateAndRejoin(
        consumer,
        'encountered an error from OFFSET_COMMIT response',
        error !== Errors.ILLEGAL_GENERATION,
      );
      return COMMIT_FAILED;
    default:
      return { status: 'failed', exception: exceptionOf(error) };
  }
}

function rememberCommitted(
  consumer: ConsumerNode,
  topic: string,
  partition: number,
  sent: OffsetCommitRequest['topics'],
): void {
  const state = consumer.subscriptions.assignment.get(topicPartitionName({ topic, partition }));
  const offset = sentOffset(sent, topic, partition);
  if (state && offset !== undefined) state.committed = offset;
}

function sentOffset(
  sent: OffsetCommitRequest['topics'],
  topic: string,
  partition: number,
): Offset | undefined {
  return sent
    .find(({ name }) => name === topic)
    ?.partitions.find(({ partitionIndex }) => partitionIndex === partition)?.committedOffset;
}
