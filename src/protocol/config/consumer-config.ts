/** Consumer configs that the engine obeys (ConsumerConfig of Apache Kafka 4.3.1). */
import { bool, type ConfigValues, int, list, long, nullableString, string } from './config-def.ts';

export const CONSUMER_CONFIGS = {
  'auto.commit.interval.ms': int(5000, { min: 0 }),
  'auto.offset.reset': string('latest', ['latest', 'earliest', 'none']),
  'client.rack': string(''),
  'enable.auto.commit': bool(true),
  'fetch.max.bytes': int(52_428_800, { min: 0 }),
  'fetch.max.wait.ms': int(500, { min: 0 }),
  'fetch.min.bytes': int(1, { min: 0 }),
  'group.instance.id': nullableString(),
  'group.protocol': { ...string('classic', ['consumer', 'classic']), ignoreCase: true as const },
  'group.remote.assignor': nullableString(),
  'heartbeat.interval.ms': int(3000),
  'isolation.level': string('read_uncommitted', ['read_committed', 'read_uncommitted']),
  'max.partition.fetch.bytes': int(1_048_576, { min: 0 }),
  'max.poll.interval.ms': int(300_000, { min: 1 }),
  'max.poll.records': int(500, { min: 1 }),
  'metadata.max.age.ms': long(300_000, { min: 0 }),
  /** Kafka takes class names; here the assignors' own names: range, roundrobin, sticky, cooperative-sticky. */
  'partition.assignment.strategy': list(
    ['range', 'cooperative-sticky'],
    ['range', 'roundrobin', 'sticky', 'cooperative-sticky'],
  ),
  'reconnect.backoff.max.ms': long(1000, { min: 0 }),
  'reconnect.backoff.ms': long(50, { min: 0 }),
  'request.timeout.ms': int(30_000, { min: 0 }),
  'retry.backoff.max.ms': long(1000, { min: 0 }),
  'retry.backoff.ms': long(100, { min: 0 }),
  'session.timeout.ms': int(45_000),
  'share.acknowledgement.mode': string('implicit', ['implicit', 'explicit']),
  'share.acquire.mode': string('BATCH_OPTIMIZED', ['batch_optimized', 'record_limit']),
};

export type ConsumerConfig = ConfigValues<typeof CONSUMER_CONFIGS>;
