import { describe, expect, it } from 'vitest';
import { type CheckedScope, refusedConfigs } from './check-configs.ts';

/** Answers of Kafka 4.3.1 that no vector file has. */
describe('refusedConfigs', () => {
  it.each<[CheckedScope, Record<string, string>, string | null]>([
    ['topic', { 'cleanup.policy': 'delete,' }, 'ConfigException'],
    ['topic', { 'segment.ms': ' +5 ' }, null],
    ['topic', { 'min.cleanable.dirty.ratio': '.5d' }, null],
    ['topic', { 'leader.replication.throttled.replicas': '0:1,*' }, 'ConfigException'],
    ['group', { 'share.auto.offset.reset': 'by_duration:PT1H-59M' }, null],
    ['group', { 'share.auto.offset.reset': 'by_duration:PT1H-61M' }, 'ConfigException'],
    ['group', { 'share.auto.offset.reset': 'EARLIEST' }, 'ConfigException'],
    ['group', { 'streams.assignment.interval.ms': '15001' }, 'InvalidConfigurationException'],
    ['producer', { 'transactional.id': 't', retries: '0' }, 'ConfigException'],
    ['producer', { retries: '0', 'max.in.flight.requests.per.connection': '6' }, 'ConfigException'],
    ['producer', { 'key.serializer': 'no.such.Class' }, 'ConfigException'],
    ['consumer', { 'enable.auto.commit': 'true' }, 'InvalidConfigurationException'],
    ['consumer', { 'group.instance.id': 'a b' }, 'InvalidConfigurationException'],
    ['consumer', { 'group.protocol': 'Consumer', 'session.timeout.ms': '1' }, 'ConfigException'],
    ['broker-dynamic', { 'listener.name.x.log.retention.ms': 'x' }, 'ConfigException'],
    ['broker-dynamic', { 'cordoned.log.dirs': 'x' }, 'ConfigException'],
    ['broker-dynamic-node', { 'cordoned.log.dirs': 'x' }, null],
  ])('%s %j: %s', (scope, config, exception) => {
    expect(refusedConfigs(scope, new Map(Object.entries(config)))?.exception ?? null).toBe(exception);
  });

  const NODE = {
    'process.roles': 'broker,controller',
    'node.id': '1',
    'controller.quorum.voters': '1@localhost:9093',
    listeners: 'PLAINTEXT://localhost:9092,CONTROLLER://localhost:9093',
    'controller.listener.names': 'CONTROLLER',
  };

  it.each<[Record<string, string>, string | null]>([
    [{}, null],
    [{ 'process.roles': 'broker' }, 'IllegalArgumentException'],
    [{ 'process.roles': 'controller' }, 'IllegalArgumentException'],
    [{ 'controller.quorum.voters': '2@localhost:9093' }, 'IllegalArgumentException'],
    [{ 'broker.id': '2' }, 'ConfigException'],
    [{ 'group.consumer.assignors': 'nope' }, 'KafkaException'],
    [{ 'group.coordinator.rebalance.protocols': 'classic,classic' }, null],
    [{ 'group.share.max.share.sessions': '199' }, 'IllegalArgumentException'],
    [{ 'log.retention.minutes': '0', 'log.retention.hours': '1' }, 'IllegalArgumentException'],
    [{ 'log.cleaner.threads': '127' }, null],
    [{ 'log.cleaner.threads': '128' }, 'IllegalArgumentException'],
    [{ 'max.connections.per.ip': '0' }, 'IllegalArgumentException'],
    [{ 'max.connections.per.ip.overrides': 'host:x' }, 'NumberFormatException'],
    [{ 'advertised.listeners': 'PLAINTEXT://0.0.0.0:9092' }, 'IllegalArgumentException'],
    [{ 'inter.broker.listener.name': 'X' }, 'ConfigException'],
  ])('a broker with %j: %s', (config, exception) => {
    const given = new Map(Object.entries({ ...NODE, ...config }));
    expect(refusedConfigs('broker', given)?.exception ?? null).toBe(exception);
  });
});
