/** Topic configs that the engine obeys (LogConfig, TopicConfig of Apache Kafka 4.3.1). */
import {
  bool,
  type ConfigValues,
  double,
  FOR_EVER,
  int,
  list,
  long,
  nullableInt,
  string,
} from './config-def.ts';

export const TOPIC_CONFIGS = {
  'cleanup.policy': list(['delete'], ['compact', 'delete']),
  'compression.type': string('producer', ['uncompressed', 'zstd', 'lz4', 'snappy', 'gzip', 'producer']),
  'delete.retention.ms': long(86_400_000, { min: 0 }),
  'file.delete.delay.ms': long(60_000, { min: 0 }),
  'index.interval.bytes': int(4096, { min: 0 }),
  /** `segment.bytes` without its floor of 1 MiB, for scenarios small enough to see. */
  'internal.segment.bytes': nullableInt({ min: 14 }),
  'max.compaction.lag.ms': long(FOR_EVER, { min: 1 }),
  'max.message.bytes': int(1_048_588, { min: 0 }),
  'message.timestamp.after.max.ms': long(3_600_000, { min: 0 }),
  'message.timestamp.before.max.ms': long(FOR_EVER, { min: 0 }),
  'message.timestamp.type': string('CreateTime', ['CreateTime', 'LogAppendTime']),
  'min.cleanable.dirty.ratio': double(0.5, { min: 0, max: 1 }),
  'min.compaction.lag.ms': long(0, { min: 0 }),
  'min.insync.replicas': int(1, { min: 1 }),
  'retention.bytes': long(-1),
  'retention.ms': long(604_800_000, { min: -1 }),
  'segment.bytes': int(1_073_741_824, { min: 1_048_576 }),
  'segment.index.bytes': int(10_485_760, { min: 4 }),
  'segment.jitter.ms': long(0, { min: 0 }),
  'segment.ms': long(604_800_000, { min: 1 }),
  'unclean.leader.election.enable': bool(false),
};

export type TopicConfig = ConfigValues<typeof TOPIC_CONFIGS>;
