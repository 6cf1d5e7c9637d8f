/** What the vectors of logs have in common: configs as text, and batches by the sizes of their records. */
import { DEFAULT_LOG_CONFIG, type LogConfig } from '../../engine/log/log-config.ts';
import {
  NO_PRODUCER_EPOCH,
  NO_PRODUCER_ID,
  NO_SEQUENCE,
  type RecordBatch,
} from '../../protocol/record-batch.ts';

export interface VectorRecord {
  readonly timestamp: number;
  readonly keySize: number;
  readonly valueSize: number;
  /** Stands for the key; records of one key have the same. */
  readonly keyId?: number;
  /** Stands for the value. */
  readonly index?: number;
}

export type VectorProducer = Pick<
  RecordBatch,
  'producerId' | 'producerEpoch' | 'baseSequence' | 'isTransactional'
>;

const NO_PRODUCER: VectorProducer = {
  producerId: NO_PRODUCER_ID,
  producerEpoch: NO_PRODUCER_EPOCH,
  baseSequence: NO_SEQUENCE,
};

/** As a producer sends it. */
export function vectorBatch(
  records: readonly VectorRecord[],
  sizeInBytes: number,
  producer: VectorProducer = NO_PRODUCER,
): RecordBatch {
  const timestamps = records.map(({ timestamp }) => timestamp);
  const baseTimestamp = timestamps[0]!;
  return {
    baseOffset: 0,
    lastOffset: records.length - 1,
    partitionLeaderEpoch: -1,
    ...producer,
    timestampType: 'CreateTime',
    baseTimestamp,
    maxTimestamp: Math.max(...timestamps),
    sizeInBytes,
    records: {
      kind: 'data',
      stream: -1,
      indexes: records.map(({ index }, place) => index ?? place),
      keyIds: records.map(({ keyId }) => keyId ?? -1),
      keySizes: records.map(({ keySize }) => keySize),
      valueSizes: records.map(({ valueSize }) => valueSize),
      timestampDeltas: timestamps.map((timestamp) => timestamp - baseTimestamp),
    },
  };
}

/** The recorded logs had indexes of 64 KiB. */
export function logConfigOf(config: Readonly<Record<string, string>>): LogConfig {
  const defaults: LogConfig = { ...DEFAULT_LOG_CONFIG, 'segment.index.bytes': 65_536 };
  const given = Object.entries(config).map(([name, text]) => [
    name,
    likeDefault(text, defaults[name as keyof LogConfig]),
  ]);
  return { ...defaults, ...Object.fromEntries(given) };
}

/** A config's text as the type that its default has. */
function likeDefault(text: string, value: LogConfig[keyof LogConfig]): string | readonly string[] | number {
  if (typeof value === 'string') return text;
  return Array.isArray(value) ? text.split(',') : Number(text);
}
