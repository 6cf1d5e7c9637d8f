/**
 * Which partitions of `__transaction_state` this broker coordinates, as leadership comes and goes
 * (TransactionCoordinator.onElection, onResignation).
 */
import { NEVER } from '../../../kernel/brand.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import type { UnifiedLog } from '../../log/unified-log.ts';
import { transactionNodeOf } from '../../transaction/transaction-node.ts';
import type { Leadership } from '../leadership.ts';
import { startAborting } from './abort-timed-out-transactions.ts';
import { afterAppend } from './after-append.ts';
import { startExpiring } from './expire-transactional-ids.ts';
import type { TransactionShard } from './transaction-coordinator.ts';
import { metadataOfRecord } from './transaction-log.ts';
import { addTxnMarkersToSend, removeMarkersOfShard } from './transaction-marker-channel-manager.ts';
import { prepareComplete, type TransactionMetadata } from './transaction-metadata.ts';
import { isPrepared } from './transaction-state.ts';
import { failAppends } from './transaction-state-manager.ts';
import { TRANSACTION_STATE_TOPIC } from './transaction-state-topic.ts';

export function onStateTopicLeadership(ctx: Ctx, broker: BrokerNode, change: Leadership): void {
  if (change.topic !== TRANSACTION_STATE_TOPIC) return;
  if (change.leads) onElection(ctx, broker, change);
  else onResignation(ctx, broker, change);
}

/**
 * All that the log holds is read, committed or not; also anew when only the leader epoch has risen. In Kafka this
 * takes time. Transactions that are decided get their markers, again if need be.
 */
function onElection(
  ctx: Ctx,
  broker: BrokerNode,
  { partition, topicPartition, leaderEpoch }: Leadership,
): void {
  const { shards, partitions } = transactionNodeOf(broker).coordinator;
  removeMarkersOfShard(broker, partition);
  const previous = shards.get(partition);
  const shard: TransactionShard = {
    partition,
    topicPartition,
    coordinatorEpoch: leaderEpoch,
    metadata: loadTransactionMetadata(broker.disk.logs.get(topicPartition)),
    completions: new Map(),
    // What the earlier epoch wrote may be committed yet, and its askers are told that they have to look again.
    pending: previous?.pending ?? [],
    appendTimeoutUs: previous?.appendTimeoutUs ?? NEVER,
  };
  shards.set(partition, shard);
  partitions.set(topicPartition, partition);
  startAborting(ctx, broker);
  startExpiring(ctx, broker);
  for (const metadata of [...shard.metadata.values()].filter(({ state }) => isPrepared(state)))
    addTxnMarkersToSend(ctx, broker, { shard, metadata }, prepareComplete(metadata, wallClockMs(ctx)));
}

function loadTransactionMetadata(log: UnifiedLog | undefined): Map<string, TransactionMetadata> {
  const loaded = new Map<string, TransactionMetadata>();
  for (const { chunk, batchCount } of log?.segments ?? []) {
    for (let at = 0; at < batchCount; at++) {
      const { records, lastOffset } = chunk.batches[at]!;
      if (records.kind !== 'transaction-log' || lastOffset < log!.logStartOffset) continue;
      for (const record of records.records) {
        const { transactionalId } = record.key;
        const metadata = metadataOfRecord(record);
        if (metadata) loaded.set(transactionalId, metadata);
        else loaded.delete(transactionalId);
      }
    }
  }
  return loaded;
}

/** Who waits is sent to look for the new coordinator, which carries on from what the log holds. */
function onResignation(ctx: Ctx, broker: BrokerNode, { partition, topicPartition }: Leadership): void {
  const { shards, partitions } = transactionNodeOf(broker).coordinator;
  const shard = shards.get(partition);
  if (!shard) return;
  shards.delete(partition);
  partitions.delete(topicPartition);
  removeMarkersOfShard(broker, partition);
  for (const settled of failAppends(ctx, broker, shard)) afterAppend(ctx, broker, settled);
}
