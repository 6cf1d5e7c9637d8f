/** The topic configs that a log obeys, by Kafka's exact names, parsed (LogConfig of Apache Kafka 4.3.1). */
export interface LogConfig {
  /** What happens to old data: 'delete', 'compact', both, or nothing (KIP-1161: kept for ever). */
  readonly 'cleanup.policy': readonly string[];
  /** How batches are stored: 'producer' as they were sent, 'uncompressed', or with one of the codecs. */
  readonly 'compression.type': string;
  /** How long tombstones stay once compaction has seen them, ms. */
  readonly 'delete.retention.ms': number;
  /** How long a deleted segment's files stay on disk, ms. */
  readonly 'file.delete.delay.ms': number;
  /** Bytes of batches between two entries of a segment's offset index. */
  readonly 'index.interval.bytes': number;
  /** `segment.bytes` without its floor of 1 MiB; null: not set. */
  readonly 'internal.segment.bytes': number | null;
  /** Age at which a dirty segment is compacted, however low the dirty ratio is, ms. */
  readonly 'max.compaction.lag.ms': number;
  /** Largest batch that a producer may send, bytes. */
  readonly 'max.message.bytes': number;
  /** How far a record's timestamp may lie ahead of the broker's clock, ms. */
  readonly 'message.timestamp.after.max.ms': number;
  /** How far a record's timestamp may lie behind the broker's clock, ms. */
  readonly 'message.timestamp.before.max.ms': number;
  /** 'CreateTime': the producer's timestamps stay; 'LogAppendTime': the leader's clock at the append. */
  readonly 'message.timestamp.type': string;
  /** Share of dirty bytes above which a log is compacted. */
  readonly 'min.cleanable.dirty.ratio': number;
  /** How long a record is safe from compaction, ms. */
  readonly 'min.compaction.lag.ms': number;
  /** How many replicas must be in sync for acks=all to be taken, and for the high watermark to move. */
  readonly 'min.insync.replicas': number;
  /** Size above which a partition's oldest segments are deleted, bytes; -1: no limit. */
  readonly 'retention.bytes': number;
  /** Age of its newest record at which a segment is deleted, ms; -1: never. */
  readonly 'retention.ms': number;
  /** Size at which the active segment is rolled. */
  readonly 'segment.bytes': number;
  /** Room for each of a segment's two indexes, bytes; a full index rolls the segment. */
  readonly 'segment.index.bytes': number;
  /** A segment rolls up to this much before `segment.ms`, by chance, so that partitions don't roll at once. */
  readonly 'segment.jitter.ms': number;
  /** Span of record timestamps at which the active segment is rolled, ms. */
  readonly 'segment.ms': number;
}

/** LONG's largest value, as `protocol/config` writes it. */
const FOR_EVER = Number.MAX_SAFE_INTEGER;

export const DEFAULT_LOG_CONFIG: LogConfig = {
  'cleanup.policy': ['delete'],
  'compression.type': 'producer',
  'delete.retention.ms': 86_400_000,
  'file.delete.delay.ms': 60_000,
  'index.interval.bytes': 4096,
  'internal.segment.bytes': null,
  'max.compaction.lag.ms': FOR_EVER,
  'max.message.bytes': 1_048_588,
  'message.timestamp.after.max.ms': 3_600_000,
  'message.timestamp.before.max.ms': FOR_EVER,
  'message.timestamp.type': 'CreateTime',
  'min.cleanable.dirty.ratio': 0.5,
  'min.compaction.lag.ms': 0,
  'min.insync.replicas': 1,
  'retention.bytes': -1,
  'retention.ms': 604_800_000,
  'segment.bytes': 1_073_741_824,
  'segment.index.bytes': 10_485_760,
  'segment.jitter.ms': 0,
  'segment.ms': 604_800_000,
};

/** Bytes at which a segment is full. */
export function segmentSizeBytes(config: LogConfig): number {
  return config['internal.segment.bytes'] ?? config['segment.bytes'];
}

export function isCompacted(config: LogConfig): boolean {
  return config['cleanup.policy'].includes('compact');
}

export function isDeleted(config: LogConfig): boolean {
  return config['cleanup.policy'].includes('delete');
}
