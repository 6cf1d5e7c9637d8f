/** Broker configs that the engine obeys (AbstractKafkaConfig of Apache Kafka 4.3.1). */
import {
  bool,
  type ConfigValues,
  double,
  int,
  list,
  long,
  nullableString,
  short,
  string,
} from './config-def.ts';

const readOnly = { updateMode: 'read-only' } as const;
const clusterWide = { updateMode: 'cluster-wide' } as const;

/** The only class of `replica.selector.class` that is known here, as it is the only one that Kafka brings. */
export const RACK_AWARE_REPLICA_SELECTOR = 'org.apache.kafka.common.replica.RackAwareReplicaSelector';

export const BROKER_CONFIGS = {
  'auto.leader.rebalance.enable': bool(true, readOnly),
  'broker.heartbeat.interval.ms': int(2000, readOnly),
  'broker.rack': { ...nullableString(), ...readOnly },
  'broker.session.timeout.ms': int(9000, readOnly),
  'controlled.shutdown.enable': bool(true, readOnly),
  'default.replication.factor': int(1, readOnly),
  'group.consumer.assignment.interval.ms': int(1000, { min: 0, ...clusterWide }),
  /** Kafka takes class names too; here its own assignors' names. The first one is the default. */
  'group.consumer.assignors': { ...list(['uniform', 'range'], ['uniform', 'range']), ...readOnly },
  'group.consumer.heartbeat.interval.ms': int(5000, { min: 1, ...readOnly }),
  'group.consumer.max.assignment.interval.ms': int(15_000, { min: 0, ...readOnly }),
  'group.consumer.max.heartbeat.interval.ms': int(15_000, { min: 1, ...readOnly }),
  'group.consumer.max.session.timeout.ms': int(60_000, { min: 1, ...readOnly }),
  'group.consumer.max.size': int(0x7fffffff, { min: 1, ...readOnly }),
  'group.consumer.migration.policy': {
    ...string('bidirectional', ['disabled', 'downgrade', 'upgrade', 'bidirectional']),
    ignoreCase: true as const,
    ...readOnly,
  },
  'group.consumer.min.assignment.interval.ms': int(0, { min: 0, ...readOnly }),
  'group.consumer.min.heartbeat.interval.ms': int(5000, { min: 1, ...readOnly }),
  'group.consumer.min.session.timeout.ms': int(45_000, { min: 1, ...readOnly }),
  'group.consumer.regex.refresh.interval.ms': int(600_000, { min: 10_000, ...readOnly }),
  'group.consumer.session.timeout.ms': int(45_000, { min: 1, ...readOnly }),
  'group.initial.rebalance.delay.ms': int(3000, readOnly),
  'group.max.session.timeout.ms': int(1_800_000, readOnly),
  'group.max.size': int(0x7fffffff, { min: 1, ...readOnly }),
  'group.min.session.timeout.ms': int(6000, readOnly),
  'group.share.assignment.interval.ms': int(1000, { min: 0, ...clusterWide }),
  'group.share.delivery.count.limit': int(5, { min: 2, max: 10, ...readOnly }),
  'group.share.heartbeat.interval.ms': int(5000, { min: 1, ...readOnly }),
  'group.share.max.size': int(200, { min: 1, max: 1000, ...readOnly }),
  'group.share.min.record.lock.duration.ms': int(15_000, { min: 1000, max: 30_000, ...readOnly }),
  'group.share.partition.max.record.locks': int(2000, { min: 100, max: 10_000, ...readOnly }),
  'group.share.record.lock.duration.ms': int(30_000, { min: 1000, max: 3_600_000, ...readOnly }),
  'group.share.session.timeout.ms': int(45_000, { min: 1, ...readOnly }),
  'leader.imbalance.check.interval.seconds': long(300, { min: 1, ...readOnly }),
  'log.cleaner.backoff.ms': long(15_000, { min: 0, ...clusterWide }),
  'log.cleaner.dedupe.buffer.size': long(134_217_728, { min: 1_048_577, ...clusterWide }),
  'log.cleaner.io.buffer.load.factor': double(0.9, clusterWide),
  'log.retention.check.interval.ms': long(300_000, { min: 1, ...readOnly }),
  'max.incremental.fetch.session.cache.slots': int(1000, { min: 0, ...readOnly }),
  'min.insync.replicas': int(1, { min: 1, ...clusterWide }),
  'num.partitions': int(1, { min: 1, ...readOnly }),
  'offsets.retention.check.interval.ms': long(600_000, { min: 1, ...readOnly }),
  'offsets.retention.minutes': int(10_080, { min: 1, ...readOnly }),
  'offsets.topic.num.partitions': int(50, { min: 1, ...readOnly }),
  'offsets.topic.replication.factor': short(3, { min: 1, ...readOnly }),
  'offsets.topic.segment.bytes': int(104_857_600, { min: 1, ...readOnly }),
  'producer.id.expiration.ms': int(86_400_000, { min: 1, ...clusterWide }),
  'replica.fetch.backoff.ms': int(1000, { min: 0, ...readOnly }),
  'replica.fetch.max.bytes': int(1_048_576, { min: 0, ...readOnly }),
  'replica.fetch.min.bytes': int(1, readOnly),
  'replica.fetch.response.max.bytes': int(10_485_760, { min: 0, ...readOnly }),
  'replica.fetch.wait.max.ms': int(500, readOnly),
  'replica.lag.time.max.ms': long(30_000, readOnly),
  'replica.selector.class': { ...nullableString(), oneOf: [RACK_AWARE_REPLICA_SELECTOR], ...readOnly },
  'replica.socket.timeout.ms': int(30_000, readOnly),
  'unclean.leader.election.enable': bool(false, clusterWide),
};

export type BrokerConfig = ConfigValues<typeof BROKER_CONFIGS>;
