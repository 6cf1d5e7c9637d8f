/** A Produce with acks=all that waits until the high watermark has passed its batches (Kafka's DelayedProduce). */
import { MICROS_PER_MS, type Micros, NEVER, type Offset } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { ProducePartitionResponse, ProduceResponse } from '../../protocol/messages/00-produce.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { respond } from '../broker/request-channel.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { RecordError } from '../log/log-validator.ts';
import type { Request } from '../network/message.ts';
import { currentLeader, getPartition, UNKNOWN_LEADER, whyNotHosted } from './hosted-partition.ts';
import { effectiveMinIsr, type Partition } from './partition.ts';

/** One partition of a Produce request and what is to be answered for it. */
export interface ProduceStatus {
  /** Where the request said it, up to v12; absent: it had the id. */
  readonly name?: string;
  readonly topicId: string;
  readonly index: number;
  /** The partition's key while its acknowledgements are awaited, null once the answer stands. */
  awaiting: string | null;
  /** The high watermark that acknowledges the batch: one past its last record. */
  readonly requiredOffset: Offset;
  errorCode: ErrorCode;
  readonly baseOffset: Offset;
  readonly logAppendTimeMs: number;
  readonly logStartOffset: Offset;
  readonly recordErrors: readonly RecordError[];
}

export interface DelayedProduce {
  readonly id: number;
  readonly request: Request<'Produce'>;
  readonly dueUs: Micros;
  readonly statuses: readonly ProduceStatus[];
}

/** Waits for the in-sync replicas; answers at once if they have everything, as a leader alone does. */
export function awaitReplication(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Produce'>,
  statuses: readonly ProduceStatus[],
): void {
  for (const status of statuses) settle(broker, status);
  if (!isAwaited(statuses)) {
    respondToProduce(ctx, broker, request, statuses);
    return;
  }
  watch(ctx, broker, {
    id: broker.replicaManager.nextDelayedProduceId++,
    request,
    dueUs: ctx.nowUs + request.body.timeoutMs * MICROS_PER_MS,
    statuses,
  });
}

function isAwaited(statuses: readonly ProduceStatus[]): boolean {
  return statuses.some((status) => status.awaiting !== null);
}

function watch(ctx: Ctx, broker: BrokerNode, delayed: DelayedProduce): void {
  const { replicaManager } = broker;
  replicaManager.delayedProduces.set(delayed.id, delayed);
  for (const { awaiting } of delayed.statuses)
    if (awaiting !== null) getPartition(broker, awaiting)?.delayedProduces.push(delayed.id);
  if (delayed.dueUs < replicaManager.produceExpirationUs) armExpiration(ctx, broker, delayed.dueUs);
}

/** Answers the requests that wait for this partition and have, with that, all they wait for. */
export function completeDelayedProduces(ctx: Ctx, broker: BrokerNode, topicPartition: string): void {
  const partition = getPartition(broker, topicPartition);
  if (partition) completeProducesOf(ctx, broker, partition);
}

/** The same for a partition that may be no longer hosted. */
export function completeProducesOf(ctx: Ctx, broker: BrokerNode, partition: Partition): void {
  if (partition.delayedProduces.length === 0) return;
  const { delayedProduces } = broker.replicaManager;
  partition.delayedProduces = partition.delayedProduces.filter((id) => {
    const delayed = delayedProduces.get(id);
    if (!delayed) return false;
    let stillWaits = false;
    for (const status of delayed.statuses) {
      if (status.awaiting !== partition.topicPartition) continue;
      settle(broker, status);
      stillWaits ||= status.awaiting !== null;
    }
    if (!isAwaited(delayed.statuses)) complete(ctx, broker, delayed);
    return stillWaits;
  });
}

/** What acks=all waits for in one partition. */
export interface Awaited {
  readonly topicId: string;
  readonly index: number;
  readonly requiredOffset: Offset;
}

function settle(broker: BrokerNode, status: ProduceStatus): void {
  if (status.awaiting === null) return;
  const errorCode = checkEnoughReplicasReachOffset(broker, status.awaiting, status);
  if (errorCode !== null) answer(status, errorCode);
}

/** What is to be answered, null while that is not known. */
export function checkEnoughReplicasReachOffset(
  broker: BrokerNode,
  topicPartition: string,
  { topicId, index, requiredOffset }: Awaited,
): ErrorCode | null {
  const partition = getPartition(broker, topicPartition);
  if (!partition) return whyNotHosted(broker, topicId, index);
  if (!partition.leads) return Errors.NOT_LEADER_OR_FOLLOWER;
  const { log } = partition;
  if (log.highWatermark < requiredOffset) return null;
  // The ISR may have shrunk below the minimum since the append: the records are committed, but not as asked.
  const isEnough = effectiveMinIsr(partition, log) <= partition.maximalIsr.length;
  return isEnough ? Errors.NONE : Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND;
}

function answer(status: ProduceStatus, errorCode: ErrorCode): void {
  status.errorCode = errorCode;
  status.awaiting = null;
}

function complete(ctx: Ctx, broker: BrokerNode, { id, request, statuses }: DelayedProduce): void {
  broker.replicaManager.delayedProduces.delete(id);
  respondToProduce(ctx, broker, request, statuses);
}

export function respondToProduce(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Produce'>,
  statuses: readonly ProduceStatus[],
): void {
  const responses: { name?: string; topicId: string; partitionResponses: ProducePartitionResponse[] }[] = [];
  for (const status of statuses) {
    let ofTopic = responses.find(({ name, topicId }) => topicId === status.topicId && name === status.name);
    if (!ofTopic) {
      ofTopic = { ...topicOf(status), partitionResponses: [] };
      responses.push(ofTopic);
    }
    ofTopic.partitionResponses.push(partitionResponse(broker, status));
  }
  const body: ProduceResponse = { responses, throttleTimeMs: 0 };
  respond(ctx, broker, request, body);
}

function topicOf({ name, topicId }: ProduceStatus): Pick<ProduceStatus, 'name' | 'topicId'> {
  return name === undefined ? { topicId } : { name, topicId };
}

const NO_RECORD_ERRORS: ProducePartitionResponse['recordErrors'] = [];

function partitionResponse(broker: BrokerNode, status: ProduceStatus): ProducePartitionResponse {
  const { topicId, index, errorCode, baseOffset, logAppendTimeMs, logStartOffset, recordErrors } = status;
  return {
    index,
    errorCode,
    baseOffset,
    logAppendTimeMs,
    logStartOffset,
    recordErrors:
      recordErrors.length === 0
        ? NO_RECORD_ERRORS
        : recordErrors.map(({ batchIndex }) => ({ batchIndex, batchIndexErrorMessage: null })),
    currentLeader:
      errorCode === Errors.NOT_LEADER_OR_FOLLOWER ? currentLeader(broker, topicId, index) : UNKNOWN_LEADER,
  };
}

/** One timer for all that are parked: it is due when the first of them may be, and looks again when it fires. */
function armExpiration(ctx: Ctx, broker: BrokerNode, dueUs: Micros): void {
  broker.replicaManager.produceExpirationUs = dueUs;
  if (dueUs !== NEVER) setTimer(ctx, broker, 'produce-expiration', '', dueUs);
}

/** Requests that have waited for their own timeout are told so; the records stay in the log. */
export function expireDelayedProduces(ctx: Ctx, broker: BrokerNode): void {
  let nextUs: Micros = NEVER;
  for (const delayed of [...broker.replicaManager.delayedProduces.values()]) {
    if (delayed.dueUs > ctx.nowUs) {
      nextUs = Math.min(nextUs, delayed.dueUs);
      continue;
    }
    for (const status of delayed.statuses)
      if (status.awaiting !== null) answer(status, Errors.REQUEST_TIMED_OUT);
    complete(ctx, broker, delayed);
  }
  armExpiration(ctx, broker, nextUs);
}
