/**
 * A DeleteRecords that waits until no replica that is alive could still give out what was deleted (Kafka's
 * DelayedDeleteRecords): followers hear of the new log start with their fetches, and say so with the next ones.
 */
import { MICROS_PER_MS, type Micros, NEVER, type Offset } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { DeleteRecordsPartitionResult } from '../../protocol/messages/21-delete-records.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { respond } from '../broker/request-channel.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import type { Partition } from './partition.ts';

/** One partition of the request and what is to be answered for it. */
export interface DeleteRecordsStatus {
  readonly topic: string;
  readonly partitionIndex: number;
  /** The partition while its followers are awaited, null once the answer stands. */
  awaiting: Partition | null;
  /** Where all logs have to begin. */
  readonly requiredOffset: Offset;
  lowWatermark: Offset;
  errorCode: ErrorCode;
}

export interface DelayedDeleteRecords {
  readonly request: Request<'DeleteRecords'>;
  readonly dueUs: Micros;
  readonly statuses: readonly DeleteRecordsStatus[];
}

/** Answers at once if the followers are there already, or if there are none. */
export function awaitLowWatermark(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DeleteRecords'>,
  statuses: readonly DeleteRecordsStatus[],
): void {
  const { replicaManager } = broker;
  const dueUs = ctx.nowUs + request.body.timeoutMs * MICROS_PER_MS;
  const delayed: DelayedDeleteRecords = { request, dueUs, statuses };
  if (tryComplete(ctx, broker, delayed)) return;
  replicaManager.delayedDeleteRecords.push(delayed);
  if (dueUs < replicaManager.deleteRecordsExpirationUs) armExpiration(ctx, broker, dueUs);
}

/** The least log start of the leader and of the followers that are alive (Partition.lowWatermarkIfLeader). */
export function lowWatermarkOf({ disk }: BrokerNode, { log, followers }: Partition): Offset {
  let least = log.logStartOffset;
  for (const { brokerId, logStartOffset } of followers) {
    if (logStartOffset < least && disk.image.brokers.get(brokerId)?.fenced === false) least = logStartOffset;
  }
  return least;
}

/** Looks at all that wait, after a low watermark may have moved or a leader may have gone. */
export function completeDelayedDeleteRecords(ctx: Ctx, broker: BrokerNode): void {
  const { replicaManager } = broker;
  replicaManager.delayedDeleteRecords = replicaManager.delayedDeleteRecords.filter(
    (delayed) => !tryComplete(ctx, broker, delayed),
  );
}

function tryComplete(ctx: Ctx, broker: BrokerNode, { request, statuses }: DelayedDeleteRecords): boolean {
  for (const status of statuses) settle(broker, status);
  if (statuses.some(({ awaiting }) => awaiting !== null)) return false;
  respondToDeleteRecords(ctx, broker, request, statuses);
  return true;
}

function settle(broker: BrokerNode, status: DeleteRecordsStatus): void {
  const { awaiting: partition, requiredOffset } = status;
  if (!partition) return;
  if (partition.isDeleted) answer(status, Errors.UNKNOWN_TOPIC_OR_PARTITION, -1);
  else if (!partition.leads) answer(status, Errors.NOT_LEADER_OR_FOLLOWER, -1);
  else {
    const lowWatermark = lowWatermarkOf(broker, partition);
    if (lowWatermark >= requiredOffset) answer(status, Errors.NONE, lowWatermark);
  }
}

function answer(status: DeleteRecordsStatus, errorCode: ErrorCode, lowWatermark: Offset): void {
  status.errorCode = errorCode;
  status.lowWatermark = lowWatermark;
  status.awaiting = null;
}

function respondToDeleteRecords(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DeleteRecords'>,
  statuses: readonly DeleteRecordsStatus[],
): void {
  const byTopic = new Map<string, DeleteRecordsPartitionResult[]>();
  for (const { topic, partitionIndex, lowWatermark, errorCode } of statuses) {
    const result = { partitionIndex, lowWatermark, errorCode };
    const ofTopic = byTopic.get(topic);
    if (ofTopic) ofTopic.push(result);
    else byTopic.set(topic, [result]);
  }
  const topics = Array.from(byTopic, ([name, partitions]) => ({ name, partitions }));
  respond(ctx, broker, request, { throttleTimeMs: 0, topics });
}

/** One timer for all that wait: it is due when the first of them may be, and looks again when it fires. */
function armExpiration(ctx: Ctx, broker: BrokerNode, dueUs: Micros): void {
  broker.replicaManager.deleteRecordsExpirationUs = dueUs;
  if (dueUs !== NEVER) setTimer(ctx, broker, 'delete-records-expiration', '', dueUs);
}

/** Who has waited for its own timeout is told so; the leader's log begins where it was asked to all the same. */
export function expireDelayedDeleteRecords(ctx: Ctx, broker: BrokerNode): void {
  const { replicaManager } = broker;
  const waiting = replicaManager.delayedDeleteRecords;
  replicaManager.delayedDeleteRecords = waiting.filter(({ dueUs }) => dueUs > ctx.nowUs);
  for (const { request, dueUs, statuses } of waiting) {
    if (dueUs > ctx.nowUs) continue;
    for (const status of statuses)
      if (status.awaiting) answer(status, Errors.REQUEST_TIMED_OUT, status.lowWatermark);
    respondToDeleteRecords(ctx, broker, request, statuses);
  }
  const dues = replicaManager.delayedDeleteRecords.map(({ dueUs }) => dueUs);
  armExpiration(ctx, broker, Math.min(NEVER, ...dues));
}
