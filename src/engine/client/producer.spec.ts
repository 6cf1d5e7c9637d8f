/** Properties of a producer under any run of refusals, lost answers, silences and leader changes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { type DataRecords, recordCount } from '../../protocol/record-batch.ts';
import { allQueues } from './record-accumulator.ts';
import {
  createWorld,
  produceRequests,
  range,
  recordsOf,
  runUntil,
  send,
  type Verdict,
  type World,
} from './testing/producer-world.ts';

const VERDICTS: readonly Verdict[] = [
  'write',
  'write',
  'write',
  'lose-answer',
  'silence',
  Errors.NOT_ENOUGH_REPLICAS,
  Errors.NOT_ENOUGH_REPLICAS_AFTER_APPEND,
  Errors.INVALID_TIMESTAMP,
];

interface Story {
  readonly idempotent: boolean;
  readonly maxInFlight: number;
  readonly lingerMs: number;
  readonly batchSize: number;
  readonly sends: readonly { readonly count: number; readonly waitMs: number; readonly keyed: boolean }[];
  readonly verdicts: readonly number[];
  readonly leaderChanges: readonly {
    readonly atMs: number;
    readonly partition: number;
    readonly told: boolean;
  }[];
  readonly seed: number;
}

const stories: fc.Arbitrary<Story> = fc.record({
  idempotent: fc.boolean(),
  maxInFlight: fc.integer({ min: 1, max: 5 }),
  lingerMs: fc.constantFrom(0, 5, 50),
  batchSize: fc.constantFrom(0, 500, 16_384),
  sends: fc.array(
    fc.record({
      count: fc.integer({ min: 1, max: 12 }),
      waitMs: fc.constantFrom(0, 1, 7, 200),
      keyed: fc.boolean(),
    }),
    { minLength: 1, maxLength: 25 },
  ),
  verdicts: fc.array(fc.integer({ min: 0, max: VERDICTS.length - 1 }), { maxLength: 30 }),
  leaderChanges: fc.array(
    fc.record({
      atMs: fc.integer({ min: 100, max: 3000 }),
      partition: fc.integer({ min: 0, max: 2 }),
      told: fc.boolean(),
    }),
    { maxLength: 3 },
  ),
  seed: fc.integer({ min: 0, max: 1_000_000 }),
});

/** Once, a Metadata request because of broker 1 went to broker 2 just before a batch that had been chosen for it. */
const METADATA_BESIDE_A_BATCH: Story = {
  idempotent: true,
  maxInFlight: 1,
  lingerMs: 0,
  batchSize: 16_384,
  sends: [
    { count: 2, waitMs: 0, keyed: true },
    { count: 1, waitMs: 7, keyed: false },
    { count: 2, waitMs: 0, keyed: true },
    { count: 2, waitMs: 0, keyed: true },
    { count: 1, waitMs: 7, keyed: false },
    { count: 2, waitMs: 200, keyed: true },
    { count: 2, waitMs: 0, keyed: true },
    { count: 1, waitMs: 0, keyed: false },
  ],
  verdicts: [3, 5, 0, 0, 0, 0, 3],
  leaderChanges: [],
  seed: 332_353,
};

/** Plays a story to its end, calling `look` at every pause of the application. */
function play(story: Story, look: (world: World) => void = () => {}): { world: World; sent: number } {
  let asked = 0;
  const world = createWorld({
    partitions: 3,
    brokers: 2,
    seed: story.seed,
    configs: {
      'enable.idempotence': story.idempotent,
      'max.in.flight.requests.per.connection': story.maxInFlight,
      'linger.ms': story.lingerMs,
      'batch.size': story.batchSize,
      'request.timeout.ms': 400,
      'delivery.timeout.ms': 2500,
    },
    judge: () => VERDICTS[story.verdicts[asked++] ?? 0]!,
  });
  const changes = [...story.leaderChanges].sort((a, b) => a.atMs - b.atMs);
  const advance = (toMs: number) => {
    for (let change = changes[0]; change && change.atMs <= toMs; change = changes[0]) {
      changes.shift();
      runUntil(world, Math.max(change.atMs, world.cluster.nowUs / 1000));
      moveLeader(world, change.partition, change.told);
    }
    runUntil(world, toMs);
    look(world);
  };
  let sent = 0;
  for (const { count, waitMs, keyed } of story.sends) {
    send(world, range(sent, count), keyed ? { keys: ['a', 'b', 'c', 'd'] } : {});
    sent += count;
    advance(world.cluster.nowUs / 1000 + waitMs);
  }
  advance(20_000);
  return { world, sent };
}

function moveLeader(world: World, index: number, told: boolean): void {
  const partition = world.partitions[index]!;
  partition.leader = partition.leader === 1 ? 2 : 1;
  partition.leaderEpoch++;
  if (told) world.known[index] = { leader: partition.leader, leaderEpoch: partition.leaderEpoch };
}

function pending(world: World): number[] {
  const { accumulator } = world.producer;
  const indexes = accumulator.blocked.waiting.flatMap(({ records }) => records.indexes);
  for (const queue of allQueues(accumulator)) {
    for (const batch of [...queue.batches, ...queue.inFlight.filter(({ done }) => !done)])
      indexes.push(...batch.records.indexes);
  }
  return indexes;
}

const ascending = (a: number, b: number) => a - b;

describe('whatever happens on the way', () => {
  it('every record handed over is acknowledged, failed or pending, and exactly one of these', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const settled = (world: World) => [
          ...recordsOf(world, 'batch-acknowledged'),
          ...recordsOf(world, 'batch-failed'),
        ];
        const { world, sent } = play(story, (now) => {
          const all = [...settled(now), ...pending(now)];
          expect(new Set(all).size).toBe(all.length);
        });
        expect(settled(world).sort(ascending)).toEqual(range(0, sent));
      }),
      { numRuns: 150 },
    );
  });

  // Where a batch has failed for good, its successors get new numbers and may be written twice: so it is in Kafka.
  it('an acknowledged record is in its partition; with idempotence, unless one failed, once and in order', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { world } = play(story);
        const written = world.partitions.flatMap(({ log }) => log);
        for (const index of recordsOf(world, 'batch-acknowledged')) expect(written).toContain(index);
        if (!story.idempotent || recordsOf(world, 'batch-failed').length > 0) return;
        for (const { log } of world.partitions) {
          expect(new Set(log).size).toBe(log.length);
          expect(log).toEqual([...log].sort(ascending));
        }
      }),
      { numRuns: 150 },
    );
  });

  it('one request in flight keeps the order of what is acknowledged, idempotent or not', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { world } = play({ ...story, maxInFlight: 1 });
        for (const { log } of world.partitions) {
          const acknowledged = new Set(recordsOf(world, 'batch-acknowledged'));
          const firsts = [...new Set(log)].filter((index) => acknowledged.has(index));
          expect(firsts).toEqual([...firsts].sort(ascending));
        }
      }),
      { numRuns: 100 },
    );
  });

  it('never more in flight to a broker than max.in.flight.requests.per.connection', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { world } = play(story);
        expect(world.mostInFlight).toBeLessThanOrEqual(story.maxInFlight);
      }),
      { numRuns: 50, examples: [[METADATA_BESIDE_A_BATCH]] },
    );
  });

  it('a sequence number of a partition names one record in an epoch, however often it is sent', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { world } = play({ ...story, idempotent: true });
        const named = new Map<string, number>();
        for (const { body } of produceRequests(world)) {
          for (const { index, records } of body.topicData[0]!.partitionData) {
            const { producerId, producerEpoch, baseSequence, records: columns } = records[0]!;
            (columns as DataRecords).indexes.forEach((record, i) => {
              const sequence = `${index}/${producerId}/${producerEpoch}/${baseSequence + i}`;
              expect(named.get(sequence) ?? record).toBe(record);
              named.set(sequence, record);
            });
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('without failures the sequence of a partition counts its records from 0', () => {
    fc.assert(
      fc.property(stories, (story) => {
        const { world } = play({ ...story, idempotent: true, verdicts: [], leaderChanges: [] });
        for (const { batches } of world.partitions) {
          let next = 0;
          for (const batch of batches) {
            expect(batch.baseSequence).toBe(next);
            next += recordCount(batch);
          }
        }
      }),
      { numRuns: 50 },
    );
  });

  it('the same seed gives the same run', () => {
    fc.assert(
      fc.property(stories, (story) => {
        expect(play(story).world.notes).toEqual(play(story).world.notes);
      }),
      { numRuns: 10 },
    );
  });
});
