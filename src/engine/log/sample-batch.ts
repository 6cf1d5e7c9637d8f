/** Batches for the specs of this folder: as a producer sends them, with what a test does not say left plain. */
import type { EpochMs } from '../../kernel/brand.ts';
import {
  NO_PARTITION_LEADER_EPOCH,
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  type RecordBatch,
} from '../../protocol/record-batch.ts';
import { DEFAULT_LOG_CONFIG, type LogConfig } from './log-config.ts';

/** The clock at which the specs begin. */
export const START_MS: EpochMs = 1_700_000_000_000;

export interface SampleBatch {
  /** One a record, after `START_MS`. */
  readonly atMs?: readonly number[];
  readonly sizeInBytes?: number;
  readonly producerId?: number;
  readonly producerEpoch?: number;
  readonly baseSequence?: number;
  readonly keySize?: number;
}

export function sampleBatch(sample: SampleBatch = {}): RecordBatch {
  const { atMs = [0], sizeInBytes = 100, keySize = 4 } = sample;
  const first = atMs[0]!;
  return {
    baseOffset: 0,
    lastOffset: atMs.length - 1,
    partitionLeaderEpoch: NO_PARTITION_LEADER_EPOCH,
    producerId: sample.producerId ?? NO_PRODUCER_ID,
    producerEpoch: sample.producerEpoch ?? NO_PRODUCER_EPOCH,
    baseSequence: sample.baseSequence ?? NO_SEQUENCE,
    timestampType: 'CreateTime',
    baseTimestamp: START_MS + first,
    maxTimestamp: START_MS + Math.max(...atMs),
    sizeInBytes,
    records: {
      kind: 'data',
      stream: 0,
      indexes: atMs.map((_, index) => index),
      keyIds: atMs.map(() => 0),
      keySizes: atMs.map(() => keySize),
      valueSizes: atMs.map(() => 10),
      timestampDeltas: atMs.map((at) => at - first),
    },
  };
}

/** As many records as `count`, all of the specs' first moment. */
export function records(count: number): readonly number[] {
  return Array.from({ length: count }, () => 0);
}

/** Small segments and no limits, but for what the test says. */
export function sampleConfig(config: Partial<LogConfig> = {}): LogConfig {
  return { ...DEFAULT_LOG_CONFIG, 'internal.segment.bytes': 1000, 'retention.ms': -1, ...config };
}
