import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ErrorName, errorName } from '../../protocol/errors.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { askAndWait, brokerOf, input, runFor, startBroker } from '../broker/sample-cluster.ts';
import { topicByName } from '../controller/metadata-image.ts';
import { isPrepared } from '../coordinator/transaction/transaction-state.ts';
import { lastStableOffset } from '../log/high-watermark.ts';
import { records, sampleBatch } from '../log/sample-batch.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import { brokerNode } from '../node.ts';
import { endProcess } from '../process.ts';
import { partitionByName } from '../replica/hosted-partition.ts';
import {
  coordinatorOf,
  endTxn,
  initProducerId,
  leaderOf,
  metadataAt,
  type Producer,
  TOPIC,
  TRANSACTIONAL_ID,
  transactionWorld,
} from './testing/transaction-world.ts';

const PARTITIONS = [0, 1] as const;
/** Longer than a session, so that a transaction may time out while a broker is away. */
const TIMEOUT_MS = 20_000;
const ATTEMPTS = 20;
const RETRY_MS = 500;

type Step =
  | { readonly do: 'begin' }
  | { readonly do: 'produce'; readonly partition: number; readonly count: number }
  | { readonly do: 'end'; readonly committed: boolean }
  | { readonly do: 'wait'; readonly ms: number }
  /** The leader of a partition, or the coordinator, dies and comes back. */
  | { readonly do: 'failover'; readonly of: 'topic' | 'coordinator' }
  /** The coordinator dies while the markers are on their way. */
  | { readonly do: 'end-and-failover'; readonly committed: boolean };

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ do: 'begin' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('produce' as const),
      partition: fc.constantFrom(...PARTITIONS),
      count: fc.integer({ min: 1, max: 3 }),
    }),
  },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('end' as const), committed: fc.boolean() }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(1000, 40_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('failover' as const),
      of: fc.constantFrom('topic' as const, 'coordinator' as const),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('end-and-failover' as const), committed: fc.boolean() }),
  },
);

/** What the producer was told of its transactions, to be found in the logs. */
interface Told {
  readonly partition: number;
  readonly baseOffset: number;
  readonly producer: Producer;
  /** Null: nobody said how it ended. */
  committed: boolean | null;
}

class Play {
  readonly sample = transactionWorld();
  readonly told: Told[] = [];
  producer: Producer | null = null;
  sequences = new Map<number, number>();

  take(each: Step): void {
    switch (each.do) {
      case 'begin':
        this.begin();
        break;
      case 'produce':
        this.produce(each.partition, each.count);
        break;
      case 'end':
        this.end(each.committed);
        break;
      case 'wait':
        runFor(this.sample, each.ms);
        break;
      case 'failover':
        this.failOver(each.of === 'topic' ? leaderOf(this.sample) : coordinatorOf(this.sample));
        break;
      case 'end-and-failover':
        this.end(each.committed);
        this.failOver(coordinatorOf(this.sample));
        break;
    }
  }

  begin(): void {
    let got = initProducerId(this.sample, undefined, TIMEOUT_MS);
    for (let attempt = 0; attempt < ATTEMPTS && got.error !== 'NONE'; attempt++) {
      runFor(this.sample, RETRY_MS);
      got = initProducerId(this.sample, undefined, TIMEOUT_MS);
    }
    expect(got.error).toBe('NONE');
    this.goOnAs(got);
  }

  private goOnAs({ producerId, producerEpoch }: Producer): void {
    this.producer = { producerId, producerEpoch };
    this.sequences = new Map();
  }

  private produce(partition: number, count: number): void {
    const { producer } = this;
    if (!producer) return;
    const baseSequence = this.sequences.get(partition) ?? 0;
    const batch = {
      ...sampleBatch({ atMs: records(count), ...producer, baseSequence }),
      isTransactional: true,
    };
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const { error, baseOffset } = this.send(partition, batch);
      if (error === 'NONE') {
        this.sequences.set(partition, baseSequence + count);
        this.told.push({ partition, baseOffset, producer, committed: null });
        return;
      }
      if (FATAL.includes(error)) break;
      runFor(this.sample, RETRY_MS);
    }
    this.producer = null;
  }

  private send(partition: number, batch: RecordBatch): { error: ErrorName; baseOffset: number } {
    const { topicId } = topicByName(this.sample.controller.image, TOPIC)!;
    const body = askAndWait(this.sample, brokerNode(leaderOf(this.sample, partition)), 'Produce', {
      transactionalId: TRANSACTIONAL_ID,
      acks: -1,
      timeoutMs: 10_000,
      topicData: [{ topicId, partitionData: [{ index: partition, records: [batch] }] }],
    });
    const { errorCode, baseOffset } = body.responses[0]!.partitionResponses[0]!;
    return { error: errorName(errorCode), baseOffset };
  }

  private end(committed: boolean): void {
    const { producer } = this;
    if (!producer) return;
    this.producer = null;
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      const answer = endTxn(this.sample, producer, committed);
      if (answer.error === 'NONE') {
        for (const each of this.told) if (isOf(each.producer, producer)) each.committed = committed;
        this.goOnAs(answer);
        return;
      }
      if (FATAL.includes(answer.error) || answer.error === 'INVALID_TXN_STATE') return;
      runFor(this.sample, RETRY_MS);
    }
  }

  private failOver(brokerId: number): void {
    const broker = brokerOf(this.sample, brokerId);
    input(this.sample, (ctx) => endProcess(ctx, broker, 'kill'));
    runFor(this.sample, 12_000);
    input(this.sample, (ctx) => startBroker(ctx, broker));
    runFor(this.sample, 20_000);
  }

  /** Whatever is open is aborted by a last producer, and all markers are written. */
  check(): void {
    this.begin();
    runFor(this.sample, 5000);
    expect(isPrepared(metadataAt(this.sample)!.state)).toBe(false);
    for (const partition of PARTITIONS) {
      const { log } = partitionByName(
        brokerOf(this.sample, leaderOf(this.sample, partition)),
        TOPIC,
        partition,
      )!;
      expect(lastStableOffset(log)).toBe(log.highWatermark);
      for (const each of this.told) if (each.partition === partition) checkTold(log, each);
    }
    this.checkAtomic();
  }

  /** The records of one transaction came to the same end in all partitions. */
  private checkAtomic(): void {
    const ends = new Map<string, string>();
    for (const { producer, partition, baseOffset } of this.told) {
      const broker = brokerOf(this.sample, leaderOf(this.sample, partition));
      const end = markerAfter(partitionByName(broker, TOPIC, partition)!.log, producer, baseOffset);
      const transaction = `${producer.producerId}:${producer.producerEpoch}`;
      expect(end, transaction).toBe(ends.get(transaction) ?? end);
      ends.set(transaction, end);
    }
  }
}

const FATAL: readonly ErrorName[] = [
  'PRODUCER_FENCED',
  'INVALID_PRODUCER_EPOCH',
  'INVALID_PRODUCER_ID_MAPPING',
  'TRANSACTION_ABORTABLE',
  'OUT_OF_ORDER_SEQUENCE_NUMBER',
];

function isOf(a: Producer, b: Producer): boolean {
  return a.producerId === b.producerId && a.producerEpoch === b.producerEpoch;
}

/** What was acknowledged is there, and has come to the end that the producer was told. */
function checkTold(log: UnifiedLog, { producer, baseOffset, committed }: Told): void {
  const batch = batchesOf(log).find((each) => each.baseOffset === baseOffset);
  expect(batch && isOf(batch, producer)).toBe(true);
  const end = markerAfter(log, producer, baseOffset);
  if (committed !== null) expect(end).toBe(committed ? 'COMMIT' : 'ABORT');
}

/** The next marker of the producer: it must be there, and of an epoch above the records'. */
function markerAfter(log: UnifiedLog, { producerId, producerEpoch }: Producer, offset: number): string {
  const marker = batchesOf(log).find(
    (each) => each.baseOffset > offset && each.producerId === producerId && each.records.kind === 'control',
  );
  expect(marker?.producerEpoch).toBeGreaterThan(producerEpoch);
  return marker!.records.kind === 'control' ? marker!.records.marker : '';
}

function batchesOf({ segments }: UnifiedLog): RecordBatch[] {
  return segments.flatMap(({ chunk, batchCount }) => chunk.batches.slice(0, batchCount));
}

describe('a transactional producer on three brokers that die and come back', () => {
  it('has all of a transaction committed or nothing, as it was told, and nothing stays open', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 25 }), (steps) => {
        const play = new Play();
        play.begin();
        for (const each of steps) play.take(each);
        play.check();
      }),
      { numRuns: 20 },
    );
  });
});
