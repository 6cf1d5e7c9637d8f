/** What partition leaders answer to markers, or that they don't (TransactionMarkerRequestCompletionHandler). */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { WriteTxnMarkersResponse } from '../../../protocol/messages/27-write-txn-markers.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import type { Ctx } from '../../ctx.ts';
import type { InFlightRequest } from '../../network/network-client.ts';
import type { MarkerEntry, MarkersContext } from './transaction-coordinator.ts';
import {
  addTxnMarkersToBrokerQueues,
  markersAnswered,
  maybeWriteTxnCompletion,
  transactionOf,
} from './transaction-marker-channel-manager.ts';
import { removePartition, type TopicPartition } from './transaction-metadata.ts';

/** The partition has another leader, or too few replicas: again, to whoever leads it then. */
const RETRIABLE: readonly ErrorCode[] = [
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
  Errors.NOT_LEADER_OR_FOLLOWER,
  Errors.NOT_ENOUGH_REPLICAS,
  Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
  Errors.REQUEST_TIMED_OUT,
];

/** Another producer or coordinator has come: the transaction is no business of this one any more. */
const PERMANENT: readonly ErrorCode[] = [
  Errors.INVALID_PRODUCER_EPOCH,
  Errors.TRANSACTION_COORDINATOR_FENCED,
];

export function onMarkersWritten(
  ctx: Ctx,
  broker: BrokerNode,
  { context }: InFlightRequest,
  response: WriteTxnMarkersResponse,
): void {
  const { leader, entries } = context as MarkersContext;
  const again = entries.flatMap((entry) => {
    const topicPartitions = handleResults(ctx, broker, entry, response);
    return topicPartitions.length > 0 ? [{ ...entry, topicPartitions }] : [];
  });
  addTxnMarkersToBrokerQueues(ctx, broker, again);
  markersAnswered(ctx, broker, leader);
}

/** Returns the partitions that have to be asked again. */
function handleResults(
  ctx: Ctx,
  broker: BrokerNode,
  entry: MarkerEntry,
  response: WriteTxnMarkersResponse,
): TopicPartition[] {
  const found = transactionOf(broker, entry);
  if (!found) return [];
  const { shard, metadata } = found;
  const retried: TopicPartition[] = [];
  let isGivenUp = false;
  for (const each of entry.topicPartitions) {
    const error = resultOf(response, entry.producerId, each);
    if (RETRIABLE.includes(error)) retried.push(each);
    else if (PERMANENT.includes(error)) isGivenUp = true;
    else removePartition(metadata, each);
  }
  if (isGivenUp) {
    shard.completions.delete(entry.transactionalId);
    return [];
  }
  if (retried.length === 0) maybeWriteTxnCompletion(ctx, broker, shard, entry.transactionalId);
  return retried;
}

function resultOf(
  { markers }: WriteTxnMarkersResponse,
  producerId: number,
  { topic, partition }: TopicPartition,
): ErrorCode {
  for (const marker of markers) {
    if (marker.producerId !== producerId) continue;
    const ofTopic = marker.topics.find(({ name }) => name === topic);
    const result = ofTopic?.partitions.find(({ partitionIndex }) => partitionIndex === partition);
    if (result) return result.errorCode;
  }
  throw new Error(`the marker for ${topic}-${partition} was not answered`);
}

/** Nobody knows whether they were written: again, which does no harm. */
export function onMarkersFailed(ctx: Ctx, broker: BrokerNode, { context }: InFlightRequest): void {
  const { leader, entries } = context as MarkersContext;
  addTxnMarkersToBrokerQueues(
    ctx,
    broker,
    entries.filter((entry) => transactionOf(broker, entry)),
  );
  markersAnswered(ctx, broker, leader);
}
