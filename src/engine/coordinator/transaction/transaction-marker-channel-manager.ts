/**
 * Markers to the leaders of a decided transaction's partitions, this broker among them: over the network like any
 * request, one at a time to each broker, until all have them. Then the end is written down. After Kafka's
 * TransactionMarkerChannelManager.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../../kernel/brand.ts';
import { groupBy } from '../../../kernel/group-by.ts';
import { Errors } from '../../../protocol/errors.ts';
import type { WritableTxnMarker } from '../../../protocol/messages/27-write-txn-markers.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { otherBrokerConfig } from '../../broker/other-broker-config.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import { type Ctx, setTimer } from '../../ctx.ts';
import { isReady, readyAtUs, sendRequest } from '../../network/network-client.ts';
import { brokerNode } from '../../node.ts';
import { transactionNodeOf } from '../../transaction/transaction-node.ts';
import type {
  MarkerEntry,
  MarkerQueue,
  MarkersContext,
  TransactionShard,
} from './transaction-coordinator.ts';
import { partitionsByTopic } from './transaction-log.ts';
import {
  removePartition,
  type TopicPartition,
  type TransactionMetadata,
  type TxnTransitMetadata,
} from './transaction-metadata.ts';
import {
  appendTransactionToLog,
  type FoundTransaction,
  type SettledAppend,
  transactionShardOf,
} from './transaction-state-manager.ts';

const CHANNEL = 'transaction-marker';
/** The timer's key where it is not a broker's queue that waits. */
const APPEND_RETRIES = 'append';

/** Of a transaction in a Prepare state, once that is committed or has been read from the log; `end` comes after it. */
export function addTxnMarkersToSend(
  ctx: Ctx,
  broker: BrokerNode,
  { shard, metadata }: FoundTransaction,
  end: TxnTransitMetadata,
): void {
  const { transactionalId, topicPartitions } = metadata;
  const entry = {
    transactionalId,
    shard: shard.partition,
    producerId: metadata.producerId,
    producerEpoch: metadata.producerEpoch,
    coordinatorEpoch: shard.coordinatorEpoch,
    isCommit: metadata.state === 'PrepareCommit',
    transactionVersion: metadata.clientTransactionVersion,
    topicPartitions,
  };
  shard.completions.set(transactionalId, end);
  addTxnMarkersToBrokerQueues(ctx, broker, [entry]);
  maybeWriteTxnCompletion(ctx, broker, shard, transactionalId);
}

/**
 * By the leaders that this broker knows of now. A partition without a leader is passed over, as if its topic had been
 * deleted: Kafka does so too, and where the leader comes back its part of the transaction is left hanging.
 */
export function addTxnMarkersToBrokerQueues(
  ctx: Ctx,
  broker: BrokerNode,
  entries: readonly MarkerEntry[],
): void {
  const toSend = new Map<number, MarkerEntry[]>();
  for (const entry of entries) {
    for (const [leader, topicPartitions] of groupBy(entry.topicPartitions, (each) =>
      leaderOf(broker, each),
    )) {
      if (leader === null) passOver(ctx, broker, entry, topicPartitions);
      else toSend.set(leader, [...(toSend.get(leader) ?? []), { ...entry, topicPartitions }]);
    }
  }
  for (const [leader, markers] of toSend) {
    markerQueueFor(broker, leader).unsent.push(markers);
    sendNext(ctx, broker, leader);
  }
}

function leaderOf(broker: BrokerNode, { topic, partition }: TopicPartition): number | null {
  const { image } = broker.disk;
  const leader = topicByName(image, topic)?.partitions[partition]?.leader;
  return leader !== undefined && image.brokers.has(leader) ? leader : null;
}

function passOver(
  ctx: Ctx,
  broker: BrokerNode,
  entry: MarkerEntry,
  topicPartitions: readonly TopicPartition[],
): void {
  const found = transactionOf(broker, entry);
  if (!found) return;
  for (const each of topicPartitions) removePartition(found.metadata, each);
  maybeWriteTxnCompletion(ctx, broker, found.shard, entry.transactionalId);
}

/** The transaction of a marker; undefined: this broker coordinates it no more, or in a later epoch. */
export function transactionOf(
  broker: BrokerNode,
  { transactionalId, coordinatorEpoch }: MarkerEntry,
): FoundTransaction | undefined {
  const shard = transactionShardOf(broker, transactionalId);
  const metadata = shard?.metadata.get(transactionalId);
  return metadata && shard?.coordinatorEpoch === coordinatorEpoch ? { shard, metadata } : undefined;
}

function markerQueueFor(broker: BrokerNode, leader: number): MarkerQueue {
  const { markers } = transactionNodeOf(broker).coordinator;
  let queue = markers.get(leader);
  if (!queue) {
    queue = { unsent: [], inFlight: false, retryAtUs: NEVER };
    markers.set(leader, queue);
  }
  return queue;
}

/** What waits first for this broker, unless a request is under way or its connection backs off. */
function sendNext(ctx: Ctx, broker: BrokerNode, leader: number): void {
  const queue = markerQueueFor(broker, leader);
  if (queue.inFlight || queue.unsent.length === 0) return;
  const to = brokerNode(leader);
  if (!isReady(broker.client, to, CHANNEL, ctx.nowUs)) {
    waitForConnection(ctx, broker, leader, queue, readyAtUs(broker.client, to, CHANNEL));
    return;
  }
  const entries = queue.unsent.shift()!;
  queue.inFlight = true;
  sendRequest(
    ctx,
    broker,
    to,
    'WriteTxnMarkers',
    { markers: entries.map(markerOf) },
    {
      channel: CHANNEL,
      timeoutMs: otherBrokerConfig(broker, 'request.timeout.ms'),
      context: { leader, entries } satisfies MarkersContext,
    },
  );
}

function markerOf(entry: MarkerEntry): WritableTxnMarker {
  return {
    producerId: entry.producerId,
    producerEpoch: entry.producerEpoch,
    transactionResult: entry.isCommit,
    topics: [...partitionsByTopic(entry.topicPartitions)].map(([name, partitionIndexes]) => ({
      name,
      partitionIndexes,
    })),
    coordinatorEpoch: entry.coordinatorEpoch,
    transactionVersion: entry.transactionVersion,
  };
}

function waitForConnection(
  ctx: Ctx,
  broker: BrokerNode,
  leader: number,
  queue: MarkerQueue,
  dueUs: Micros,
): void {
  if (queue.retryAtUs === dueUs) return;
  queue.retryAtUs = dueUs;
  setTimer(ctx, broker, 'transaction-markers', String(leader), dueUs);
}

/** The answer is there, or will never be. */
export function markersAnswered(ctx: Ctx, broker: BrokerNode, leader: number): void {
  markerQueueFor(broker, leader).inFlight = false;
  retryAppends(ctx, broker);
  sendNext(ctx, broker, leader);
}

/** A connection may be tried again: until now other brokers may have taken over what was meant for this one. */
export function retryMarkers(ctx: Ctx, broker: BrokerNode, key: string): void {
  if (key === APPEND_RETRIES) {
    retryAppends(ctx, broker);
    return;
  }
  const queue = markerQueueFor(broker, Number(key));
  queue.retryAtUs = NEVER;
  addTxnMarkersToBrokerQueues(ctx, broker, queue.unsent.splice(0).flat());
}

export function markerRetryDueUs(broker: BrokerNode, key: string): Micros | undefined {
  const coordinator = broker.transactions?.coordinator;
  return key === APPEND_RETRIES
    ? coordinator?.appendRetryDueUs
    : coordinator?.markers.get(Number(key))?.retryAtUs;
}

/** All partitions have their markers: the end is written down. */
export function maybeWriteTxnCompletion(
  ctx: Ctx,
  broker: BrokerNode,
  shard: TransactionShard,
  transactionalId: string,
): void {
  const metadata = shard.metadata.get(transactionalId);
  if (!metadata || metadata.topicPartitions.length > 0) return;
  writeTxnCompletion(ctx, broker, shard, metadata);
}

function writeTxnCompletion(
  ctx: Ctx,
  broker: BrokerNode,
  shard: TransactionShard,
  metadata: TransactionMetadata,
): void {
  const transit = shard.completions.get(metadata.transactionalId);
  if (!transit) return;
  shard.completions.delete(metadata.transactionalId);
  const found = { shard, metadata };
  const failed = appendTransactionToLog(ctx, broker, found, transit, { kind: 'complete' });
  if (failed) onCompletionWritten(ctx, broker, failed);
}

/** With too few replicas it is done again; where another broker coordinates by now, that one does it. */
export function onCompletionWritten(
  ctx: Ctx,
  broker: BrokerNode,
  { partition, transactionalIds, transit, error }: SettledAppend,
): void {
  const { coordinator } = transactionNodeOf(broker);
  const shard = coordinator.shards.get(partition);
  if (error !== Errors.COORDINATOR_NOT_AVAILABLE || !shard) return;
  for (const transactionalId of transactionalIds) {
    shard.completions.set(transactionalId, transit!);
    coordinator.appendRetries.push({ shard: partition, transactionalId });
  }
  if (coordinator.appendRetryDueUs !== NEVER) return;
  coordinator.appendRetryDueUs = ctx.nowUs + otherBrokerConfig(broker, 'request.timeout.ms') * MICROS_PER_MS;
  setTimer(ctx, broker, 'transaction-markers', APPEND_RETRIES, coordinator.appendRetryDueUs);
}

/** Kafka's thread comes by it when it has anything else to do, and after `request.timeout.ms` at the latest. */
function retryAppends(ctx: Ctx, broker: BrokerNode): void {
  const { coordinator } = transactionNodeOf(broker);
  coordinator.appendRetryDueUs = NEVER;
  for (const { shard: partition, transactionalId } of coordinator.appendRetries.splice(0)) {
    const shard = coordinator.shards.get(partition);
    if (shard) maybeWriteTxnCompletion(ctx, broker, shard, transactionalId);
  }
}

/** The broker coordinates the partition no more, or anew: what it has not sent yet is not for it to send. */
export function removeMarkersOfShard(broker: BrokerNode, partition: number): void {
  for (const { unsent } of transactionNodeOf(broker).coordinator.markers.values()) {
    const left = unsent.map((entries) => entries.filter(({ shard }) => shard !== partition));
    unsent.splice(0, unsent.length, ...left.filter((entries) => entries.length > 0));
  }
}
