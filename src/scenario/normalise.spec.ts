import fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { denormalise } from './denormalise.ts';
import { normalise } from './normalise.ts';
import type { CommandName, Scenario } from './scenario.ts';
import type { ScenarioDocument } from './schema.ts';
import { COMMAND_NAMES, type CommandDocument, type TimedCommandDocument } from './schema-commands.ts';
import { readScenario } from './validate.ts';

const name = fc.constantFrom('a', 'b', 'Consumer 1', 'é ü', '한국');
const topic = fc.constantFrom('orders', 'payments');
const time = fc.oneof(
  fc.nat(10_000_000),
  fc.integer({ min: 0, max: 1e9 }).map((micros) => micros / 1000),
  fc.tuple(fc.nat(5000), fc.constantFrom('us', 'ms', 's', 'm', 'h', 'd')).map(([n, unit]) => `${n}${unit}`),
);
const broker = fc.integer({ min: 1, max: 9 });
const share = fc.constantFrom(0, 0.01, 0.5, 1);
const rate = fc.constantFrom(0, 0.5, 5, 300);

function optional<Entries>(entries: { [Key in keyof Entries]: fc.Arbitrary<Entries[Key]> }) {
  return fc.record(entries, { requiredKeys: [] });
}

const brokerConfigs = optional({
  'offsets.topic.replication.factor': fc.constantFrom(1, 2, 3, '1'),
  'log.retention.check.interval.ms': fc.constantFrom('10s', 10_000),
});
const topicConfigs = optional({
  'retention.ms': fc.constantFrom('1m', 60_000, '60000', -1),
  'cleanup.policy': fc.constantFrom('delete', ['compact', 'delete']),
});
const producerConfigs = optional({
  acks: fc.constantFrom('all', 1, '0'),
  'linger.ms': fc.constantFrom('5ms', 5),
});
const consumerConfigs = optional({ 'enable.auto.commit': fc.constantFrom(true, false, 'false') });

const synthetic = {
  perSecond: rate,
  limit: fc.integer({ min: 1, max: 99 }),
  keys: fc.oneof(
    fc.constant(null),
    optional({
      count: fc.constantFrom(1, 7, 50),
      skew: fc.constantFrom(0 as const, 0.5 as const, 2 as const),
      prefix: fc.constantFrom('key-', 'user-', ''),
    }),
  ),
  valueBytes: fc.constantFrom(0, 100, 1000),
};
const workload = fc.oneof(
  fc.record({ type: fc.constant('steady' as const), ...synthetic }, { requiredKeys: ['type'] }),
  fc.record(
    { type: fc.constant('bursty' as const), ...synthetic, period: time, duty: fc.constantFrom(0.1, 0.2, 1) },
    { requiredKeys: ['type', 'period'] },
  ),
  fc.record(
    { type: fc.constant('ramp' as const), ...synthetic, period: time, toPerSecond: rate },
    { requiredKeys: ['type', 'period', 'toPerSecond'] },
  ),
  fc.record(
    {
      type: fc.constant('data' as const),
      source: fc.constantFrom(
        { dataset: 'birdstrikes' },
        { file: 'mine.csv', sizeBytes: 5, sha256: '0'.repeat(64) },
      ),
      keyColumn: fc.constantFrom(null, 'airline'),
      timeColumn: fc.constantFrom(null, 'date'),
      speed: fc.constantFrom(1, 3600),
      perSecond: rate,
      repeat: fc.boolean(),
    },
    { requiredKeys: ['type', 'source'] },
  ),
  fc.constant({ type: 'manual' as const }),
);

const topicEntries = {
  name: topic,
  partitions: fc.integer({ min: 1, max: 100 }),
  replicationFactor: fc.integer({ min: 1, max: 3 }),
  configs: topicConfigs,
};
const transactions = fc.record(
  { records: fc.constantFrom(1, 10, 25), abortEvery: fc.constantFrom(1, 4), hold: time },
  { requiredKeys: [] },
);
const producerEntries = { name, topic, configs: producerConfigs, workload, transactions };
const consumerEntries = {
  name,
  group: fc.constantFrom(null, 'billing'),
  topics: fc.uniqueArray(topic),
  pattern: fc.constantFrom('orders.*', '(a|b)'),
  assign: fc.array(fc.record({ topic, partitions: fc.array(fc.nat(5)) })),
  configs: consumerConfigs,
  processing: time,
  commit: fc.constantFrom('auto' as const, 'after-processing' as const, 'never' as const),
  forwards: fc.record(
    { topic, transactionalId: fc.constantFrom('forwarder', 'f-1'), configs: producerConfigs },
    { requiredKeys: ['topic'] },
  ),
};

const command: fc.Arbitrary<CommandDocument> = fc.oneof(
  fc.record(
    { do: fc.constant('addBroker' as const), broker, configs: brokerConfigs },
    { requiredKeys: ['do', 'broker'] },
  ),
  fc.record(
    {
      do: fc.constant('stopBroker' as const),
      broker,
      how: fc.constantFrom('kill' as const, 'shutdown' as const),
    },
    { requiredKeys: ['do', 'broker'] },
  ),
  fc.record({ do: fc.constant('addTopic' as const), ...topicEntries }, { requiredKeys: ['do', 'name'] }),
  fc.record(
    { do: fc.constant('addProducer' as const), ...producerEntries },
    { requiredKeys: ['do', 'name', 'topic'] },
  ),
  fc.record(
    { do: fc.constant('addConsumer' as const), ...consumerEntries },
    { requiredKeys: ['do', 'name'] },
  ),
  fc.record({ do: fc.constant('setWorkload' as const), producer: name, workload }),
  fc.record({ do: fc.constant('setTransactions' as const), producer: name, transactions }),
  fc.record(
    {
      do: fc.constant('produce' as const),
      producer: name,
      key: fc.constantFrom(null, 'k'),
      value: fc.string(),
      partition: fc.nat(3),
    },
    { requiredKeys: ['do', 'producer', 'value'] },
  ),
  fc.record(
    {
      do: fc.constant('moveConsumer' as const),
      consumer: name,
      group: fc.constantFrom(null, 'audit'),
      topics: fc.uniqueArray(topic),
    },
    { requiredKeys: ['do', 'consumer', 'group'] },
  ),
  fc.record(
    {
      do: fc.constant('deleteRecords' as const),
      topic,
      partition: fc.nat(3),
      beforeOffset: fc.integer({ min: -1, max: 100 }),
    },
    { requiredKeys: ['do', 'topic', 'partition'] },
  ),
  fc.record({
    do: fc.constant('reassignPartitions' as const),
    topic,
    partition: fc.nat(3),
    replicas: fc.option(fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 3 })),
  }),
  fc.record(
    {
      do: fc.constant('resetOffsets' as const),
      group: name,
      to: fc.oneof(
        fc.constantFrom('earliest' as const, 'latest' as const, 'current' as const),
        fc.record({ offset: fc.integer() }),
        fc.record({ shiftBy: fc.integer() }),
        fc.record({ datetime: fc.constantFrom('2026-01-01T00:00', '2026-01-01T00:00:30.250+09:00') }),
        fc.record({ duration: time }),
        fc.record({ file: fc.constantFrom('orders,0,5', '"orders",0,5\nclicks,1,7\n') }),
      ),
      topics: fc.array(fc.record({ topic, partitions: fc.array(fc.nat(3)) }, { requiredKeys: ['topic'] })),
    },
    { requiredKeys: ['do', 'group', 'to'] },
  ),
  fc.record({ do: fc.constant('setProcessing' as const), consumer: name, processing: time }),
  fc.record({
    do: fc.constant('setTopicConfig' as const),
    topic,
    name: fc.constant('retention.ms'),
    value: fc.constantFrom('1m', 5, null, ['a']),
  }),
  fc.record(
    {
      do: fc.constant('setLink' as const),
      a: name,
      b: name,
      latency: time,
      jitter: time,
      megabytesPerSecond: fc.constantFrom(1, 125),
      loss: share,
    },
    { requiredKeys: ['do', 'a', 'b'] },
  ),
  fc.record({ do: fc.constantFrom('freezeConsumer' as const, 'killConsumer' as const), consumer: name }),
  fc.record({ do: fc.constantFrom('cutLink' as const, 'healLink' as const), a: name, b: name }),
  fc.constant({ do: 'electPreferredLeaders' as const }),
);

const document: fc.Arbitrary<ScenarioDocument> = fc.record(
  {
    version: fc.constant(1 as const),
    title: fc.oneof(fc.string(), fc.constant({ en: 'a', ko: '가' }), fc.constant({ en: 'a' })),
    description: fc.string(),
    seed: fc.nat(),
    openAt: time,
    cluster: optional({
      brokers: fc.oneof(
        fc.integer({ min: 1, max: 9 }),
        fc.uniqueArray(broker, { minLength: 1 }).map((ids) => ids.map((id) => ({ id }))),
        fc.record({ id: broker, configs: optional({ 'broker.rack': name }) }).map((one) => [one]),
      ),
      configs: brokerConfigs,
      network: optional({
        latency: time,
        jitter: time,
        megabytesPerSecond: fc.constantFrom(1, 125),
        loss: share,
      }),
      epochMs: fc.nat(),
    }),
    topics: fc.array(fc.record(topicEntries, { requiredKeys: ['name'] })),
    producers: fc.array(
      fc.record({ ...producerEntries, startAt: time }, { requiredKeys: ['name', 'topic'] }),
    ),
    consumers: fc.array(fc.record({ ...consumerEntries, startAt: time }, { requiredKeys: ['name'] })),
    script: fc.array(fc.tuple(command, time).map(([each, at]): TimedCommandDocument => ({ ...each, at }))),
  },
  { requiredKeys: ['version'] },
);

/** Fast-check's records have no prototype, JSON's have. */
function throughJson(document: ScenarioDocument): ScenarioDocument {
  return JSON.parse(JSON.stringify(document)) as ScenarioDocument;
}

describe('document and scenario', () => {
  it('a scenario made a document and read again is the same scenario, through JSON too', () => {
    fc.assert(
      fc.property(document, (written) => {
        const scenario = normalise(throughJson(written));
        const shortest = denormalise(scenario);
        expect(normalise(shortest)).toStrictEqual(scenario);
        expect(normalise(throughJson(shortest))).toStrictEqual(scenario);
        expect(denormalise(normalise(shortest))).toStrictEqual(shortest);
      }),
    );
  });

  it('what a person may leave out is left out', () => {
    const written: ScenarioDocument = {
      version: 1,
      topics: [{ name: 'orders', partitions: 3 }],
      producers: [{ name: 'checkout', topic: 'orders' }],
      consumers: [{ name: 'c1', group: 'billing', topics: ['orders'], processing: '2s' }],
      script: [{ at: '5s', do: 'stopBroker', broker: 2 }],
    };
    expect(denormalise(normalise(written))).toStrictEqual(written);
  });

  it('fills in at most three replicas, for topics and for __consumer_offsets', () => {
    const replicas = (brokers: number) => {
      const { topics, cluster } = normalise({
        version: 1,
        cluster: { brokers },
        topics: [{ name: 'orders' }],
      });
      return [topics[0]?.replicationFactor, cluster.configs['offsets.topic.replication.factor']];
    };
    expect(replicas(1)).toEqual([1, 1]);
    expect(replicas(2)).toEqual([2, 2]);
    expect(replicas(5)).toEqual([3, 3]);
  });

  it('puts a script in the order of its times and keeps the written order at one time', () => {
    const { script } = normalise({
      version: 1,
      script: [
        { at: '2s', do: 'startBroker', broker: 1 },
        { at: 1000, do: 'stopBroker', broker: 1 },
        { at: '1s', do: 'stopBroker', broker: 2 },
      ],
    });
    expect(script.map((each) => [each.atMs, each.do, 'broker' in each && each.broker])).toEqual([
      [1000, 'stopBroker', 1],
      [1000, 'stopBroker', 2],
      [2000, 'startBroker', 1],
    ]);
  });

  it('knows every command of the contract, and no other', () => {
    expectTypeOf<CommandDocument['do']>().toEqualTypeOf<CommandName>();
    expectTypeOf<TimedCommandDocument['do']>().toEqualTypeOf<CommandName>();
    expectTypeOf(normalise).returns.toEqualTypeOf<Scenario>();
    expectTypeOf(denormalise).parameter(0).toEqualTypeOf<Scenario>();
    expect(new Set(COMMAND_NAMES).size).toBe(COMMAND_NAMES.length);
  });
});

describe('an unwritten scenario', () => {
  it('is an empty cluster of three brokers', () => {
    const read = readScenario({ version: 1 });
    expect(read).toMatchObject({
      scenario: { topics: [], cluster: { brokers: [{ id: 1 }, { id: 2 }, { id: 3 }] } },
    });
  });
});
