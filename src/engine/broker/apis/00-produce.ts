/**
 * Produce (key 0).
 * - Each partition's batch is checked, appended or refused on its own; the request is answered as a whole.
 * - acks=0 is not answered: on an error the connection is closed, which is how the producer learns of it.
 * - acks=1 is answered once the leader has appended, acks=-1 once the in-sync replicas have (DelayedProduce).
 * - A batch that the log holds already is answered with the offset it got the first time.
 * - Transactional batches need a transactional id; without one nothing of the request is looked at. With it, they are
 *   appended once the transaction's coordinator knows of it (KIP-890; transaction/produce-in-transaction.ts).
 * v7: zstd (KIP-110). v8: which record was wrong (KIP-467). v10: NOT_LEADER_OR_FOLLOWER names the leader
 * (KIP-951). v11: TRANSACTION_ABORTABLE. v12: the leader adds the partition to the transaction (KIP-890). v13: topics by
 * id (KIP-516).
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { ProduceRequest } from '../../../protocol/messages/00-produce.ts';
import type { RecordBatch } from '../../../protocol/record-batch.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import { ZERO_UUID } from '../../controller/reserved-ids.ts';
import type { Ctx } from '../../ctx.ts';
import type { RecordError } from '../../log/log-validator.ts';
import type { Request } from '../../network/message.ts';
import { appendToLeader, isLeaderAppendFailure } from '../../replica/append-to-leader.ts';
import { awaitReplication, type ProduceStatus, respondToProduce } from '../../replica/delayed-produce.ts';
import { partitionById, whyNotHosted } from '../../replica/hosted-partition.ts';
import type { Verification } from '../../transaction/pending-verification.ts';
import { transactions } from '../../transaction/transactions.ts';
import type { BrokerNode } from '../broker.ts';
import { closeConnection, release } from '../request-channel.ts';

/** Clients may not write to these. */
const INTERNAL_TOPICS: readonly string[] = [
  '__consumer_offsets',
  '__transaction_state',
  '__share_group_state',
];

/** The first version whose senders may compress with zstd, and the first that names topics by id. */
const ZSTD_SINCE = 7;
const TOPIC_IDS_SINCE = 13;

export function handleProduce(ctx: Ctx, broker: BrokerNode, request: Request<'Produce'>): void {
  if (request.body.transactionalId === null) appendAndAnswer(ctx, broker, request);
  else transactions.rules().handleTransactionalProduce(ctx, broker, request);
}

/** `verification`: what the transaction's coordinator has said of the partitions. */
export function appendAndAnswer(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Produce'>,
  verification?: Verification,
): void {
  const statuses = isAuthorized(request.body)
    ? partitionsOf(broker, request).map((asked) => appendOrRefuse(ctx, broker, request, asked, verification))
    : refuseAll(request.body, Errors.TRANSACTIONAL_ID_AUTHORIZATION_FAILED);
  answerProduce(ctx, broker, request, statuses);
}

/** Once the replicas have it, if that was asked for. */
export function answerProduce(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Produce'>,
  statuses: readonly ProduceStatus[],
): void {
  const { acks } = request.body;
  if (acks === 0) finishUnanswered(ctx, broker, request, statuses);
  else if (acks === -1) awaitReplication(ctx, broker, request, statuses);
  else respondToProduce(ctx, broker, request, statuses);
}

function isAuthorized({ transactionalId, topicData }: ProduceRequest): boolean {
  if (transactionalId !== null) return true;
  return !topicData.some(({ partitionData }) =>
    partitionData.some(({ records }) => records.some(({ isTransactional }) => isTransactional)),
  );
}

export function partitionsOf(broker: BrokerNode, { apiVersion, body }: Request<'Produce'>): Asked[] {
  const partitions: Asked[] = [];
  for (const { name, topicId, partitionData } of body.topicData) {
    const topic = apiVersion < TOPIC_IDS_SINCE ? namedTopic(broker, name ?? '') : { topicId };
    for (const { index, records } of partitionData) partitions.push({ topic, index, records });
  }
  return partitions;
}

function namedTopic(broker: BrokerNode, name: string): TopicRef {
  return { name, topicId: topicByName(broker.disk.image, name)?.topicId ?? ZERO_UUID };
}

type TopicRef = Pick<ProduceStatus, 'name' | 'topicId'>;

interface Asked {
  readonly topic: TopicRef;
  readonly index: number;
  readonly records: readonly RecordBatch[];
}

function appendOrRefuse(
  ctx: Ctx,
  broker: BrokerNode,
  { apiVersion, body: { acks } }: Request<'Produce'>,
  asked: Asked,
  verification: Verification | undefined,
): ProduceStatus {
  const { topic, index, records } = asked;
  const partition = partitionById(broker, topic.topicId, index);
  if (!partition) return refused(asked, whyUnknown(broker, topic, index));
  const invalid = validateRecords(records, apiVersion);
  if (invalid !== Errors.NONE) return refused(asked, invalid);
  const { topicPartition } = partition;
  const unverified = verification?.errors.get(topicPartition);
  if (unverified !== undefined) return refused(asked, unverified);
  if (!isValidAcks(acks)) return refused(asked, Errors.INVALID_REQUIRED_ACKS);
  if (INTERNAL_TOPICS.includes(partition.topic)) return refused(asked, Errors.INVALID_TOPIC_EXCEPTION);
  const settings = verification && { guard: verification.guards.get(topicPartition) };
  const result = appendToLeader(ctx, broker, topicPartition, records[0]!, acks, settings);
  if (isLeaderAppendFailure(result))
    return refused(asked, result.error, result.logStartOffset, result.recordErrors);
  return {
    // Written out: a copy by spreading costs more than all the rest here.
    name: topic.name,
    topicId: topic.topicId,
    index,
    awaiting: acks === -1 ? topicPartition : null,
    requiredOffset: result.lastOffset + 1,
    errorCode: Errors.NONE,
    baseOffset: result.firstOffset,
    logAppendTimeMs: result.logAppendTime,
    logStartOffset: broker.disk.logs.get(topicPartition)!.logStartOffset,
    recordErrors: [],
  };
}

function whyUnknown(broker: BrokerNode, { name, topicId }: TopicRef, index: number): ErrorCode {
  const isUnknownName = name !== undefined && topicId === ZERO_UUID;
  return isUnknownName ? Errors.UNKNOWN_TOPIC_OR_PARTITION : whyNotHosted(broker, topicId, index);
}

/** ProduceRequest.validateRecords: one batch a partition, compressed by what the sender's version may use. */
export function validateRecords(records: readonly RecordBatch[], apiVersion: number): ErrorCode {
  if (records.length === 0) return Errors.INVALID_RECORD;
  if (apiVersion < ZSTD_SINCE && records[0]!.compression === 'zstd')
    return Errors.UNSUPPORTED_COMPRESSION_TYPE;
  return records.length === 1 ? Errors.NONE : Errors.INVALID_RECORD;
}

function isValidAcks(acks: number): acks is -1 | 0 | 1 {
  return acks === -1 || acks === 0 || acks === 1;
}

function refused(
  { topic, index }: Omit<Asked, 'records'>,
  errorCode: ErrorCode,
  logStartOffset = -1,
  recordErrors: readonly RecordError[] = [],
): ProduceStatus {
  return {
    ...topic,
    index,
    awaiting: null,
    requiredOffset: -1,
    errorCode,
    baseOffset: -1,
    logAppendTimeMs: -1,
    logStartOffset,
    recordErrors,
  };
}

export function refuseAll({ topicData }: ProduceRequest, errorCode: ErrorCode): ProduceStatus[] {
  return topicData.flatMap(({ name, topicId, partitionData }) =>
    partitionData.map(({ index }) => refused({ topic: { name, topicId }, index }, errorCode)),
  );
}

function finishUnanswered(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Produce'>,
  statuses: readonly ProduceStatus[],
): void {
  if (statuses.some(({ errorCode }) => errorCode !== Errors.NONE)) closeConnection(ctx, broker, request);
  else release(ctx, broker, request);
}
