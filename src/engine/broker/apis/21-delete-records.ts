/**
 * DeleteRecords (key 21), v2. The leader's log begins at the offset from now on; the answer comes when that has
 * come about on all replicas that are alive, see replica/delayed-delete-records.ts.
 * - POLICY_VIOLATION for topics that are only compacted; OFFSET_OUT_OF_RANGE beyond the high watermark.
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { isInternalTopic } from '../../controller/topic-name.ts';
import { type Ctx, note } from '../../ctx.ts';
import { isCompacted, isDeleted } from '../../log/log-config.ts';
import { deleteRecords, HIGH_WATERMARK } from '../../log/log-start-offset.ts';
import type { Request } from '../../network/message.ts';
import {
  awaitLowWatermark,
  type DeleteRecordsStatus,
  lowWatermarkOf,
} from '../../replica/delayed-delete-records.ts';
import { partitionByName, whyNotHostedByName } from '../../replica/hosted-partition.ts';
import type { BrokerNode } from '../broker.ts';

export function handleDeleteRecords(ctx: Ctx, broker: BrokerNode, request: Request<'DeleteRecords'>): void {
  const statuses = request.body.topics.flatMap(({ name, partitions }) =>
    partitions.map(({ partitionIndex, offset }) => deleteFrom(ctx, broker, name, partitionIndex, offset)),
  );
  awaitLowWatermark(ctx, broker, request, statuses);
}

/** ReplicaManager.deleteRecordsOnLocalLog, Partition.deleteRecordsOnLeader. */
function deleteFrom(
  ctx: Ctx,
  broker: BrokerNode,
  topic: string,
  partitionIndex: number,
  offset: number,
): DeleteRecordsStatus {
  const failed = (errorCode: ErrorCode) => failure(topic, partitionIndex, errorCode);
  const partition = partitionByName(broker, topic, partitionIndex);
  if (partition && isInternalTopic(topic)) return failed(Errors.INVALID_TOPIC_EXCEPTION);
  if (!partition) return failed(whyNotHostedByName(broker, topic, partitionIndex));
  if (!partition.leads) return failed(Errors.NOT_LEADER_OR_FOLLOWER);
  const { log } = partition;
  if (isCompacted(log.config) && !isDeleted(log.config)) return failed(Errors.POLICY_VIOLATION);
  const requiredOffset = offset === HIGH_WATERMARK ? log.highWatermark : offset;
  const fromOffset = log.logStartOffset;
  const result = deleteRecords(log, offset);
  if ('error' in result) return failed(Errors.OFFSET_OUT_OF_RANGE);
  if (result.moved) {
    const of = { broker: broker.brokerId, topic, partition: partitionIndex };
    note(ctx, { code: 'records-deleted', ...of, fromOffset, toOffset: log.logStartOffset });
  }
  return {
    topic,
    partitionIndex,
    awaiting: partition,
    requiredOffset,
    lowWatermark: lowWatermarkOf(broker, partition),
    errorCode: Errors.NONE,
  };
}

function failure(topic: string, partitionIndex: number, errorCode: ErrorCode): DeleteRecordsStatus {
  return { topic, partitionIndex, awaiting: null, requiredOffset: -1, lowWatermark: -1, errorCode };
}
