/**
 * A group's offsets, committed in a transaction of the producer that has processed what was consumed (KIP-98; since
 * KIP-447 only by who is a member of the group as it now is). After OffsetMetadataManager.commitTransactionalOffset.
 */
import type { OffsetCommitRecord } from '../../../protocol/coordinator-records.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type {
  TxnOffsetCommitRequest,
  TxnOffsetCommitResponse,
} from '../../../protocol/messages/28-txn-offset-commit.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { appendToLeader, isLeaderAppendFailure } from '../../replica/append-to-leader.ts';
import { type ClassicGroup, validateMember } from './classic/classic-group.ts';
import type { ConsumerGroup } from './consumer/consumer-group.ts';
import { consumerGroups } from './consumer-groups.ts';
import { COORDINATOR_ACKS, completeWhenCommitted } from './coordinator-runtime.ts';
import type { GroupCoordinatorShard } from './group-coordinator-shard.ts';
import { commitRecord, metadataError } from './offset-metadata-manager.ts';
import { coordinatorBatch } from './record-helpers.ts';
import { replayTransactionalOffset } from './transactional-offsets.ts';

/**
 * Writes the offsets of all partitions that `checked`, the answer so far, has no error for, and has the request
 * answered once they are committed. Returns the error for which all of it is refused. `guard`: see
 * transaction/verification-state-entry.ts.
 */
export function commitTransactionalOffset(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: Request<'TxnOffsetCommit'>,
  checked: TxnOffsetCommitResponse,
  guard: number,
): ErrorCode {
  const error = validateTransactionalOffsetCommit(broker, shard, request.body, checked);
  if (error !== Errors.NONE) return error;
  const { groupId } = request.body;
  const records: OffsetCommitRecord[] = [];
  const topics = request.body.topics.map(({ name, partitions }, topicAt) => ({
    name,
    partitions: partitions.map((partition, at) => {
      const { partitionIndex, errorCode: known } = checked.topics[topicAt]!.partitions[at]!;
      const errorCode = known === Errors.NONE ? metadataError(partition) : known;
      if (errorCode === Errors.NONE) records.push(commitRecord(ctx, groupId, name, partition));
      return { partitionIndex, errorCode };
    }),
  }));
  const appendError =
    records.length > 0 ? append(ctx, broker, shard, request.body, records, guard) : Errors.NONE;
  const body: TxnOffsetCommitResponse = { throttleTimeMs: 0, topics };
  completeWhenCommitted(ctx, broker, shard, { type: 'txn-offset-commit', request, body }, appendError);
  return Errors.NONE;
}

/** The leader alone decides: that a write is safe is seen by waiting for its replicas. */
function append(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  { producerId, producerEpoch }: TxnOffsetCommitRequest,
  records: readonly OffsetCommitRecord[],
  guard: number,
): ErrorCode {
  const plain = coordinatorBatch(records, wallClockMs(ctx));
  const batch = { ...plain, producerId, producerEpoch, isTransactional: true };
  const settings = { origin: 'COORDINATOR', guard } as const;
  const appended = appendToLeader(ctx, broker, shard.topicPartition, batch, COORDINATOR_ACKS, settings);
  if (isLeaderAppendFailure(appended)) return appended.error;
  records.forEach((record, index) => {
    replayTransactionalOffset(ctx, shard, producerId, record, appended.firstOffset + index);
  });
  shard.lastWrittenOffset = appended.lastOffset + 1;
  return Errors.NONE;
}

function validateTransactionalOffsetCommit(
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  body: TxnOffsetCommitRequest,
  checked: TxnOffsetCommitResponse,
): ErrorCode {
  const group = shard.groups.get(body.groupId);
  if (!group) return body.generationId < 0 ? Errors.NONE : Errors.ILLEGAL_GENERATION;
  if (group.type === 'share') return Errors.GROUP_ID_NOT_FOUND;
  const error =
    group.type === 'classic' ? validateClassic(group, body) : validateConsumer(broker, group, body, checked);
  return error === Errors.STALE_MEMBER_EPOCH ? Errors.ILLEGAL_GENERATION : error;
}

/** Old producers know neither generation nor member. The group's state does not matter, only who is in it. */
function validateClassic(
  group: ClassicGroup,
  { generationId, memberId, groupInstanceId }: TxnOffsetCommitRequest,
): ErrorCode {
  if (generationId < 0 && group.state === 'Empty') return Errors.NONE;
  if (generationId < 0 && memberId === '' && groupInstanceId === null) return Errors.NONE;
  const error = validateMember(group, memberId, groupInstanceId);
  if (error !== Errors.NONE) return error;
  return generationId === group.generationId ? Errors.NONE : Errors.ILLEGAL_GENERATION;
}

function validateConsumer(
  { disk }: BrokerNode,
  group: ConsumerGroup,
  { generationId, memberId, groupInstanceId, topics }: TxnOffsetCommitRequest,
  checked: TxnOffsetCommitResponse,
): ErrorCode {
  if (generationId === -1 && memberId === '' && groupInstanceId === null) return Errors.NONE;
  const { validateOffsetCommit, validateCommittedPartition } = consumerGroups.rules();
  const of = { memberId, generationIdOrMemberEpoch: generationId };
  const error = validateOffsetCommit(group, { body: of });
  if (error !== Errors.NONE) return error;
  for (const [topicAt, { name, partitions }] of topics.entries())
    for (const [at, partition] of partitions.entries()) {
      const known = checked.topics[topicAt]!.partitions[at]!.errorCode;
      if (known !== Errors.NONE || metadataError(partition) !== Errors.NONE) continue;
      const stale = validateCommittedPartition(disk.image, group, of, name, partition.partitionIndex);
      if (stale !== Errors.NONE) return stale;
    }
  return Errors.NONE;
}

/** The same answer with an error for every partition that had none. */
export function txnOffsetCommitError(
  { topics }: TxnOffsetCommitResponse,
  error: ErrorCode,
): TxnOffsetCommitResponse {
  return {
    throttleTimeMs: 0,
    topics: topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex, errorCode }) => ({
        partitionIndex,
        errorCode: errorCode === Errors.NONE ? error : errorCode,
      })),
    })),
  };
}
