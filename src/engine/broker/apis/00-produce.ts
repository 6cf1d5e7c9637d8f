/**
 * Produce (key 0), v13.
 * - Each partition's batch is checked, appended or refused on its own; the request is answered as a whole.
 * - acks=0 is not answered: on an error the connection is closed, which is how the producer learns of it.
 * - acks=1 is answered once the leader has appended, acks=-1 once the in-sync replicas have (DelayedProduce).
 * - A batch that the log holds already is answered with the offset it got the first time.
 * v10: NOT_LEADER_OR_FOLLOWER names the leader (KIP-951). v13: topics by id (KIP-516).
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { RecordBatch } from '../../../protocol/record-batch.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { appendToLeader, isLeaderAppendFailure } from '../../replica/append-to-leader.ts';
import { awaitReplication, type ProduceStatus, respondToProduce } from '../../replica/delayed-produce.ts';
import { partitionById, whyNotHosted } from '../../replica/hosted-partition.ts';
import type { BrokerNode } from '../broker.ts';
import { closeConnection, release } from '../request-channel.ts';

/** Clients may not write to these. */
const INTERNAL_TOPICS: readonly string[] = [
  '__consumer_offsets',
  '__transaction_state',
  '__share_group_state',
];

export function handleProduce(ctx: Ctx, broker: BrokerNode, request: Request<'Produce'>): void {
  const { acks } = request.body;
  const statuses: ProduceStatus[] = [];
  for (const { topicId, partitionData } of request.body.topicData) {
    for (const { index, records } of partitionData)
      statuses.push(appendOrRefuse(ctx, broker, topicId, index, records, acks));
  }
  if (acks === 0) finishUnanswered(ctx, broker, request, statuses);
  else if (acks === -1) awaitReplication(ctx, broker, request, statuses);
  else respondToProduce(ctx, broker, request, statuses);
}

function appendOrRefuse(
  ctx: Ctx,
  broker: BrokerNode,
  topicId: string,
  index: number,
  records: readonly RecordBatch[],
  acks: -1 | 0 | 1,
): ProduceStatus {
  const partition = partitionById(broker, topicId, index);
  if (!partition) return refused(topicId, index, whyNotHosted(broker, topicId, index));
  if (records.length !== 1) return refused(topicId, index, Errors.INVALID_RECORD);
  if (acks < -1 || acks > 1) return refused(topicId, index, Errors.INVALID_REQUIRED_ACKS);
  if (INTERNAL_TOPICS.includes(partition.topic))
    return refused(topicId, index, Errors.INVALID_TOPIC_EXCEPTION);
  const result = appendToLeader(ctx, broker, partition.topicPartition, records[0]!, acks);
  if (isLeaderAppendFailure(result)) return refused(topicId, index, result.error, result.logStartOffset);
  return {
    topicId,
    index,
    awaiting: acks === -1 ? partition.topicPartition : null,
    requiredOffset: result.lastOffset + 1,
    errorCode: Errors.NONE,
    baseOffset: result.firstOffset,
    logAppendTimeMs: result.logAppendTime,
    logStartOffset: broker.disk.logs.get(partition.topicPartition)!.logStartOffset,
  };
}

function refused(topicId: string, index: number, errorCode: ErrorCode, logStartOffset = -1): ProduceStatus {
  return {
    topicId,
    index,
    awaiting: null,
    requiredOffset: -1,
    errorCode,
    baseOffset: -1,
    logAppendTimeMs: -1,
    logStartOffset,
  };
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
