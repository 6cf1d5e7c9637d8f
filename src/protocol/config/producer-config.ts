/** Producer configs that the engine obeys (ProducerConfig of Apache Kafka 4.3.1). */
import { bool, type ConfigValues, int, long, nullableString, string } from './config-def.ts';

export const PRODUCER_CONFIGS = {
  acks: string('all', ['all', '-1', '0', '1']),
  'batch.size': int(16_384, { min: 0 }),
  'buffer.memory': long(33_554_432, { min: 0 }),
  'compression.type': string('none', ['none', 'gzip', 'snappy', 'lz4', 'zstd']),
  'delivery.timeout.ms': int(120_000, { min: 0 }),
  'enable.idempotence': bool(true),
  'linger.ms': long(5, { min: 0 }),
  'max.block.ms': long(60_000, { min: 0 }),
  'max.in.flight.requests.per.connection': int(5, { min: 1 }),
  'max.request.size': int(1_048_576, { min: 0 }),
  'metadata.max.age.ms': long(300_000, { min: 0 }),
  'partitioner.adaptive.partitioning.enable': bool(true),
  'partitioner.availability.timeout.ms': long(0, { min: 0 }),
  'partitioner.ignore.keys': bool(false),
  'reconnect.backoff.max.ms': long(1000, { min: 0 }),
  'reconnect.backoff.ms': long(50, { min: 0 }),
  'request.timeout.ms': int(30_000, { min: 0 }),
  retries: int(0x7fffffff, { min: 0 }),
  'retry.backoff.max.ms': long(1000, { min: 0 }),
  'retry.backoff.ms': long(100, { min: 0 }),
  'transaction.timeout.ms': int(60_000),
  'transactional.id': nullableString(),
};

export type ProducerConfig = ConfigValues<typeof PRODUCER_CONFIGS>;
