/**
 * The ends of transactions at the leaders of their partitions (KafkaApis.handleWriteTxnMarkersRequest): each marker is
 * appended to each of its partitions, and the request is answered once the in-sync replicas have all of them. The
 * partitions of `__consumer_offsets` go by their group coordinator, since its state changes with them.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { groupBy } from '../../kernel/group-by.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type {
  WritableTxnMarker,
  WriteTxnMarkersResponse,
} from '../../protocol/messages/27-write-txn-markers.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { otherBrokerConfig } from '../broker/other-broker-config.ts';
import { respond } from '../broker/request-channel.ts';
import { OFFSETS_TOPIC } from '../coordinator/group/offsets-topic.ts';
import { completeTransaction } from '../coordinator/group/transaction-completion.ts';
import { type Ctx, setTimer, wallClockMs } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import { appendToLeader, isLeaderAppendFailure } from '../replica/append-to-leader.ts';
import { type Awaited, checkEnoughReplicasReachOffset } from '../replica/delayed-produce.ts';
import { partitionByName } from '../replica/hosted-partition.ts';
import type { Partition } from '../replica/partition.ts';
import { endTransactionMarker, transactionVersionOf } from './end-transaction-marker.ts';
import { transactionNodeOf } from './transaction-node.ts';

/** One marker in one partition. */
interface MarkerStatus extends Awaited {
  readonly producerId: number;
  readonly topic: string;
  /** The partition's key while its replicas are awaited; null: its group coordinator is, or nothing is. */
  awaiting: string | null;
  /** Null: not known yet. */
  errorCode: ErrorCode | null;
}

export interface DelayedMarkers {
  readonly request: Request<'WriteTxnMarkers'>;
  readonly dueUs: Micros;
  readonly statuses: MarkerStatus[];
}

export function writeTxnMarkers(ctx: Ctx, broker: BrokerNode, request: Request<'WriteTxnMarkers'>): void {
  const timeoutMs = otherBrokerConfig(broker, 'request.timeout.ms');
  const delayed: DelayedMarkers = {
    request,
    dueUs: ctx.nowUs + timeoutMs * MICROS_PER_MS,
    statuses: [],
  };
  transactionNodeOf(broker).markers.set(request.id, delayed);
  for (const marker of request.body.markers)
    for (const { name, partitionIndexes } of marker.topics)
      for (const index of partitionIndexes) writeMarker(ctx, broker, delayed, marker, name, index);
  if (!maybeComplete(ctx, broker, delayed)) armExpiration(ctx, broker, delayed.dueUs);
}

function writeMarker(
  ctx: Ctx,
  broker: BrokerNode,
  { request, statuses }: DelayedMarkers,
  marker: WritableTxnMarker,
  topic: string,
  index: number,
): void {
  const partition = partitionByName(broker, topic, index);
  const at = statuses.length;
  const { producerId } = marker;
  const topicId = partition?.topicId ?? '';
  const status = { producerId, topic, topicId, index, awaiting: null, requiredOffset: -1, errorCode: null };
  if (!partition) statuses.push({ ...status, errorCode: Errors.UNKNOWN_TOPIC_OR_PARTITION });
  else if (topic !== OFFSETS_TOPIC)
    statuses.push({ ...status, ...appendMarker(ctx, broker, partition, marker) });
  else {
    statuses.push(status);
    const refusal = completeTransaction(ctx, broker, index, marker, {
      type: 'transaction-completed',
      request,
      at,
    });
    if (refusal !== Errors.NONE) onTransactionCompleted(ctx, broker, request.id, at, refusal);
  }
}

function appendMarker(
  ctx: Ctx,
  broker: BrokerNode,
  { topicPartition }: Partition,
  marker: WritableTxnMarker,
): Pick<MarkerStatus, 'awaiting' | 'requiredOffset' | 'errorCode'> {
  const result = appendToLeader(
    ctx,
    broker,
    topicPartition,
    endTransactionMarker(marker, wallClockMs(ctx)),
    -1,
    { origin: 'COORDINATOR', transactionVersion: transactionVersionOf(marker) },
  );
  return isLeaderAppendFailure(result)
    ? { awaiting: null, requiredOffset: -1, errorCode: result.error }
    : { awaiting: topicPartition, requiredOffset: result.lastOffset + 1, errorCode: null };
}

/** A group coordinator has written its marker, or could not. It speaks of itself: who asked knows only leaders. */
export function onTransactionCompleted(
  ctx: Ctx,
  broker: BrokerNode,
  requestId: number,
  at: number,
  error: ErrorCode,
): void {
  const delayed = broker.transactions?.markers.get(requestId);
  if (!delayed) return;
  delayed.statuses[at]!.errorCode = error === Errors.NOT_COORDINATOR ? Errors.NOT_LEADER_OR_FOLLOWER : error;
  maybeComplete(ctx, broker, delayed);
}

/** A partition's high watermark or leadership changed: markers in it may be where they have to be. */
export function completeDelayedMarkers(ctx: Ctx, broker: BrokerNode, topicPartition: string): void {
  for (const delayed of [...(broker.transactions?.markers.values() ?? [])])
    if (delayed.statuses.some(({ awaiting }) => awaiting === topicPartition))
      maybeComplete(ctx, broker, delayed);
}

/** Answers once all is known; true: it is answered. */
function maybeComplete(ctx: Ctx, broker: BrokerNode, delayed: DelayedMarkers): boolean {
  const { request, statuses } = delayed;
  if (!broker.transactions?.markers.has(request.id)) return true;
  for (const status of statuses) {
    if (status.awaiting === null) continue;
    const errorCode = checkEnoughReplicasReachOffset(broker, status.awaiting, status);
    if (errorCode === null) continue;
    status.errorCode = errorCode;
    status.awaiting = null;
  }
  // While they are written, not all partitions may have got their status yet.
  if (statuses.length < partitionsIn(request) || statuses.some(({ errorCode }) => errorCode === null))
    return false;
  broker.transactions.markers.delete(request.id);
  respond(ctx, broker, request, responseOf(statuses));
  return true;
}

function partitionsIn({ body }: Request<'WriteTxnMarkers'>): number {
  return body.markers.reduce(
    (count, { topics }) => topics.reduce((sum, { partitionIndexes }) => sum + partitionIndexes.length, count),
    0,
  );
}

function responseOf(statuses: readonly MarkerStatus[]): WriteTxnMarkersResponse {
  const markers = [...groupBy(statuses, ({ producerId }) => producerId)].map(([producerId, ofProducer]) => ({
    producerId,
    topics: [...groupBy(ofProducer, ({ topic }) => topic)].map(([name, ofTopic]) => ({
      name,
      partitions: ofTopic.map(({ index, errorCode }) => ({ partitionIndex: index, errorCode: errorCode! })),
    })),
  }));
  return { markers };
}

function armExpiration(ctx: Ctx, broker: BrokerNode, dueUs: Micros): void {
  const node = transactionNodeOf(broker);
  if (dueUs >= node.markerExpirationUs) return;
  node.markerExpirationUs = dueUs;
  setTimer(ctx, broker, 'txn-marker-expiration', '', dueUs);
}

/** Who has waited as long as `request.timeout.ms` is told so; the markers stay in the log. */
export function expireDelayedMarkers(ctx: Ctx, broker: BrokerNode): void {
  const node = transactionNodeOf(broker);
  node.markerExpirationUs = NEVER;
  for (const delayed of [...node.markers.values()]) {
    if (delayed.dueUs > ctx.nowUs) {
      armExpiration(ctx, broker, delayed.dueUs);
      continue;
    }
    for (const status of delayed.statuses) {
      if (status.awaiting === null) continue;
      status.awaiting = null;
      status.errorCode = Errors.REQUEST_TIMED_OUT;
    }
    maybeComplete(ctx, broker, delayed);
  }
}
