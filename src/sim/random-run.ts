/**
 * A random scenario with faults, as a function of a seed: for property tests and fuzz runs. Kafka's defaults,
 * except the long timeouts, so that what they lead to happens within a minute.
 */
import { intAt, streamOf } from '../kernel/prng.ts';
import { RACK_AWARE_REPLICA_SELECTOR } from '../protocol/config/broker-config.ts';
import type {
  Command,
  Configs,
  ConsumerSpec,
  ProducerSpec,
  Run,
  Scenario,
  TimedCommand,
} from '../scenario/scenario.ts';

/** Draws from one stream, one after the other. */
function dice(seed: number, stream: string) {
  let index = 0;
  const below = (bound: number): number => intAt(seed, streamOf(stream), index++, bound);
  return {
    below,
    one: <T>(items: readonly T[]): T => items[below(items.length)]!,
    chance: (percent: number): boolean => below(100) < percent,
  };
}

type Dice = ReturnType<typeof dice>;

const ASSIGNORS = ['range', 'roundrobin', 'sticky', 'cooperative-sticky'];

export function randomRun(seed: number, lengthMs = 60_000): Run {
  const roll = dice(seed, 'random-run');
  const brokers = 1 + roll.below(4);
  const topics = Array.from({ length: 1 + roll.below(2) }, (_, i) => ({
    name: `topic-${i}`,
    partitions: 1 + roll.below(6),
    replicationFactor: 1 + roll.below(Math.min(3, brokers)),
    configs: topicConfigs(roll),
  }));
  const names = topics.map(({ name }) => name);
  const producers = Array.from({ length: 1 + roll.below(3) }, (_, i) =>
    randomProducer(roll, `producer-${i}`, roll.one(names)),
  );
  const consumers = Array.from({ length: 1 + roll.below(5) }, (_, i) =>
    randomConsumer(roll, `consumer-${i}`, names),
  );
  const scenario: Scenario = withRacks(dice(seed, 'racks'), {
    version: 1,
    title: `random ${seed}`,
    seed,
    openAtMs: 0,
    cluster: {
      brokers: Array.from({ length: brokers }, (_, i) => ({ id: i + 1, configs: {} })),
      configs: {
        'offsets.topic.replication.factor': Math.min(3, brokers),
        'offsets.topic.num.partitions': 1 + roll.below(5),
        'log.retention.check.interval.ms': 10_000,
        'replica.lag.time.max.ms': 10_000,
        'broker.session.timeout.ms': 6000,
      },
      network: {
        latencyMs: 1,
        jitterMs: roll.below(3),
        megabytesPerSecond: 100,
        loss: roll.chance(20) ? 0.01 : 0,
      },
      epochMs: 1_700_000_000_000,
    },
    topics,
    producers,
    consumers,
    script: [],
  });
  const faults = Array.from({ length: roll.below(14) }, () =>
    randomCommand(roll, scenario, 3000 + roll.below(lengthMs - 3000)),
  );
  const rewinds = randomRewinds(dice(seed, 'rewinds'), scenario, lengthMs);
  const withBuffers = withSmallBuffers(dice(seed, 'buffers'), {
    ...scenario,
    script: [...faults, ...rewinds],
  });
  const sharing = withShareGroup(dice(seed, 'share-group'), withBuffers, lengthMs);
  const whole = withTransactions(dice(seed, 'transactions'), sharing, lengthMs);
  const forwarding = withForwarders(dice(seed, 'forwarders'), whole, lengthMs);
  const script = forwarding.script.toSorted((a, b) => a.atMs - b.atMs);
  return { scenario: { ...forwarding, script }, seed, actions: [] };
}

/** Some producers have room for two batches, and applications that wait two seconds for it. */
function withSmallBuffers(roll: Dice, scenario: Scenario): Scenario {
  const small = { 'buffer.memory': 32_768, 'max.block.ms': 2000 };
  return {
    ...scenario,
    producers: scenario.producers.map((producer) =>
      roll.chance(30) ? { ...producer, configs: { ...producer.configs, ...small } } : producer,
    ),
  };
}

/** Some groups are closed, set elsewhere, and started again; in others the reset comes while somebody is there. */
function randomRewinds(roll: Dice, { consumers }: Scenario, lengthMs: number): TimedCommand[] {
  if (!roll.chance(40)) return [];
  const group = roll.one(['group-a', 'group-b']);
  const members = consumers.filter((consumer) => consumer.group === group).map(({ name }) => name);
  const atMs = 10_000 + roll.below(lengthMs - 20_000);
  const to = roll.one([
    'earliest' as const,
    'latest' as const,
    { shiftBy: roll.below(60) - 40 },
    { durationMs: 1000 * roll.below(20) },
  ]);
  const isActive = roll.chance(25);
  const each = (what: 'closeConsumer' | 'startConsumer', when: number) =>
    isActive ? [] : members.map((consumer) => ({ do: what, consumer, atMs: when }));
  return [
    ...each('closeConsumer', atMs),
    { do: 'resetOffsets', group, to, atMs: atMs + 2000 },
    ...each('startConsumer', atMs + 4000),
  ];
}

const COMINGS_AND_GOINGS = [
  'killConsumer',
  'closeConsumer',
  'startConsumer',
  'freezeConsumer',
  'thawConsumer',
] as const;

/** In some clusters members of a share group consume a topic too, and come and go (KIP-932). */
function withShareGroup(roll: Dice, scenario: Scenario, lengthMs: number): Scenario {
  if (roll.chance(60)) return scenario;
  const { cluster, consumers, topics, script } = scenario;
  const topic = roll.one(topics).name;
  const sharing = Array.from({ length: 1 + roll.below(3) }, (_, i) =>
    randomShareConsumer(roll, `sharer-${i}`, topic),
  );
  const faults = Array.from({ length: roll.below(6) }, (): TimedCommand => {
    const consumer = roll.one(sharing).name;
    return { do: roll.one(COMINGS_AND_GOINGS), consumer, atMs: 3000 + roll.below(lengthMs - 3000) };
  });
  const configs = { ...cluster.configs, 'group.share.record.lock.duration.ms': 15_000 };
  return {
    ...scenario,
    cluster: { ...cluster, configs },
    consumers: [...consumers, ...sharing],
    script: [...script, ...faults],
  };
}

function randomShareConsumer(roll: Dice, name: string, topic: string): ConsumerSpec {
  return {
    name,
    group: 'share-group',
    topics: [topic],
    configs: {
      'request.timeout.ms': 5000,
      'max.poll.records': roll.one([500, 5, 1]),
      'share.acquire.mode': roll.one(['batch_optimized', 'record_limit']),
    },
    processingMs: roll.below(50),
    commit: 'auto',
    share: roll.chance(50) ? {} : { rejectEvery: 2 + roll.below(9), releaseEvery: 2 + roll.below(5) },
    startAtMs: roll.below(8000),
  };
}

/**
 * In some clusters a producer or two send in transactions, with one transactional.id between them or one each, and are
 * killed and started; a group reads committed.
 */
function withTransactions(roll: Dice, scenario: Scenario, lengthMs: number): Scenario {
  if (roll.chance(75)) return scenario;
  const { consumers, producers, topics, script } = scenario;
  const names = topics.map(({ name }) => name);
  const ids = roll.one([['txn-a'], ['txn-a', 'txn-b'], ['txn-a', 'txn-a']]);
  const sending = ids.map((id, i) => randomTransactionalProducer(roll, `sender-${i}`, id, roll.one(names)));
  const reading = Array.from({ length: 1 + roll.below(2) }, (_, i): ConsumerSpec => {
    const { configs, ...consumer } = randomConsumer(roll, `committed-${i}`, names);
    const readCommitted = { ...configs, 'isolation.level': 'read_committed' };
    return { ...consumer, group: 'group-c', configs: readCommitted };
  });
  const faults = Array.from({ length: roll.below(6) }, (): TimedCommand => {
    const producer = roll.one(sending).name;
    const what = roll.one(['killProducer' as const, 'startProducer' as const, 'startProducer' as const]);
    return { do: what, producer, atMs: 5000 + roll.below(lengthMs - 5000) };
  });
  return {
    ...scenario,
    producers: [...producers, ...sending],
    consumers: [...consumers, ...reading],
    script: [...script, ...faults],
  };
}

function randomTransactionalProducer(roll: Dice, name: string, id: string, topic: string): ProducerSpec {
  const { configs, ...producer } = randomProducer(roll, name, topic);
  const { acks: _all, ...others } = configs;
  return {
    ...producer,
    configs: {
      ...others,
      'transactional.id': id,
      'transaction.timeout.ms': roll.one([5000, 15_000]),
      'max.block.ms': roll.one([5000, 60_000]),
    },
    transactions: {
      records: 1 + roll.below(12),
      abortEvery: roll.one([0, 2, 3]),
      holdMs: roll.one([0, 0, 300, 7000]),
    },
    startAtMs: roll.below(10_000),
  };
}

/**
 * In some clusters a group sends on what it reads, mostly exactly once, and its members come and go; another reads
 * what comes of it.
 */
function withForwarders(roll: Dice, scenario: Scenario, lengthMs: number): Scenario {
  if (roll.chance(75)) return scenario;
  const { consumers, topics, script } = scenario;
  const { name: input, replicationFactor } = roll.one(topics);
  const results = { name: 'results', partitions: 1 + roll.below(3), replicationFactor, configs: {} };
  const ids = roll.one([['fwd-a'], ['fwd-a', 'fwd-b'], ['fwd-a', 'fwd-b'], ['fwd-a', 'fwd-a'], [undefined]]);
  const membership: Configs = roll.chance(50)
    ? { 'group.protocol': 'consumer' }
    : { 'session.timeout.ms': 10_000, 'partition.assignment.strategy': [roll.one(ASSIGNORS)] };
  const members = ids.map((id, i) => randomForwarder(roll, `forwarder-${i}`, input, id, membership));
  const { configs, ...reader } = randomConsumer(roll, 'results-reader', [results.name]);
  const readCommitted = { ...configs, 'isolation.level': 'read_committed' };
  const faults = Array.from({ length: roll.below(8) }, (): TimedCommand => {
    const consumer = roll.one(members).name;
    return { do: roll.one(COMINGS_AND_GOINGS), consumer, atMs: 5000 + roll.below(lengthMs - 5000) };
  });
  return {
    ...scenario,
    topics: [...topics, results],
    consumers: [...consumers, ...members, { ...reader, group: 'group-r', configs: readCommitted }],
    script: [...script, ...faults],
  };
}

function randomForwarder(
  roll: Dice,
  name: string,
  topic: string,
  transactionalId: string | undefined,
  membership: Configs,
): ConsumerSpec {
  const { configs, ...consumer } = randomConsumer(roll, name, [topic]);
  const { 'session.timeout.ms': _session, 'partition.assignment.strategy': _strategy, ...others } = configs;
  const timeout = { 'transaction.timeout.ms': roll.one([5000, 15_000]) };
  return {
    ...consumer,
    group: 'group-f',
    processingMs: roll.one([0, 0.3, 20, 200]),
    configs: {
      ...others,
      ...membership,
      'isolation.level': roll.one(['read_committed', 'read_uncommitted']),
      'max.poll.records': roll.one([500, 20]),
    },
    commit: transactionalId === undefined ? 'after-processing' : 'never',
    forwards: {
      topic: 'results',
      configs: {
        'linger.ms': roll.one([0, 50]),
        'request.timeout.ms': 5000,
        'delivery.timeout.ms': 20_000,
        ...(transactionalId === undefined ? {} : timeout),
      },
      ...(transactionalId === undefined ? {} : { transactionalId }),
    },
  };
}

/** Some clusters have racks and consumers that read from followers, some brokers little room for fetch sessions. */
function withRacks(roll: Dice, scenario: Scenario): Scenario {
  const slots = { 'max.incremental.fetch.session.cache.slots': roll.one([1000, 1000, 8, 0]) };
  const { cluster, consumers } = scenario;
  const configs = { ...cluster.configs, ...slots };
  if (roll.chance(50)) return { ...scenario, cluster: { ...cluster, configs } };
  const rack = () => roll.one(['a', 'b']);
  return {
    ...scenario,
    cluster: {
      ...cluster,
      brokers: cluster.brokers.map(({ id }) => ({ id, configs: { 'broker.rack': rack() } })),
      configs: { ...configs, 'replica.selector.class': RACK_AWARE_REPLICA_SELECTOR },
    },
    consumers: consumers.map((consumer) => ({
      ...consumer,
      configs: {
        ...consumer.configs,
        'client.rack': rack(),
        'isolation.level': roll.one(['read_committed', 'read_uncommitted']),
        'metadata.max.age.ms': 10_000,
      },
    })),
  };
}

function topicConfigs(roll: Dice): Configs {
  return {
    ...(roll.chance(40) ? { 'internal.segment.bytes': 2000 } : {}),
    ...(roll.chance(30) ? { 'retention.ms': 15_000 } : {}),
    ...(roll.chance(20) ? { 'min.insync.replicas': 2 } : {}),
  };
}

function randomProducer(roll: Dice, name: string, topic: string): ProducerSpec {
  const acks = roll.one(['all', 'all', '1', '0']);
  return {
    name,
    topic,
    configs: {
      acks,
      'linger.ms': roll.one([0, 5, 50]),
      'request.timeout.ms': 5000,
      'delivery.timeout.ms': 20_000,
    },
    workload: {
      type: 'steady',
      perSecond: 1 + roll.below(40),
      keys: roll.chance(70) ? { count: 8, skew: roll.below(3) / 2, prefix: 'k' } : null,
      valueBytes: 20 + roll.below(200),
    },
    startAtMs: roll.below(2000),
  };
}

function randomConsumer(roll: Dice, name: string, topics: readonly string[]): ConsumerSpec {
  const group = roll.one(['group-a', 'group-a', 'group-b']);
  return {
    name,
    group,
    topics: [roll.one(topics)],
    configs: {
      'partition.assignment.strategy':
        group === 'group-a' ? [ASSIGNORS[3]!] : [roll.one(ASSIGNORS.slice(0, 1))],
      'auto.offset.reset': 'earliest',
      'session.timeout.ms': 10_000,
      'max.poll.interval.ms': 15_000,
      'request.timeout.ms': 5000,
    },
    processingMs: roll.below(10),
    commit: roll.one(['auto', 'auto', 'after-processing']),
    startAtMs: roll.below(8000),
  };
}

function randomCommand(roll: Dice, scenario: Scenario, atMs: number): TimedCommand {
  const broker = 1 + roll.below(scenario.cluster.brokers.length);
  const consumer = roll.one(scenario.consumers).name;
  const command: Command = roll.one<() => Command>([
    () => ({ do: 'stopBroker', broker, how: roll.one(['kill', 'shutdown']) }),
    () => ({ do: 'startBroker', broker }),
    () => ({ do: 'startBroker', broker }),
    () => ({ do: 'freezeBroker', broker }),
    () => ({ do: 'thawBroker', broker }),
    () => ({
      do: 'cutLink',
      a: `broker-${broker}`,
      b: roll.one(['broker-1', 'controller-101', consumer].filter((n) => n !== `broker-${broker}`)),
    }),
    () => ({
      do: 'healLink',
      a: `broker-${broker}`,
      b: roll.one(['broker-1', 'controller-101', consumer].filter((n) => n !== `broker-${broker}`)),
    }),
    () => ({ do: 'moveConsumer', consumer, group: roll.one(['group-a', 'group-b', null]) }),
    () => ({ do: 'killConsumer', consumer }),
    () => ({ do: 'startConsumer', consumer }),
    () => ({ do: 'closeConsumer', consumer }),
    () => ({ do: 'freezeConsumer', consumer }),
    () => ({ do: 'thawConsumer', consumer }),
    () => ({ do: 'setProcessing', consumer, processingMs: roll.below(100) }),
    () => ({
      do: 'deleteRecords',
      topic: roll.one(scenario.topics).name,
      partition: 0,
      beforeOffset: roll.one([-1, roll.below(200)]),
    }),
    () => ({ do: 'setPartitions', topic: roll.one(scenario.topics).name, partitions: 1 + roll.below(9) }),
  ])();
  return { ...command, atMs };
}
