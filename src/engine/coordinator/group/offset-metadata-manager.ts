/** Committed offsets: where they are kept, how they are committed, and how they are read. After OffsetMetadataManager. */
import type { Offset } from '../../../kernel/brand.ts';
import type { OffsetCommitRecord } from '../../../protocol/coordinator-records.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type {
  OffsetCommitRequest,
  OffsetCommitResponse,
} from '../../../protocol/messages/08-offset-commit.ts';
import type { OffsetFetchRequest } from '../../../protocol/messages/09-offset-fetch.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { transactions } from '../../transaction/transactions.ts';
import { type ClassicGroup, validateMember } from './classic/classic-group.ts';
import { rescheduleHeartbeat } from './classic/member-session.ts';
import type { ConsumerGroup } from './consumer/consumer-group.ts';
import { consumerGroups } from './consumer-groups.ts';
import type { CoordinatorResult, OffsetFetchGroup } from './coordinator-result.ts';
import type { GroupCoordinatorShard, OffsetAndMetadata, Offsets } from './group-coordinator-shard.ts';

/** Longest metadata of a commit: Kafka's default of `offset.metadata.max.bytes`. */
const OFFSET_METADATA_MAX_SIZE = 4096;

type Key = OffsetCommitRecord['key'];

/** `decidedAt` is the offset of the record that makes it so: the commit's own, or its transaction's marker. */
export function putOffset(
  shard: GroupCoordinatorShard,
  key: Key,
  offset: OffsetAndMetadata,
  decidedAt: Offset = offset.recordOffset,
): void {
  rememberUncommitted(shard, key, decidedAt);
  addOffset(shard.offsets, key, offset);
}

export function addOffset(offsets: Offsets, key: Key, offset: OffsetAndMetadata): void {
  const byTopic = getOrCreate(offsets, key.group);
  getOrCreate(byTopic, key.topic).set(key.partition, offset);
}

export function removeOffset(shard: GroupCoordinatorShard, key: Key, recordOffset: Offset): void {
  rememberUncommitted(shard, key, recordOffset);
  deleteOffset(shard.offsets, key);
  if (shard.pendingOffsets) transactions.rules().forgetPendingOffset(shard, key);
}

export function deleteOffset(offsets: Offsets, key: Key): void {
  const byTopic = offsets.get(key.group);
  const byPartition = byTopic?.get(key.topic);
  if (!byTopic || !byPartition) return;
  byPartition.delete(key.partition);
  if (byPartition.size === 0) byTopic.delete(key.topic);
  if (byTopic.size === 0) offsets.delete(key.group);
}

function getOrCreate<K, V>(map: Map<string, Map<K, V>>, key: string): Map<K, V> {
  let inner = map.get(key);
  if (!inner) {
    inner = new Map();
    map.set(key, inner);
  }
  return inner;
}

function rememberUncommitted(shard: GroupCoordinatorShard, key: Key, recordOffset: Offset): void {
  if (recordOffset < shard.lastCommittedOffset) return;
  const previous = offsetOf(shard.offsets, key) ?? null;
  shard.uncommitted.push({ ...key, recordOffset, previous });
}

export function offsetOf(offsets: Offsets, { group, topic, partition }: Key): OffsetAndMetadata | undefined {
  return offsets.get(group)?.get(topic)?.get(partition);
}

/** The offset as of the committed records alone. */
export function committedOffset(shard: GroupCoordinatorShard, key: Key): OffsetAndMetadata | undefined {
  const { group, topic, partition } = key;
  const oldest = shard.uncommitted.find(
    (change) => change.partition === partition && change.topic === topic && change.group === group,
  );
  return oldest ? (oldest.previous ?? undefined) : offsetOf(shard.offsets, key);
}

/**
 * Proposes the commit of all partitions that `checked`, the answer so far, has no error for; or returns the
 * error for which all of it is refused.
 */
export function commitOffset(
  ctx: Ctx,
  broker: BrokerNode,
  shard: GroupCoordinatorShard,
  request: Request<'OffsetCommit'>,
  checked: OffsetCommitResponse,
): CoordinatorResult | ErrorCode {
  const { groupId, memberId } = request.body;
  const group = shard.groups.get(groupId);
  if (group?.type === 'share') return Errors.GROUP_ID_NOT_FOUND;
  const error =
    group?.type === 'consumer'
      ? validateConsumerCommit(broker, group, request, checked)
      : validateOffsetCommit(group, request);
  if (error !== Errors.NONE) return error;
  // A commit is a sign of life too, but not while the assignment is awaited.
  const member = group?.type === 'classic' ? group.members.get(memberId) : undefined;
  if (
    group?.type === 'classic' &&
    member &&
    (group.state === 'Stable' || group.state === 'PreparingRebalance')
  )
    rescheduleHeartbeat(ctx, broker, group, member);
  const records: OffsetCommitRecord[] = [];
  const topics = request.body.topics.map((topic, topicAt) => ({
    name: topic.name,
    partitions: topic.partitions.map((partition, at) => {
      const { partitionIndex, errorCode: known } = checked.topics[topicAt]!.partitions[at]!;
      const errorCode = known === Errors.NONE ? metadataError(partition) : known;
      if (errorCode === Errors.NONE) records.push(commitRecord(ctx, groupId, topic.name, partition));
      return { partitionIndex, errorCode };
    }),
  }));
  const body: OffsetCommitResponse = { throttleTimeMs: 0, topics };
  return { records, completion: { type: 'offset-commit', request, body }, replay: true };
}

/** One partition that the member may not commit for has all refused. */
function validateConsumerCommit(
  { disk }: BrokerNode,
  group: ConsumerGroup,
  request: Request<'OffsetCommit'>,
  checked: OffsetCommitResponse,
): ErrorCode {
  const error = consumerGroups.rules().validateOffsetCommit(group, request);
  if (error !== Errors.NONE) return error;
  for (const [topicAt, { name, partitions }] of request.body.topics.entries()) {
    for (const [at, partition] of partitions.entries()) {
      const known = checked.topics[topicAt]!.partitions[at]!.errorCode;
      if (known !== Errors.NONE || metadataError(partition) !== Errors.NONE) continue;
      const { partitionIndex } = partition;
      const stale = consumerGroups
        .rules()
        .validateCommittedPartition(disk.image, group, request.body, name, partitionIndex);
      if (stale !== Errors.NONE) return stale;
    }
  }
  return Errors.NONE;
}

function validateOffsetCommit(
  group: ClassicGroup | undefined,
  { body, apiVersion }: Request<'OffsetCommit'>,
): ErrorCode {
  const { generationIdOrMemberEpoch: generationId, memberId, groupInstanceId } = body;
  if (!group) {
    if (generationId < 0) return Errors.NONE;
    return apiVersion >= 9 ? Errors.GROUP_ID_NOT_FOUND : Errors.ILLEGAL_GENERATION;
  }
  // Who assigns partitions by hand commits without a generation, as long as nobody has joined the group.
  if (generationId < 0 && group.state === 'Empty') return Errors.NONE;
  if (generationId < 0 && memberId === '' && groupInstanceId === null) return Errors.UNKNOWN_MEMBER_ID;
  const error = validateMember(group, memberId, groupInstanceId);
  if (error !== Errors.NONE) return error;
  if (generationId !== group.generationId) return Errors.ILLEGAL_GENERATION;
  return group.state === 'CompletingRebalance' ? Errors.REBALANCE_IN_PROGRESS : Errors.NONE;
}

export type PartitionCommit = OffsetCommitRequest['topics'][number]['partitions'][number];

export function metadataError({ committedMetadata }: PartitionCommit): ErrorCode {
  const isTooLarge = committedMetadata !== null && committedMetadata.length > OFFSET_METADATA_MAX_SIZE;
  return isTooLarge ? Errors.OFFSET_METADATA_TOO_LARGE : Errors.NONE;
}

export function commitRecord(
  ctx: Ctx,
  group: string,
  topic: string,
  commit: PartitionCommit,
): OffsetCommitRecord {
  return {
    type: 'OffsetCommit',
    key: { group, topic, partition: commit.partitionIndex },
    value: {
      offset: commit.committedOffset,
      leaderEpoch: commit.committedLeaderEpoch,
      metadata: commit.committedMetadata ?? '',
      commitTimestamp: wallClockMs(ctx),
      expireTimestamp: -1,
    },
  };
}

type Partition = OffsetFetchGroup['topics'][number]['partitions'][number];

/**
 * What a group has committed: of the topics asked for, or of all. `requireStable` counts records on their way too,
 * and tells nothing of partitions whose next offset an open transaction has (UNSTABLE_OFFSET_COMMIT, KIP-447).
 */
export function fetchOffsets(
  shard: GroupCoordinatorShard,
  { groupId, memberId, memberEpoch, topics }: OffsetFetchRequest['groups'][number],
  requireStable: boolean,
): OffsetFetchGroup {
  const group = shard.groups.get(groupId);
  const errorCode =
    group?.type === 'consumer'
      ? consumerGroups.rules().validateOffsetFetch(group, memberId, memberEpoch)
      : group?.type === 'share'
        ? Errors.GROUP_ID_NOT_FOUND
        : Errors.NONE;
  if (errorCode !== Errors.NONE) return { groupId, topics: [], errorCode };
  const lookUp = (topic: string, partition: number) => {
    const key = { group: groupId, topic, partition };
    return requireStable ? offsetOf(shard.offsets, key) : committedOffset(shard, key);
  };
  const asked = topics ?? topicsWithOffsets(shard, groupId);
  const answers = asked.map(({ name, partitionIndexes }) => ({
    name,
    partitions: partitionIndexes.flatMap((partition) => {
      const offset = lookUp(name, partition);
      if (
        (topics || offset) &&
        requireStable &&
        hasPendingOffset(shard, { group: groupId, topic: name, partition })
      )
        return [answerOf(partition, undefined, Errors.UNSTABLE_OFFSET_COMMIT)];
      return topics === null && !offset ? [] : [answerOf(partition, offset)];
    }),
  }));
  const known = topics ? answers : answers.filter(({ partitions }) => partitions.length > 0);
  return { groupId, topics: known, errorCode: Errors.NONE };
}

/** Partitions of which the group has, or until its last records are committed had, an offset. */
export function topicsWithOffsets(
  shard: GroupCoordinatorShard,
  groupId: string,
): { readonly name: string; readonly partitionIndexes: readonly number[] }[] {
  const topics = new Map<string, Set<number>>();
  const add = (topic: string, partition: number) => {
    const partitions = topics.get(topic);
    if (partitions) partitions.add(partition);
    else topics.set(topic, new Set([partition]));
  };
  for (const [topic, byPartition] of shard.offsets.get(groupId) ?? [])
    for (const partition of byPartition.keys()) add(topic, partition);
  for (const { group, topic, partition } of shard.uncommitted) if (group === groupId) add(topic, partition);
  return [...topics].map(([name, partitions]) => ({ name, partitionIndexes: [...partitions] }));
}

/** Whether an open transaction has an offset of the partition. */
export function hasPendingOffset(shard: GroupCoordinatorShard, key: Key): boolean {
  return shard.pendingOffsets !== null && transactions.rules().hasPendingTransactionalOffset(shard, key);
}

function answerOf(
  partitionIndex: number,
  offset: OffsetAndMetadata | undefined,
  errorCode: ErrorCode = Errors.NONE,
): Partition {
  return {
    partitionIndex,
    committedOffset: offset?.committedOffset ?? -1,
    committedLeaderEpoch: offset?.leaderEpoch ?? -1,
    metadata: offset?.metadata ?? '',
    errorCode,
  };
}
