import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error.ts';
import type { ScenarioDocument } from './schema.ts';
import { readScenario, readScenarioText } from './validate.ts';

/** What is wrong, as 'path code'. */
function complaints(document: unknown): string[] {
  const read = readScenario(document);
  return 'errors' in read ? read.errors.map(({ path, code }) => `${path} ${code}`) : [];
}

function sentences(document: unknown): string[] {
  const read = readScenario(document);
  return 'errors' in read ? read.errors.map(describeError) : [];
}

const small = {
  version: 1 as const,
  topics: [{ name: 'orders', partitions: 3 }],
  producers: [{ name: 'checkout', topic: 'orders' }],
  consumers: [{ name: 'c1', group: 'billing', topics: ['orders'] }],
};

function withScript(...script: NonNullable<ScenarioDocument['script']>) {
  return complaints({ ...small, script });
}

describe('the shape of a document', () => {
  it('a good one has no errors', () => expect(complaints(small)).toEqual([]));

  it('is refused whole when it is no object, or of another version', () => {
    expect(complaints(5)).toEqual([' wrong-type']);
    expect(complaints({})).toEqual(['version missing-key']);
    expect(complaints({ version: '1' })).toEqual(['version not-one-of']);
    expect(sentences({ version: 2 })).toEqual(['version: version 2 is newer than this Kafkascope reads (1)']);
  });

  it('names an unknown key and what it may have been meant to be', () => {
    expect(sentences({ ...small, topics: [{ name: 'orders', partitons: 3 }] })).toEqual([
      'topics[0].partitons: "partitons" is not known here (did you mean "partitions"?)',
    ]);
    expect(sentences({ ...small, openAtMs: 5 })).toEqual([
      'openAtMs: "openAtMs" is not known here (did you mean "openAt"?)',
    ]);
  });

  it('names every place that is wrong', () => {
    expect(
      complaints({
        version: 1,
        title: { en: 5 },
        seed: -1,
        openAt: 'soon',
        cluster: { brokers: [{ id: 10 }], network: { loss: 2, latency: -1 } },
        topics: [{ name: 'a b', partitions: 1.5 }, { partitions: 1 }],
        producers: [{ name: 'p', topic: 't', workload: { type: 'stedy' } }],
        consumers: [{ name: '', processing: true, commit: 'maybe' }],
        script: [{ at: 1, do: 'explode' }, { do: 'stopBroker', broker: 1 }, 5],
      }).sort(),
    ).toEqual([
      'cluster.brokers[0].id out-of-range',
      'cluster.network.latency not-a-time',
      'cluster.network.loss out-of-range',
      'consumers[0].commit not-one-of',
      'consumers[0].name not-a-name',
      'consumers[0].processing not-a-time',
      'openAt not-a-time',
      'producers[0].workload.type not-one-of',
      'script[0].do not-one-of',
      'script[1].at missing-key',
      'script[2] wrong-type',
      'seed out-of-range',
      'title.en wrong-type',
      'topics[0].name not-a-topic-name',
      'topics[0].partitions not-an-integer',
      'topics[1].name missing-key',
    ]);
  });

  it('says where a text stops being JSON', () => {
    const read = readScenarioText('{ "version": 1, }');
    expect(read).toMatchObject({ errors: [{ code: 'not-json', path: '' }] });
    expect(readScenarioText('\uFEFF{"version":1}')).toHaveProperty('scenario');
  });
});

describe('names and references', () => {
  it('clients have names of their own, and not those of nodes', () => {
    expect(
      complaints({
        ...small,
        producers: [
          { name: 'broker-1', topic: 'orders' },
          { name: 'c1', topic: 'orders' },
        ],
      }),
    ).toEqual(['producers[0].name reserved-name', 'consumers[0].name duplicate-name']);
    expect(complaints({ ...small, topics: [...small.topics, { name: 'orders' }] })).toEqual([
      'topics[1].name duplicate-name',
    ]);
    expect(complaints({ ...small, cluster: { brokers: [{ id: 1 }, { id: 2 }, { id: 2 }] } })).toEqual([
      'cluster.brokers[2].id duplicate-broker',
    ]);
  });

  it('topics that clients name are the scenario’s or the script’s', () => {
    const later = { ...small, producers: [{ name: 'p', topic: 'later' }] };
    expect(complaints(later)).toEqual(['producers[0].topic unknown-topic']);
    expect(complaints({ ...later, script: [{ at: '5s', do: 'addTopic', name: 'later' }] })).toEqual([]);
    expect(complaints({ ...small, consumers: [{ name: 'c', group: 'g', topics: ['orders', 'x'] }] })).toEqual(
      ['consumers[0].topics[1] unknown-topic'],
    );
    expect(
      complaints({ ...small, consumers: [{ name: 'c', assign: [{ topic: 'orders', partitions: [0, 3] }] }] }),
    ).toEqual(['consumers[0].assign[0].partitions[1] unknown-partition']);
  });

  it('a group reads topics, and only a group does', () => {
    expect(complaints({ ...small, consumers: [{ name: 'c', group: 'g' }] })).toEqual([
      'consumers[0].topics group-without-topics',
    ]);
    expect(complaints({ ...small, consumers: [{ name: 'c', topics: ['orders'] }] })).toEqual([
      'consumers[0].topics topics-without-group',
    ]);
  });

  it('a pattern stands instead of topics, for a group of the new protocol', () => {
    const of = (consumer: object) =>
      complaints({
        ...small,
        consumers: [{ name: 'c1', group: 'billing', pattern: 'orders.*', ...consumer }],
      });
    const configs = { 'group.protocol': 'consumer' };
    expect(of({ configs })).toEqual([]);
    expect(of({})).toEqual(['consumers[0].pattern pattern-needs-consumer-protocol']);
    expect(of({ configs, topics: ['orders'] })).toEqual(['consumers[0].pattern pattern-beside-topics']);
    expect(of({ configs, group: null })).toEqual(['consumers[0].pattern topics-without-group']);
    expect(of({ configs, pattern: '' })).toEqual(['consumers[0].pattern wrong-length']);
  });

  it('there are at least as many brokers as replicas', () => {
    const two = { ...small, cluster: { brokers: 2 } };
    expect(complaints({ ...two, topics: [{ name: 'orders', replicationFactor: 3 }] })).toEqual([
      'topics[0].replicationFactor replication-factor-too-large',
    ]);
    expect(
      complaints({ ...two, cluster: { brokers: 2, configs: { 'offsets.topic.replication.factor': 3 } } }),
    ).toEqual(['cluster.configs.offsets.topic.replication.factor replication-factor-too-large']);
  });
});

describe('configs', () => {
  const producer = (configs: object, more: object = {}) =>
    complaints({ ...small, producers: [{ name: 'p', topic: 'orders', configs, ...more }] });
  const consumer = (configs: object, more: object = {}) =>
    complaints({ ...small, consumers: [{ name: 'c', group: 'g', topics: ['orders'], configs, ...more }] });
  const topic = (configs: object) => complaints({ ...small, topics: [{ name: 'orders', configs }] });

  it('go by Kafka’s names and bounds, in the scope where Kafka has them', () => {
    expect(
      topic({ 'retention.ms': '7d', 'segment.ms': '10000', 'cleanup.policy': 'compact,delete' }),
    ).toEqual([]);
    expect(topic({ 'retention.ms': '7 days' })).toEqual(['topics[0].configs.retention.ms config-wrong-type']);
    expect(topic({ 'linger.ms': 5 })).toEqual(['topics[0].configs.linger.ms unknown-config']);
    expect(topic({ 'min.insync.replicas': 0 })).toEqual([
      'topics[0].configs.min.insync.replicas config-out-of-range',
    ]);
    expect(producer({ acks: 2 })).toEqual(['producers[0].configs.acks config-not-one-of']);
    expect(producer({ acks: 1, 'linger.ms': '20ms' })).toEqual([]);
    expect(consumer({ 'partition.assignment.strategy': [] })).toEqual([
      'consumers[0].configs.partition.assignment.strategy config-empty',
    ]);
    expect(complaints({ ...small, cluster: { configs: { 'broker.rack': true } } })).toEqual([
      'cluster.configs.broker.rack config-wrong-type',
    ]);
  });

  it('Kafka’s own that are not simulated are told apart from what Kafka has not', () => {
    const of = (configs: object) => complaints({ ...small, cluster: { configs } });
    expect(of({ 'num.network.threads': 8 })).toEqual([
      'cluster.configs.num.network.threads config-not-simulated',
    ]);
    expect(of({ 'ssl.keystore.location': 'x' })).toEqual([
      'cluster.configs.ssl.keystore.location config-not-simulated',
    ]);
    expect(of({ 'num.network.thread': 8 })).toEqual(['cluster.configs.num.network.thread unknown-config']);
    expect(
      withScript(
        { at: 1, do: 'setTopicConfig', topic: 'orders', name: 'flush.ms', value: 5 },
        { at: 1, do: 'setGroupConfig', group: 'g', name: 'streams.session.timeout.ms', value: 50_000 },
        { at: 1, do: 'setGroupConfig', group: 'g', name: 'share.record.lock.duration.ms', value: 20_000 },
        { at: 1, do: 'setGroupConfig', group: 'g', name: 'consumer.session.timeout.ms', value: 50_000 },
        { at: 1, do: 'setGroupConfig', group: 'g', name: 'consumer.session.timeout.ms', value: null },
      ),
    ).toEqual(['script[0].name config-not-simulated', 'script[1].name config-not-simulated']);
  });

  it('what groups are told by default lies within what a group may set', () => {
    const of = (configs: object) => complaints({ ...small, cluster: { configs } });
    expect(of({ 'group.consumer.session.timeout.ms': 10_000 })).toEqual([
      'cluster.configs.group.consumer.session.timeout.ms config-not-below',
    ]);
    expect(
      of({ 'group.consumer.session.timeout.ms': 10_000, 'group.consumer.min.session.timeout.ms': 6000 }),
    ).toEqual([]);
    expect(of({ 'group.share.record.lock.duration.ms': 5000 })).toEqual([
      'cluster.configs.group.share.record.lock.duration.ms config-not-below',
    ]);
  });

  it('segment.bytes keeps Kafka’s floor, and says what has none', () => {
    expect(sentences({ ...small, topics: [{ name: 'orders', configs: { 'segment.bytes': 1000 } }] })).toEqual(
      [
        "topics[0].configs.segment.bytes: segment.bytes is 1000, below Kafka's floor of 1048576: for smaller segments use internal.segment.bytes",
      ],
    );
    expect(topic({ 'internal.segment.bytes': 1000 })).toEqual([]);
  });

  it('ProducerConfig: delivery.timeout.ms is at least linger.ms + request.timeout.ms, where it was asked for', () => {
    expect(producer({ 'delivery.timeout.ms': 30_004 })).toEqual([
      'producers[0].configs.delivery.timeout.ms delivery-timeout-too-short',
    ]);
    expect(producer({ 'delivery.timeout.ms': 30_005 })).toEqual([]);
    expect(producer({ 'request.timeout.ms': 200_000 })).toEqual([]);
  });

  it('ProducerConfig: idempotence asked for needs acks=all and retries; by default it yields', () => {
    expect(producer({ acks: '1' })).toEqual([]);
    expect(producer({ retries: 0 })).toEqual([]);
    expect(producer({ acks: '1', 'enable.idempotence': true })).toEqual([
      'producers[0].configs.acks idempotence-needs',
    ]);
    expect(producer({ retries: 0, 'enable.idempotence': 'true' })).toEqual([
      'producers[0].configs.retries idempotence-needs',
    ]);
    expect(producer({ acks: '-1', 'enable.idempotence': true })).toEqual([]);
  });

  it('ProducerConfig: a transactional.id needs idempotence, and transactions need a transactional.id', () => {
    const id = { 'transactional.id': 'orders' };
    const notWith = 'producers[0].configs.transactional.id transactional-id-needs-idempotence';
    expect(producer(id)).toEqual([]);
    expect(producer({ ...id, acks: '1' })).toEqual([notWith]);
    expect(producer({ ...id, retries: 0 })).toEqual([notWith]);
    expect(producer({ ...id, 'enable.idempotence': false })).toEqual([notWith]);
    const transactions = { records: 5, abortEvery: 3, hold: '2s' };
    expect(producer(id, { transactions })).toEqual([]);
    expect(producer({}, { transactions })).toEqual(['producers[0].transactions transactions-without-id']);
    expect(producer({ 'transactional.id': null }, { transactions: {} })).toEqual([
      'producers[0].transactions transactions-without-id',
    ]);
    expect(producer(id, { transactions: { records: 0 } })).toEqual([
      'producers[0].transactions.records out-of-range',
    ]);
    expect(producer(id, { transactions: { abortEach: 3 } })).toEqual([
      'producers[0].transactions.abortEach unknown-key',
    ]);
  });

  it('a consumer that sends on commits in one way, and its producer has legal configs and a name of its own', () => {
    const forwards = (more: object, consumerMore: object = {}, configs = {}) =>
      consumer(configs, { forwards: { topic: 'orders', ...more }, ...consumerMore });
    const id = { transactionalId: 'worker-1' };
    expect(forwards({})).toEqual([]);
    expect(forwards(id, { commit: 'never' }, { 'enable.auto.commit': false })).toEqual([]);
    expect(forwards({}, { commit: 'after-processing' })).toEqual([]);
    expect(forwards(id, { commit: 'after-processing' })).toEqual([
      'consumers[0].commit commit-not-with-forwards',
    ]);
    expect(forwards({}, { commit: 'never' })).toEqual(['consumers[0].commit commit-not-with-forwards']);
    expect(forwards(id, {}, { 'enable.auto.commit': true })).toEqual([
      'consumers[0].configs.enable.auto.commit commit-not-with-forwards',
    ]);
    expect(forwards({ topic: 'nowhere' })).toEqual(['consumers[0].forwards.topic unknown-topic']);
    expect(forwards({ ...id, configs: { acks: '1' } })).toEqual([
      'consumers[0].forwards.configs.transactional.id transactional-id-needs-idempotence',
    ]);
    expect(forwards({ configs: { 'transactional.id': 'x' } })).toEqual([
      'consumers[0].forwards.configs.transactional.id forwards-id-in-configs',
    ]);
    expect(forwards({}, { share: {} })).toEqual(['consumers[0].forwards not-for-a-share-consumer']);
    const assign = [{ topic: 'orders', partitions: [0] }];
    expect(forwards({}, { group: null, topics: [], assign })).toEqual([
      'consumers[0].forwards forwards-without-group',
    ]);
    const named = { name: 'c → orders', topic: 'orders' };
    const sending = { name: 'c', group: 'g', topics: ['orders'], forwards: { topic: 'orders' } };
    expect(complaints({ ...small, producers: [named], consumers: [sending] })).toEqual([
      'consumers[0].name duplicate-name',
    ]);
    expect(
      complaints({
        ...small,
        consumers: [sending],
        script: [
          { at: 2, do: 'removeConsumer', consumer: 'c' },
          { at: 3, do: 'addProducer', ...named },
        ],
      }),
    ).toEqual([]);
  });

  it('ProducerConfig: more than five in flight only with idempotence turned off', () => {
    const inFlight = { 'max.in.flight.requests.per.connection': 6 };
    expect(producer(inFlight)).toEqual([
      'producers[0].configs.max.in.flight.requests.per.connection too-many-in-flight',
    ]);
    expect(producer({ ...inFlight, 'enable.idempotence': false })).toEqual([]);
  });

  it('consumers beat more often than their session lasts, and the coordinator bounds the session', () => {
    expect(consumer({ 'session.timeout.ms': 6000, 'heartbeat.interval.ms': 6000 })).toEqual([
      'consumers[0].configs.heartbeat.interval.ms config-not-below',
    ]);
    expect(consumer({ 'session.timeout.ms': 5000 })).toEqual([
      'consumers[0].configs.session.timeout.ms session-timeout-refused',
    ]);
    const eager = [{ name: 'c', group: 'g', topics: ['orders'], configs: { 'session.timeout.ms': 5000 } }];
    const cluster = { configs: { 'group.min.session.timeout.ms': 1000 } };
    expect(complaints({ ...small, cluster, consumers: eager })).toEqual([]);
  });

  it('ConsumerConfig: each group.protocol refuses what the other one needs', () => {
    const where = 'consumers[0].configs';
    expect(consumer({ 'group.protocol': 'consumer', 'group.remote.assignor': 'range' })).toEqual([]);
    expect(
      consumer({
        'group.protocol': 'consumer',
        'session.timeout.ms': 45_000,
        'heartbeat.interval.ms': 3000,
        'partition.assignment.strategy': ['range'],
      }),
    ).toEqual([
      `${where}.partition.assignment.strategy config-not-with-protocol`,
      `${where}.heartbeat.interval.ms config-not-with-protocol`,
      `${where}.session.timeout.ms config-not-with-protocol`,
    ]);
    expect(consumer({ 'group.remote.assignor': 'range' })).toEqual([
      `${where}.group.remote.assignor config-not-with-protocol`,
    ]);
  });

  it('a share consumer takes neither partitions nor configs that others have', () => {
    const share = { rejectEvery: 3 };
    expect(consumer({ 'max.poll.records': 5, 'share.acquire.mode': 'record_limit' }, { share })).toEqual([]);
    expect(consumer({ 'group.protocol': 'consumer', 'auto.offset.reset': 'earliest' }, { share })).toEqual([
      `consumers[0].configs.auto.offset.reset not-for-a-share-consumer`,
      `consumers[0].configs.group.protocol not-for-a-share-consumer`,
    ]);
    expect(consumer({}, { share, commit: 'never' })).toEqual([
      'consumers[0].commit not-for-a-share-consumer',
    ]);
    expect(consumer({}, { share: { rejectEvery: 0 } })).toEqual([
      'consumers[0].share.rejectEvery out-of-range',
    ]);
  });

  it('commit and enable.auto.commit agree', () => {
    expect(consumer({ 'enable.auto.commit': true }, { commit: 'never' })).toEqual([
      'consumers[0].commit commit-contradicts-config',
    ]);
    const read = readScenario({
      ...small,
      consumers: [{ name: 'c', group: 'g', topics: ['orders'], configs: { 'enable.auto.commit': false } }],
    });
    expect(read).toMatchObject({ scenario: { consumers: [{ commit: 'never' }] } });
  });
});

describe('the script', () => {
  it('its commands name what is there when their time comes, by their place in the document', () => {
    expect(withScript({ at: 0, do: 'stopBroker', broker: 4 })).toEqual(['script[0].broker unknown-broker']);
    expect(
      withScript({ at: '2s', do: 'stopBroker', broker: 4 }, { at: '1s', do: 'addBroker', broker: 4 }),
    ).toEqual([]);
    expect(
      withScript(
        { at: '2s', do: 'killConsumer', consumer: 'c1' },
        { at: '1s', do: 'removeConsumer', consumer: 'c1' },
      ),
    ).toEqual(['script[0].consumer unknown-consumer']);
    expect(
      withScript({ at: 1, do: 'addConsumer', name: 'c1', group: 'billing', topics: ['orders'] }),
    ).toEqual(['script[0].name duplicate-name']);
    expect(
      withScript({ at: 1, do: 'setTopicConfig', topic: 'order', name: 'retention.ms', value: 5 }),
    ).toEqual(['script[0].topic unknown-topic']);
    expect(withScript({ at: 1, do: 'cutLink', a: 'broker-1', b: 'broker-4' })).toEqual([
      'script[0].b unknown-node',
    ]);
    expect(withScript({ at: 1, do: 'setLink', a: 'checkout', b: 'broker-1', latency: '1s' })).toEqual([]);
    expect(withScript({ at: 1, do: 'cutLink', a: 'broker-1', b: 'broker-1' })).toEqual([
      'script[0].b link-to-itself',
    ]);
    expect(
      withScript(
        { at: 1, do: 'setPartitions', topic: 'orders', partitions: 4 },
        { at: 2, do: 'produce', producer: 'checkout', value: 'x', partition: 3 },
        { at: 2, do: 'produce', producer: 'checkout', value: 'x', partition: 4 },
      ),
    ).toEqual(['script[2].partition unknown-partition']);
  });

  it('only who has a transactional.id by then has transactions to change', () => {
    const change = { at: 2, do: 'setTransactions', producer: 'checkout', transactions: {} } as const;
    const id = { at: 1, do: 'setProducerConfig', producer: 'checkout', name: 'transactional.id' } as const;
    expect(withScript(change)).toEqual(['script[0].transactions transactions-without-id']);
    expect(withScript({ ...id, value: 'x' }, change)).toEqual([]);
    expect(withScript({ ...id, value: 'x' }, { ...id, value: null }, change)).toEqual([
      'script[2].transactions transactions-without-id',
    ]);
    expect(withScript({ ...change, producer: 'nobody' })).toEqual(['script[0].producer unknown-producer']);
    expect(withScript({ ...change, transactions: { records: 0 } })).toEqual([
      'script[0].transactions.records out-of-range',
    ]);
  });

  it('its configs are as legal as the others', () => {
    expect(withScript({ at: 1, do: 'setTopicConfig', topic: 'orders', name: 'retention', value: 5 })).toEqual(
      ['script[0].name unknown-config'],
    );
    expect(
      withScript({ at: 1, do: 'setConsumerConfig', consumer: 'c1', name: 'max.poll.records', value: 0 }),
    ).toEqual(['script[0].value config-out-of-range']);
    expect(withScript({ at: 1, do: 'addTopic', name: 't', replicationFactor: 4 })).toEqual([
      'script[0].replicationFactor replication-factor-too-large',
    ]);
  });
});

describe('an offset reset', () => {
  const reset = (to: unknown, more: object = {}) =>
    complaints({ ...small, script: [{ at: 1, do: 'resetOffsets', group: 'billing', to, ...more }] });

  it('leads to one of the places that Kafka’s tool knows', () => {
    expect(reset('earliest')).toEqual([]);
    expect(reset({ file: 'orders,0,5\norders,1,5\n' })).toEqual([]);
    for (const to of ['newest', { offset: 1, shiftBy: 2 }, {}, 5])
      expect(reset(to)).toEqual(['script[0].to not-an-offset-reset']);
  });

  it('has its times and its file read beforehand', () => {
    expect(reset({ duration: 'long' })).toEqual(['script[0].to.duration not-a-time']);
    expect(reset({ datetime: 'noon' })).toEqual(['script[0].to.datetime not-a-datetime']);
    expect(reset({ file: 'orders,0,5\norders,1' })).toEqual(['script[0].to.file not-a-reset-plan']);
  });

  it('names topics and partitions that are there; the group need not be', () => {
    const topics = [{ topic: 'orders', partitions: [0, 3] }, { topic: 'clicks' }];
    expect(reset('latest', { group: 'nobody', topics })).toEqual([
      'script[0].topics[0].partitions[1] unknown-partition',
      'script[0].topics[1].topic unknown-topic',
    ]);
  });
});
