/** The share coordinator has answered for all partitions of a call: what waited for it goes on. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { onPersisterResult } from '../coordinator/group/share/on-persister-result.ts';
import type { Ctx } from '../ctx.ts';
import { onOffsetsSummarized } from './describe-share-offsets.ts';
import { withoutRecords } from './pending-share-requests.ts';
import type { PersisterPartitionResult, PersisterResult } from './persister-state.ts';
import type { PersisterThen } from './persister-then.ts';
import { shareNodeOf } from './share-node.ts';
import type { SharePartition } from './share-partition.ts';
import { mayBeAcquirable, maybeFence, onStateRead, removeSharePartition } from './share-partition-manager.ts';
import { onAcknowledged } from './share-requests.ts';
import { maybeMoveStart } from './start-offset.ts';
import { commitChanges, rollBackChanges } from './state-changes.ts';

export function onPersisted(
  ctx: Ctx,
  broker: BrokerNode,
  then: PersisterThen,
  results: PersisterResult,
): void {
  switch (then.type) {
    case 'share-partition-read': {
      const partition = shareNodeOf(broker).partitions.get(then.key);
      if (partition?.state === 'INITIALIZING') onRead(ctx, broker, partition, onlyOf(results));
      break;
    }
    case 'changes-written':
      onChangesWritten(ctx, broker, then, onlyOf(results));
      break;
    case 'timeouts-written': {
      const partition = shareNodeOf(broker).partitions.get(then.key);
      if (partition) maybeMoveStart(partition);
      break;
    }
    case 'offsets-described':
      onOffsetsSummarized(ctx, broker, then, results);
      break;
    default:
      onPersisterResult(ctx, broker, then, results);
  }
}

/** Calls of share partitions are about one partition each. */
function onlyOf(results: PersisterResult): PersisterPartitionResult {
  return results[0]!.partitions[0]!;
}

function onRead(
  ctx: Ctx,
  broker: BrokerNode,
  partition: SharePartition,
  result: PersisterPartitionResult,
): void {
  const readError = leaderErrorOf(result.errorCode);
  const error = readError === Errors.NONE ? onStateRead(ctx, broker, partition, result) : readError;
  if (error === Errors.NONE) mayBeAcquirable(broker, partition);
  else failInitialization(broker, partition, error);
}

/** Whoever waits for it is told once it has waited; who asks anew has it tried again. */
function failInitialization(broker: BrokerNode, partition: SharePartition, error: ErrorCode): void {
  removeSharePartition(broker, partition);
  for (const { partitions, failed } of shareNodeOf(broker).fetches.values())
    if (partitions.includes(partition)) failed.push(withoutRecords(partition, error));
}

/** What a share coordinator's error means to who fetches and acknowledges (SharePartition.fetchPersisterError). */
function leaderErrorOf(error: ErrorCode): ErrorCode {
  switch (error) {
    case Errors.NONE:
    case Errors.GROUP_ID_NOT_FOUND:
    case Errors.UNKNOWN_TOPIC_OR_PARTITION:
      return error;
    case Errors.NOT_COORDINATOR:
    case Errors.COORDINATOR_NOT_AVAILABLE:
    case Errors.COORDINATOR_LOAD_IN_PROGRESS:
      return Errors.COORDINATOR_NOT_AVAILABLE;
    case Errors.FENCED_LEADER_EPOCH:
    case Errors.FENCED_STATE_EPOCH:
      return Errors.NOT_LEADER_OR_FOLLOWER;
    default:
      return Errors.UNKNOWN_SERVER_ERROR;
  }
}

function onChangesWritten(
  ctx: Ctx,
  broker: BrokerNode,
  { key, changes, acknowledged }: Extract<PersisterThen, { type: 'changes-written' }>,
  { errorCode, errorMessage }: PersisterPartitionResult,
): void {
  const error = leaderErrorOf(errorCode);
  const partition = shareNodeOf(broker).partitions.get(key);
  if (partition && error === Errors.NONE) {
    if (commitChanges(partition, changes, ctx.nowUs)) mayBeAcquirable(broker, partition);
  } else if (partition) {
    rollBackChanges(partition, changes, ctx.nowUs);
    maybeFence(broker, partition, error);
  }
  if (!acknowledged) return;
  const { requestId, topicId, partition: number } = acknowledged;
  onAcknowledged(ctx, broker, requestId, { topicId, partition: number, errorCode: error, errorMessage });
}
