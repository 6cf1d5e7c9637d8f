/** What a broker does with its logs from time to time, for all of them in one go (Kafka's LogManager). */
import type { BrokerNode } from '../broker/broker.ts';
import { brokerConfigOf } from '../controller/effective-config.ts';
import { type Ctx, note, wallClockMs } from '../ctx.ts';
import { isCompacted } from '../log/log-config.ts';
import { removeExpiredProducers } from '../log/producer-state-manager.ts';
import { deleteOldSegments } from '../log/retention.ts';
import { activeSegment, type UnifiedLog } from '../log/unified-log.ts';
import { logOf } from './hosted-partition.ts';
import type { Partition } from './partition.ts';

/** Retention, on leaders and followers alike: each deletes whole segments of its own log by the same rules. */
export function cleanUpLogs(ctx: Ctx, broker: BrokerNode): void {
  for (const partition of broker.replicaManager.partitions.values()) {
    const log = logOf(broker, partition);
    // Compacted logs, also those that are deleted from too, are the log cleaner's.
    if (!isCompacted(log.config)) cleanUpLog(ctx, broker, partition, log);
  }
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
  for (const partition of broker.replicaManager.partitions.values())
    removeExpiredProducers(logOf(broker, partition).producers, wallClockMs(ctx), expirationMs);
}

/** Writes down the high watermarks, so that a restart begins with them and not with 0. */
export function checkpointHighWatermarks(broker: BrokerNode): void {
  const { highWatermarkCheckpoint } = broker.disk;
  for (const partition of broker.replicaManager.partitions.values())
    highWatermarkCheckpoint.set(partition.topicPartition, logOf(broker, partition).highWatermark);
}
