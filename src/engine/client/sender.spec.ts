import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { describeProducer } from './describe-producer.ts';
import { closeProducer, hasIncomplete } from './producer.ts';
import {
  act,
  createWorld,
  notesOf,
  produceRequests,
  range,
  recordsOf,
  runUntil,
  send,
  type Verdict,
  type WorldSettings,
} from './testing/producer-world.ts';

const STARTED_MS = 100;

/** A batch for each of `count` records, sent one right after the other. */
function sendBatches(settings: WorldSettings, count: number) {
  const world = createWorld(settings);
  runUntil(world, STARTED_MS);
  for (let i = 0; i < count; i++) {
    send(world, [i + 1]);
    runUntil(world, STARTED_MS + i * 0.01);
  }
  runUntil(world, 3000);
  return world;
}

const ONE_RECORD_A_BATCH = { 'batch.size': 0, 'linger.ms': 0 };
const OFF = { ...ONE_RECORD_A_BATCH, 'enable.idempotence': false };

/** Misconception 16 of the lessons: the ack of batch 2 is lost. */
const loseAckOf2: WorldSettings['judge'] = ({ records }, _partition, attempt): Verdict =>
  'indexes' in records && records.indexes[0] === 2 && attempt === 1 ? 'lose-answer' : 'write';

/** The leader cannot take batch 1 for the moment. */
const refuse1Once: WorldSettings['judge'] = ({ records }, _partition, attempt): Verdict =>
  'indexes' in records && records.indexes[0] === 1 && attempt === 1 ? Errors.NOT_ENOUGH_REPLICAS : 'write';

describe('order and repeats', () => {
  it('without idempotence a lost answer writes a batch twice: 1,2,2', () => {
    expect(sendBatches({ configs: OFF, judge: loseAckOf2 }, 2).partitions[0]!.log).toEqual([1, 2, 2]);
  });

  it('without idempotence a batch refused once lands behind its successor: 2,1', () => {
    expect(sendBatches({ configs: OFF, judge: refuse1Once }, 2).partitions[0]!.log).toEqual([2, 1]);
  });

  it('without idempotence, one request in flight at a time keeps the order', () => {
    const configs = { ...OFF, 'max.in.flight.requests.per.connection': 1 };
    const world = sendBatches({ configs, judge: refuse1Once }, 2);
    expect(world.partitions[0]!.log).toEqual([1, 2]);
    expect(world.mostInFlight).toBe(1);
  });

  it('with idempotence it is 1,2 both times, and all is acknowledged', () => {
    for (const judge of [loseAckOf2, refuse1Once]) {
      const world = sendBatches({ configs: ONE_RECORD_A_BATCH, judge }, 2);
      expect(world.partitions[0]!.log).toEqual([1, 2]);
      expect(recordsOf(world, 'batch-acknowledged')).toEqual([1, 2]);
    }
  });

  it('with idempotence the successors of a refused batch are out of order, and go again one at a time', () => {
    const world = sendBatches({ configs: ONE_RECORD_A_BATCH, judge: refuse1Once }, 5);
    expect(world.partitions[0]!.log).toEqual([1, 2, 3, 4, 5]);
    const retries = notesOf(world, 'batch-retried').map(({ error }) => error);
    expect(retries[0]).toBe('NOT_ENOUGH_REPLICAS');
    expect(retries.slice(1)).toEqual(Array(4).fill('OUT_OF_ORDER_SEQUENCE_NUMBER'));
    expect(world.producer.transactionManager!.producerEpoch).toBe(0);
  });

  it('at most five requests are in flight on a connection', () => {
    const world = sendBatches({ configs: ONE_RECORD_A_BATCH }, 40);
    expect(world.mostInFlight).toBe(5);
    expect(world.partitions[0]!.log).toEqual(range(1, 40));
  });
});

describe('idempotence', () => {
  it('is turned off by acks=1, acks=0, retries=0 and more than five in flight, unless it was asked for', () => {
    const off = [
      { acks: '1' },
      { acks: '0' },
      { retries: 0 },
      { 'max.in.flight.requests.per.connection': 6 },
    ] as const;
    for (const configs of off) {
      expect(createWorld({ configs }).producer.transactionManager).toBeNull();
      expect(createWorld({ configs, explicitIdempotence: true }).producer.transactionManager).not.toBeNull();
    }
    expect(createWorld().producer.transactionManager).not.toBeNull();
  });

  it('asks for a producer id before it sends anything', () => {
    const world = sendBatches({}, 1);
    const apis = world.requests.map(({ api }) => api);
    expect(apis.indexOf('InitProducerId')).toBeLessThan(apis.indexOf('Produce'));
    expect(notesOf(world, 'producer-id').map(({ producerId }) => producerId)).toEqual([100]);
  });

  it('a batch refused for good bumps the epoch, and its successors begin again from 0', () => {
    const judge: WorldSettings['judge'] = ({ records }): Verdict =>
      'indexes' in records && records.indexes[0] === 2 ? Errors.INVALID_TIMESTAMP : 'write';
    const world = sendBatches({ configs: ONE_RECORD_A_BATCH, judge }, 4);
    expect(world.partitions[0]!.log).toEqual([1, 3, 4]);
    expect(notesOf(world, 'batch-failed').map(({ error }) => error)).toEqual(['INVALID_TIMESTAMP']);
    expect(notesOf(world, 'producer-id').map(({ producerEpoch }) => producerEpoch)).toEqual([0, 1]);
    const written = world.partitions[0]!.batches.map((b) => [b.producerEpoch, b.baseSequence]);
    expect(written).toEqual([
      [0, 0],
      [1, 0],
      [1, 1],
    ]);
  });

  it('a new epoch begins in another partition only when all under the old one is settled there', () => {
    const judge: WorldSettings['judge'] = ({ records }, _partition, attempt): Verdict => {
      const index = 'indexes' in records ? records.indexes[0] : -1;
      if (index === 1) return Errors.INVALID_TIMESTAMP;
      return index === 2 && attempt === 1 ? 'silence' : 'write';
    };
    const configs = { ...ONE_RECORD_A_BATCH, 'request.timeout.ms': 300 };
    const world = createWorld({ brokers: 2, partitions: 2, configs, judge });
    runUntil(world, STARTED_MS);
    send(world, [1], { partition: 0 });
    send(world, [2], { partition: 1 });
    runUntil(world, STARTED_MS + 50);
    send(world, [3], { partition: 1 });
    runUntil(world, 2000);
    const sent = produceRequests(world)
      .flatMap(({ body }) => body.topicData[0]!.partitionData)
      .filter(({ index }) => index === 1)
      .map(({ records: [batch] }) => [batch!.producerEpoch, batch!.baseSequence]);
    expect(sent).toEqual([
      [0, 0],
      [0, 0],
      [1, 0],
    ]);
    expect(world.partitions[1]!.log).toEqual([2, 3]);
  });

  it('DUPLICATE_SEQUENCE_NUMBER counts as acknowledged, without an offset', () => {
    const world = sendBatches({ judge: () => Errors.DUPLICATE_SEQUENCE_NUMBER }, 1);
    expect(notesOf(world, 'batch-acknowledged').map(({ baseOffset }) => baseOffset)).toEqual([-1]);
  });

  it('a leader that has lost the producer state gets a new epoch', () => {
    const judge: WorldSettings['judge'] = ({ producerEpoch }): Verdict =>
      producerEpoch === 0 ? Errors.UNKNOWN_PRODUCER_ID : 'write';
    const world = sendBatches({ configs: ONE_RECORD_A_BATCH, judge }, 2);
    expect(world.partitions[0]!.log).toEqual([1, 2]);
    expect(world.producer.transactionManager!.producerEpoch).toBe(1);
  });

  it('after an expired batch that may have been written, the sequence is resolved by a bump', () => {
    const configs = {
      ...ONE_RECORD_A_BATCH,
      'delivery.timeout.ms': 1000,
      'request.timeout.ms': 300,
    };
    const judge: WorldSettings['judge'] = ({ records }): Verdict =>
      'indexes' in records && records.indexes[0] === 1 ? 'silence' : 'write';
    const world = createWorld({ configs, judge });
    runUntil(world, STARTED_MS);
    send(world, [1]);
    runUntil(world, 1500);
    expect(notesOf(world, 'batch-failed').map(({ error }) => error)).toEqual(['DELIVERY_TIMEOUT']);
    send(world, [2]);
    runUntil(world, 3000);
    expect(world.partitions[0]!.log).toEqual([2]);
    expect(world.producer.transactionManager!.producerEpoch).toBe(1);
  });
});

describe('an unclear sequence', () => {
  it('holds new batches back until those in flight have cleared it', () => {
    const configs = {
      ...ONE_RECORD_A_BATCH,
      'delivery.timeout.ms': 1000,
      'request.timeout.ms': 300,
      'retry.backoff.max.ms': 100,
    };
    const judge: WorldSettings['judge'] = ({ records }): Verdict =>
      'indexes' in records && records.indexes[0] === 1 ? 'silence' : 'write';
    const world = createWorld({ configs, judge });
    for (const [index, atMs] of [
      [1, 100],
      [2, 300],
      [3, 1099],
    ] as const) {
      runUntil(world, atMs);
      send(world, [index]);
    }
    runUntil(world, 1500);
    const sentUnder = (index: number) =>
      produceRequests(world)
        .map(({ body }) => body.topicData[0]!.partitionData[0]!.records[0]!)
        .filter(({ records }) => 'indexes' in records && records.indexes[0] === index)
        .map(({ producerEpoch, baseSequence }) => [producerEpoch, baseSequence]);
    expect(sentUnder(3)).toEqual([[1, 1]]);
    expect(world.partitions[0]!.log).toEqual([2, 3]);
  });
});

describe('retries', () => {
  it('back off exponentially with a fifth of spread, up to retry.backoff.max.ms', () => {
    const world = sendBatches(
      { judge: (_b, _p, attempt) => (attempt < 6 ? Errors.NOT_ENOUGH_REPLICAS : 'write') },
      1,
    );
    const sent = produceRequests(world).map(({ sentUs }) => sentUs / 1000);
    const waits = sent.slice(1).map((ms, i) => ms - sent[i]!);
    [100, 200, 400, 800, 1000].forEach((base, i) => {
      expect(waits[i]).toBeGreaterThan(base * 0.8);
      expect(waits[i]).toBeLessThan(Math.min(base * 1.2, 1000) + 5);
    });
    expect(world.partitions[0]!.log).toEqual([1]);
  });

  it('end after `retries` of them', () => {
    const configs = { retries: 2, 'enable.idempotence': false };
    const world = sendBatches({ configs, judge: () => Errors.NOT_ENOUGH_REPLICAS }, 1);
    expect(produceRequests(world)).toHaveLength(3);
    expect(notesOf(world, 'batch-failed').map(({ error }) => error)).toEqual(['NOT_ENOUGH_REPLICAS']);
  });

  it('are not made for errors that another attempt cannot mend', () => {
    const world = sendBatches({ judge: () => Errors.INVALID_TIMESTAMP }, 1);
    expect(produceRequests(world)).toHaveLength(1);
    expect(hasIncomplete(world.producer)).toBe(false);
  });

  it('end at delivery.timeout.ms, in flight or waiting', () => {
    const configs = { 'delivery.timeout.ms': 900, 'request.timeout.ms': 500 };
    const world = createWorld({ configs, judge: () => 'silence' });
    runUntil(world, STARTED_MS);
    send(world, [1]);
    runUntil(world, STARTED_MS + 899);
    expect(notesOf(world, 'batch-failed')).toHaveLength(0);
    runUntil(world, STARTED_MS + 900);
    expect(notesOf(world, 'batch-failed').map(({ error }) => error)).toEqual(['DELIVERY_TIMEOUT']);
  });

  it('a batch that the topic finds too large is split and sent again', () => {
    const judge: WorldSettings['judge'] = ({ sizeInBytes }): Verdict =>
      sizeInBytes > 5000 ? Errors.MESSAGE_TOO_LARGE : 'write';
    const world = createWorld({ judge });
    runUntil(world, STARTED_MS);
    send(world, range(0, 140));
    runUntil(world, 2000);
    expect(world.partitions[0]!.log).toEqual(range(0, 140));
    expect(recordsOf(world, 'batch-acknowledged')).toEqual(range(0, 140));
  });
});

describe('acks=0', () => {
  it('is acknowledged when sent, and never retried', () => {
    const world = sendBatches({ configs: { acks: '0' }, judge: () => Errors.NOT_ENOUGH_REPLICAS }, 1);
    expect(notesOf(world, 'batch-acknowledged').map(({ baseOffset }) => baseOffset)).toEqual([-1]);
    expect(world.partitions[0]!.log).toEqual([]);
    expect(produceRequests(world)).toHaveLength(1);
  });

  it('sends nothing into a broken connection: only what was on its way is lost', () => {
    const world = createWorld({ brokers: 2, configs: { acks: '0' } });
    runUntil(world, STARTED_MS);
    send(world, [1]);
    runUntil(world, 200);
    world.down.add(1);
    for (let i = 2; i < 20; i++) {
      send(world, [i]);
      runUntil(world, 200 + i * 100);
    }
    Object.assign(world.partitions[0]!, { leader: 2, leaderEpoch: 1 });
    world.known = [{ leader: 2, leaderEpoch: 1 }];
    runUntil(world, 5000);
    expect(world.partitions[0]!.log).toEqual([1, ...range(3, 17)]);
    expect(recordsOf(world, 'batch-acknowledged')).toEqual(range(1, 19));
  });
});

describe('a broker that is gone', () => {
  it('costs a batch one attempt at most, however long it is gone', () => {
    const world = createWorld({ configs: { retries: 1 } });
    runUntil(world, STARTED_MS);
    world.down.add(1);
    send(world, [1]);
    runUntil(world, 20_000);
    expect(produceRequests(world)).toHaveLength(1);
    world.down.delete(1);
    runUntil(world, 25_000);
    expect(world.partitions[0]!.log).toEqual([1]);
    expect(notesOf(world, 'batch-retried').map(({ attempt }) => attempt)).toEqual([1]);
  });

  it('is tried again by ApiVersions, with a growing backoff', () => {
    const world = createWorld();
    runUntil(world, STARTED_MS);
    world.down.add(1);
    send(world, [1]);
    runUntil(world, 10_000);
    const tried = world.requests.filter(({ api, sentUs }) => api !== 'Produce' && sentUs > 100_000).length;
    expect(tried).toBeGreaterThan(8);
    expect(tried).toBeLessThan(25);
  });
});

describe('leaders', () => {
  it('NOT_LEADER_OR_FOLLOWER with the new leader named: sent there at once (KIP-951)', () => {
    const world = createWorld({ brokers: 2 });
    runUntil(world, STARTED_MS);
    Object.assign(world.partitions[0]!, { leader: 2, leaderEpoch: 1 });
    send(world, [1]);
    runUntil(world, STARTED_MS + 20);
    expect(produceRequests(world).map(({ to }) => to)).toEqual(['broker-1', 'broker-2']);
    expect(world.partitions[0]!.log).toEqual([1]);
  });

  it('an update that is behind does not undo what the error told', () => {
    const world = createWorld({ brokers: 2 });
    runUntil(world, STARTED_MS);
    Object.assign(world.partitions[0]!, { leader: 2, leaderEpoch: 1 });
    send(world, [1]);
    runUntil(world, 2000);
    send(world, [2]);
    runUntil(world, 4000);
    expect(produceRequests(world).map(({ to }) => to)).toEqual(['broker-1', 'broker-2', 'broker-2']);
  });

  it('with the leader gone it asks for metadata until it hears of another, then sends without waiting', () => {
    const world = createWorld({ brokers: 3 });
    runUntil(world, STARTED_MS);
    send(world, [1]);
    runUntil(world, 200);
    world.down.add(1);
    send(world, [2]);
    runUntil(world, 3000);
    expect(recordsOf(world, 'batch-acknowledged')).toEqual([1]);
    Object.assign(world.partitions[0]!, { leader: 3, leaderEpoch: 1 });
    world.known = [{ leader: 3, leaderEpoch: 1 }];
    runUntil(world, 4300);
    expect(recordsOf(world, 'batch-acknowledged')).toEqual([1, 2]);
    const updates = notesOf(world, 'metadata-refreshed').length;
    expect(updates).toBeGreaterThan(3);
    expect(updates).toBeLessThan(20);
  });

  it('a partition without a leader holds its records back', () => {
    const world = createWorld({ brokers: 2, partitions: 2 });
    runUntil(world, STARTED_MS);
    world.known = [{ leader: -1, leaderEpoch: 1 }, world.known[1]!];
    runUntil(world, 300_200);
    send(world, [1], { partition: 0 });
    send(world, [2], { partition: 1 });
    runUntil(world, 303_000);
    expect(recordsOf(world, 'batch-acknowledged')).toEqual([2]);
    world.known = [{ leader: 1, leaderEpoch: 2 }, world.known[1]!];
    runUntil(world, 305_000);
    expect(recordsOf(world, 'batch-acknowledged')).toEqual([2, 1]);
  });
});

describe('close', () => {
  it('sends what lingers, waits for the answers, and ends the process', () => {
    const world = createWorld({ configs: { 'linger.ms': 5000 } });
    runUntil(world, STARTED_MS);
    send(world, [1]);
    act(world, (ctx) => closeProducer(ctx, world.producer));
    expect(world.producer.process).toBe('running');
    runUntil(world, 200);
    expect(world.producer.process).toBe('stopped');
    expect(recordsOf(world, 'batch-acknowledged')).toEqual([1]);
  });

  it('a closed producer takes no more', () => {
    const world = createWorld();
    runUntil(world, STARTED_MS);
    act(world, (ctx) => closeProducer(ctx, world.producer));
    send(world, [1]);
    expect(recordsOf(world, 'batch-failed')).toEqual([1]);
  });
});

describe('describeProducer', () => {
  it('tells how full and how old the open batch is', () => {
    const world = createWorld({ configs: { 'linger.ms': 1000 } });
    runUntil(world, STARTED_MS);
    send(world, range(0, 60));
    runUntil(world, STARTED_MS + 250);
    const [partition] = describeProducer(world.producer, world.cluster.nowUs).partitions;
    expect(partition!.open).toEqual({
      records: 60,
      sizeBytes: 61 + 60 * 109,
      filled: (61 + 60 * 109) / 16_384,
      ageMs: 250,
      lingered: 0.25,
    });
  });
});
