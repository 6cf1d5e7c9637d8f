/** What a broker does with its logs from time to time, for all of them in one go (Kafka's LogManager). */
import type { Micros } from '../../kernel/brand.ts';
import type { BrokerConfig } from '../../protocol/config/broker-config.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { brokerConfigOf } from '../controller/effective-config.ts';
import { type Ctx, note, wallClockMs } from '../ctx.ts';
import { cleanFilthiestLog } from '../log/log-cleaner.ts';
import { isCompacted } from '../log/log-config.ts';
import { maxKeysOf } from '../log/offset-map.ts';
import { removeExpiredProducers } from '../log/producer-state-manager.ts';
import { deleteOldSegments } from '../log/retention.ts';
import { activeSegment, type UnifiedLog } from '../log/unified-log.ts';
import { transactions } from '../transaction/transactions.ts';
import type { Partition } from './partition.ts';

/** Retention, on leaders and followers alike: each deletes whole segments of its own log by the same rules. */
export function cleanUpLogs(ctx: Ctx, broker: BrokerNode): void {
  for (const partition of broker.replicaManager.partitions.values()) {
    const { log } = partition;
    // Compacted logs, also those that are deleted from too, are the log cleaner's.
    if (!isCompacted(log.config)) cleanUpLog(ctx, broker, partition, log);
  }
}

/**
 * Compaction, on leaders and followers alike, until no log is dirty enough any more; what may be deleted from
 * compacted logs goes after that. Kafka's one cleaner thread by default takes its time over it, ours none.
 */
export function cleanCompactedLogs(ctx: Ctx, broker: BrokerNode): void {
  const compacted = compactedLogs(broker);
  if (compacted.size === 0) return;
  const configs = cleanerConfigs(broker);
  const maxKeys = maxKeysOf(
    configs['log.cleaner.dedupe.buffer.size'],
    configs['log.cleaner.io.buffer.load.factor'],
  );
  for (;;) {
    const cleaned = cleanFilthiestLog(compacted.keys(), wallClockMs(ctx), maxKeys);
    if (!cleaned) break;
    const { topic, partition, leads: leader } = compacted.get(cleaned.log)!;
    const { fromOffset, toOffset, bytesBefore, bytesAfter } = cleaned;
    const of = { broker: broker.brokerId, topic, partition, leader };
    note(ctx, { code: 'log-cleaned', ...of, fromOffset, toOffset, bytesBefore, bytesAfter });
  }
  for (const [log, partition] of compacted) cleanUpLog(ctx, broker, partition, log);
}

function compactedLogs(broker: BrokerNode): Map<UnifiedLog, Partition> {
  const compacted = new Map<UnifiedLog, Partition>();
  for (const partition of broker.replicaManager.partitions.values()) {
    const { log } = partition;
    if (isCompacted(log.config)) compacted.set(log, partition);
  }
  return compacted;
}

function cleanerConfigs(broker: BrokerNode): BrokerConfig {
  return brokerConfigOf(broker.disk.image, broker.configs, broker.brokerId);
}

export function cleanerBackoffMs(broker: BrokerNode): number {
  return Math.max(1, cleanerConfigs(broker)['log.cleaner.backoff.ms']);
}

/** When a log is next looked at for segments to delete, and after how long again. */
export function deletionCheckOf(broker: BrokerNode, log: UnifiedLog): { dueUs: Micros; intervalMs: number } {
  const { cleanerDueUs, retentionCheckDueUs } = broker.replicaManager;
  return isCompacted(log.config)
    ? { dueUs: cleanerDueUs, intervalMs: cleanerBackoffMs(broker) }
    : { dueUs: retentionCheckDueUs, intervalMs: broker.configs['log.retention.check.interval.ms'] };
}

function cleanUpLog(
  ctx: Ctx,
  broker: BrokerNode,
  { topic, partition, leads }: Partition,
  log: UnifiedLog,
): void {
  const active = activeSegment(log);
  const of = { broker: broker.brokerId, topic, partition };
  const deleted = deleteOldSegments(log, wallClockMs(ctx));
  deleted.forEach(({ segment, reason }, index) => {
    const nextOffset = (deleted[index + 1]?.segment ?? log.segments[0]!).baseOffset;
    const { baseOffset } = segment;
    note(ctx, { code: 'segment-deleted', ...of, baseOffset, nextOffset, reason, leader: leads });
  });
  const newActive = activeSegment(log);
  if (newActive !== active) note(ctx, { code: 'segment-rolled', ...of, baseOffset: newActive.baseOffset });
}

/** Forgets idempotent producers that have been silent for `producer.id.expiration.ms`. */
export function expireProducers(ctx: Ctx, broker: BrokerNode): void {
  const expirationMs = brokerConfigOf(broker.disk.image, broker.configs)['producer.id.expiration.ms'];
  const nowMs = wallClockMs(ctx);
  for (const partition of broker.replicaManager.partitions.values()) {
    removeExpiredProducers(partition.log.producers, nowMs, expirationMs);
    if (partition.verificationStates)
      transactions.rules().removeExpiredVerifications(partition, nowMs, expirationMs);
  }
}

/** Writes down the high watermarks, so that a restart begins with them and not with 0. */
export function checkpointHighWatermarks(broker: BrokerNode): void {
  const { highWatermarkCheckpoint } = broker.disk;
  for (const partition of broker.replicaManager.partitions.values())
    highWatermarkCheckpoint.set(partition.topicPartition, partition.log.highWatermark);
}
