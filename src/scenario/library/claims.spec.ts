/** What each built-in scenario says to look for is what happens, played by the engine itself. */
import { describe, expect, it } from 'vitest';
import { describeConsumer } from '../../engine/client/describe-consumer.ts';
import { countOf } from '../../engine/client/producer-batch.ts';
import type { LogSegment } from '../../engine/log/log-segment.ts';
import type { Note } from '../../engine/note.ts';
import { type RecordBatch, recordCount } from '../../protocol/record-batch.ts';
import { loadDataSets } from '../../sim/cli-data-sets.ts';
import { sourceOf } from '../../sim/content-of.ts';
import { sharePartitionsOf } from '../../sim/groups.ts';
import { brokerOf, leaderLog, topicNamed } from '../../sim/leaders.ts';
import { findConsumer, findProducer } from '../../sim/named.ts';
import { advanceTo, createSimulation, type Simulation, toMicros } from '../../sim/simulation.ts';
import { stateDocument } from '../../sim/state-document.ts';
import type { StateDocument } from '../../view/state-document.ts';
import { normalise } from '../normalise.ts';
import { LIBRARY_IDS, libraryDocument } from './index.ts';

function begun(id: string): Simulation {
  const document = libraryDocument(id);
  if (!document) throw new Error(`no scenario ${id}`);
  const scenario = normalise(document);
  return createSimulation({ scenario, seed: scenario.seed, actions: [] }, loadDataSets(scenario));
}

/** States of one run at the given seconds, in their order. */
function played(id: string, ...seconds: readonly number[]): StateDocument[] {
  const simulation = begun(id);
  return seconds.map((second) => {
    advanceTo(simulation, toMicros(second * 1000));
    return stateDocument(simulation);
  });
}

const openAt = (id: string) => normalise(libraryDocument(id) ?? { version: 1 }).openAtMs / 1000;

function group(state: StateDocument | undefined, id: string) {
  const found = state?.groups.find((each) => each.id === id);
  if (!found) throw new Error(`no group ${id}`);
  return found;
}

function partitions(state: StateDocument | undefined, topic: string) {
  const found = state?.topics.find(({ name }) => name === topic);
  if (!found) throw new Error(`no topic ${topic}`);
  return found.partitions;
}

/** How many partitions each member owns, by its name. */
function owned(state: StateDocument | undefined, id: string): Record<string, number> {
  return Object.fromEntries(
    group(state, id).members.map(({ consumer, assignment }) => [
      consumer,
      Object.values(assignment).flat().length,
    ]),
  );
}

const totalLag = (state: StateDocument | undefined, id: string) =>
  group(state, id).offsets.reduce((sum, { lag }) => sum + lag, 0);

const batchesIn = ({ chunk, batchCount }: LogSegment): readonly RecordBatch[] =>
  chunk.batches.slice(0, batchCount);

describe('the built-in scenarios do what they say', () => {
  it.each(LIBRARY_IDS)(
    '%s opens on stable groups and records already read, and breaks no invariant',
    (id) => {
      const at = openAt(id);
      const [opened, later] = played(id, at, at + 30);
      for (const { id: name, state } of opened?.groups ?? []) expect([name, state]).toEqual([name, 'Stable']);
      expect(opened?.groups.length).toBeGreaterThan(0);
      expect(opened?.ledger.delivered).toBeGreaterThan(0);
      expect(later?.violations).toEqual([]);
    },
  );

  it('one-partition: all is read, nothing is taken away, and the commit comes every five seconds', () => {
    const [before, after] = played('one-partition', 8, 40);
    const [log] = partitions(after, 'orders');
    expect(log).toMatchObject({ logStartOffset: 0 });
    expect(after?.ledger.delivered).toBeGreaterThan((before?.ledger.delivered ?? 0) + 50);
    expect(totalLag(after, 'billing')).toBeLessThanOrEqual(2 * 5 + 1);
  });

  it('the-buffer-is-full: send() blocks while the broker is down, the load falls behind, and nothing is lost', () => {
    const simulation = begun('the-buffer-is-full');
    const at = (second: number) => {
      advanceTo(simulation, toMicros(second * 1000));
      const { blocked, pool } = findProducer(simulation.cluster, 'checkout')!.accumulator;
      return { on: blocked.on, available: pool.availableBytes, produced: simulation.ledger.counts.produced };
    };
    expect(at(15)).toMatchObject({ on: null });
    const full = at(20);
    expect(full).toMatchObject({ on: 'buffer', available: 0 });
    expect(at(29).produced).toBe(full.produced);
    const after = at(45);
    expect(after.on).toBeNull();
    expect(after.produced).toBeGreaterThan(full.produced + 200);
    expect(after.produced).toBeLessThan(45 * 20 - 200);
    const { counts } = simulation.ledger;
    expect(counts.lost).toBe(0);
    expect(counts.produced - counts.acknowledged).toBeLessThanOrEqual(2);
  });

  it('keys-and-order: keyed records stay in order, and every partition gets some of both', () => {
    const [state] = played('keys-and-order', 40);
    expect(state?.ledger.outOfOrder).toBe(0);
    for (const log of partitions(state, 'orders')) expect(log.logEndOffset).toBeGreaterThan(20);
  });

  it('a-group-shares-the-work: the lag grows with one member, hardly with two, and melts with three', () => {
    const states = played('a-group-shares-the-work', 8, 13, 18, 27, 34, 45);
    const behind = states.map(({ ledger }) => ledger.acknowledged - ledger.delivered);
    const [atOpening = 0, alone = 0, joined = 0, two = 0, , three = 0] = behind;
    expect(alone - atOpening).toBeGreaterThan(40); // in 5 s
    expect(Math.abs(two - joined)).toBeLessThan(30); // in 9 s
    expect(three).toBeLessThan(10);
    expect(owned(states.at(-1), 'billing')).toEqual({ 'Consumer 1': 1, 'Consumer 2': 1, 'Consumer 3': 1 });
  });

  it('a-queue-on-a-log: three work on one partition, late locks are redelivered, and rejected records are not', () => {
    const simulation = begun('a-queue-on-a-log');
    const at = (second: number) => {
      advanceTo(simulation, toMicros(second * 1000));
      const [partition] = sharePartitionsOf(simulation.cluster);
      const handledBy = (name: string) => findConsumer(simulation.cluster, name)!.share!.handled;
      return { ...simulation.ledger.counts, start: partition!.startOffset, handledBy };
    };
    const opened = at(10);
    expect(owned(stateDocument(simulation), 'workers')).toEqual({ Quick: 1, Slow: 1, Picky: 1 });
    // Slow's first lock holds the start back while the others go on.
    expect(opened.delivered - opened.start).toBeGreaterThan(15);
    const later = at(60);
    expect(later.start).toBeGreaterThan(opened.start + 300);
    expect(later.handledBy('Quick')).toBeGreaterThan(150);
    expect(later.handledBy('Picky')).toBeGreaterThan(150);
    // Each of Slow's records is delivered once more, and nobody else's.
    expect(later.handledBy('Slow')).toBeGreaterThan(5);
    expect(Math.abs(later.redelivered - later.handledBy('Slow'))).toBeLessThanOrEqual(2);
  });

  it('the-idle-consumer: the fourth has nothing until the third leaves', () => {
    const [before, after] = played('the-idle-consumer', 14, 20);
    expect(owned(before, 'billing')).toMatchObject({ 'Consumer 3': 1, 'Consumer 4': 0 });
    expect(owned(after, 'billing')).toEqual({ 'Consumer 1': 1, 'Consumer 2': 1, 'Consumer 4': 1 });
    expect(
      group(after, 'billing').members.find(({ consumer }) => consumer === 'Consumer 4')?.assignment,
    ).toEqual(group(before, 'billing').members.find(({ consumer }) => consumer === 'Consumer 3')?.assignment);
  });

  it('two-groups-one-topic: audit reads everything from offset 0, billing is left alone', () => {
    const [before, after] = played('two-groups-one-topic', 15, 40);
    expect(before?.groups.map(({ id }) => id)).toEqual(['billing']);
    expect(group(after, 'billing').epoch).toBe(group(before, 'billing').epoch);
    expect(after?.ledger.delivered).toBeGreaterThan(2 * (after?.ledger.acknowledged ?? 0) - 20);
    expect(after?.ledger.redelivered).toBe(0);
  });

  it('eager-against-cooperative: three members each in the end, after two generations and after one', () => {
    const [before, after] = played('eager-against-cooperative', 14, 25);
    for (const id of ['eager', 'cooperative']) {
      expect(Object.values(owned(before, id))).toEqual([3, 3]);
      expect(Object.values(owned(after, id))).toEqual([2, 2, 2]);
    }
    expect(group(after, 'eager').epoch - group(before, 'eager').epoch).toBe(1);
    expect(group(after, 'cooperative').epoch - group(before, 'cooperative').epoch).toBe(2);
  });

  it('a-static-member: two rebalances for the dynamic member, none for the static one', () => {
    const [before, away, back] = played('a-static-member', 14, 24, 40);
    const generation = (state: StateDocument | undefined, id: string) => group(state, id).epoch;
    expect(generation(back, 'dynamic') - generation(before, 'dynamic')).toBe(2);
    expect(generation(back, 'static')).toBe(generation(before, 'static'));
    expect(owned(away, 'dynamic')).toEqual({ 'Dynamic 2': 4 });
    expect(owned(away, 'static')).toEqual({ 'Static 1': 2, 'Static 2': 2 });
    expect(totalLag(away, 'static')).toBeGreaterThan(totalLag(away, 'dynamic') + 10);
    const assignments = (state: StateDocument | undefined) =>
      Object.fromEntries(
        group(state, 'static').members.map(({ consumer, assignment }) => [consumer, assignment]),
      );
    expect(assignments(back)).toEqual(assignments(before));
    expect(totalLag(back, 'static')).toBeLessThan(totalLag(away, 'static') + 10);
  });

  it('offsets-that-expire: nightly finds none and skips what came meanwhile, billing keeps its own', () => {
    const [before, empty, expired, back] = played('offsets-that-expire', 19, 40, 105, 130);
    const committed = (state: StateDocument | undefined, id: string) =>
      group(state, id).offsets.reduce((sum, offset) => sum + offset.committed, 0);
    expect(committed(empty, 'nightly')).toBeGreaterThanOrEqual(committed(before, 'nightly'));
    expect(expired?.groups.map(({ id }) => id)).toEqual(['billing']);
    const missed = (expired?.ledger.acknowledged ?? 0) - committed(empty, 'nightly');
    expect(missed).toBeGreaterThan(300);
    expect(2 * (back?.ledger.acknowledged ?? 0) - (back?.ledger.delivered ?? 0)).toBeGreaterThan(missed);
    expect(totalLag(back, 'nightly')).toBeLessThan(30);
    expect(totalLag(back, 'billing')).toBeLessThan(30);
  });

  it('a-batch-too-large: bursts are split and arrive whole, records of images never', () => {
    const simulation = begun('a-batch-too-large');
    const refused: Note[] = [];
    const splits: Note[] = [];
    advanceTo(simulation, toMicros(42_000), ({ effects }) => {
      for (const note of effects.notes) {
        if (note.code === 'batch-failed') refused.push(note);
        if (note.code === 'batch-split') splits.push(note);
      }
    });
    const { produced, acknowledged, delivered } = simulation.ledger.counts;
    expect(new Set(refused.map((note) => 'producer' in note && note.producer))).toEqual(new Set(['images']));
    expect(refused.length).toBeGreaterThan(5);
    expect(splits.length).toBeGreaterThan(5);
    expect(acknowledged).toBe(produced - refused.length);
    expect(delivered).toBe(acknowledged);
    expect(acknowledged).toBeGreaterThan(100);
  });

  it('too-old-to-be-taken: a batch is refused for one record older than ten seconds, all others arrive', () => {
    const simulation = begun('too-old-to-be-taken');
    const settled: { readonly oldestMs: number; readonly count: number; readonly error: string }[] = [];
    advanceTo(simulation, toMicros(60_000), ({ effects: { notes, atUs } }) => {
      const nowMs = simulation.cluster.epochMs + atUs / 1000;
      for (const note of notes) {
        if (note.code !== 'batch-failed' && note.code !== 'batch-acknowledged') continue;
        const { baseTimestamp } = note.batch;
        const error = note.code === 'batch-failed' ? note.error : 'NONE';
        settled.push({ oldestMs: nowMs - baseTimestamp, count: recordCount(note.batch), error });
      }
    });
    const refused = settled.filter(({ error }) => error !== 'NONE');
    const taken = settled.filter(({ error }) => error === 'NONE');
    const countIn = (batches: typeof settled) => batches.reduce((sum, { count }) => sum + count, 0);
    expect(new Set(refused.map(({ error }) => error))).toEqual(new Set(['INVALID_TIMESTAMP']));
    expect(countIn(refused)).toBeGreaterThanOrEqual(10);
    expect(Math.min(...refused.map(({ oldestMs }) => oldestMs))).toBeGreaterThan(10_000);
    // The answer is under way for a few milliseconds.
    expect(Math.max(...taken.map(({ oldestMs }) => oldestMs))).toBeLessThan(10_050);
    expect(taken.filter(({ oldestMs }) => oldestMs > 5000).length).toBeGreaterThan(1);
    const { acknowledged, delivered, lost, outOfOrder } = simulation.ledger.counts;
    expect({ acknowledged, lost, outOfOrder }).toEqual({
      acknowledged: countIn(taken),
      lost: 0,
      outOfOrder: 0,
    });
    expect(acknowledged - delivered).toBeLessThanOrEqual(2);
  });

  it('where-records-without-a-key-go: a slow broker gets less where its queue counts, else ever more wait for it', () => {
    const simulation = begun('where-records-without-a-key-go');
    const handedOver = (producer: string, topic: string) => {
      const { queues } = findProducer(simulation.cluster, producer)!.accumulator.topics.get(topic)!;
      const state = stateDocument(simulation);
      return partitions(state, topic).map(({ id, leader, logEndOffset }) => {
        const { batches, inFlight } = queues[id]!;
        const waiting = [...batches, ...inFlight].reduce((sum, batch) => sum + countOf(batch), 0);
        return { isSlow: leader === 3, waiting, sum: logEndOffset + waiting };
      });
    };
    const slowPartition = (producer: string, topic: string) =>
      handedOver(producer, topic).find(({ isSlow }) => isSlow)!;

    advanceTo(simulation, toMicros(14_000));
    const before = { adaptive: slowPartition('app 1', 'adaptive'), evenly: slowPartition('app 2', 'evenly') };
    advanceTo(simulation, toMicros(64_000));
    const [adaptive, evenly] = [slowPartition('app 1', 'adaptive'), slowPartition('app 2', 'evenly')];
    // 50 s, 20 records a second: a third would be 333.
    expect(evenly.sum - before.evenly.sum).toBeGreaterThan(280);
    expect(adaptive.sum - before.adaptive.sum).toBeLessThan(200);
    expect(evenly.waiting).toBeGreaterThan(5 * adaptive.waiting);
    for (const { isSlow, waiting } of handedOver('app 2', 'evenly'))
      if (!isSlow) expect(waiting).toBeLessThan(10);
  });

  it('a-fetch-names-what-is-new: all partitions once, then at most the one with news', () => {
    const simulation = begun('a-fetch-names-what-is-new');
    const asked: number[] = [];
    const answered: number[] = [];
    const countOfPartitions = (topics: readonly { readonly partitions: readonly unknown[] }[]) =>
      topics.reduce((sum, { partitions }) => sum + partitions.length, 0);
    advanceTo(simulation, toMicros(40_000), ({ effects: { sends } }) => {
      for (const message of sends) {
        if (message.kind === 'reset' || message.api !== 'Fetch') continue;
        if (message.kind === 'request' && message.from === 'Consumer 1')
          asked.push(countOfPartitions(message.body.topics));
        if (message.kind === 'response' && message.to === 'Consumer 1')
          answered.push(countOfPartitions(message.body.responses));
      }
    });
    expect(asked.length).toBeGreaterThan(60);
    expect([asked[0], Math.max(...asked.slice(1)), Math.min(...asked.slice(1))]).toEqual([6, 1, 0]);
    expect([answered[0], Math.max(...answered.slice(1)), Math.min(...answered.slice(1))]).toEqual([6, 1, 0]);
  });

  it('only-what-is-committed: one group gets all, the other what was committed, and markers take offsets', () => {
    const simulation = begun('only-what-is-committed');
    const records = { committed: 0, aborted: 0 };
    const delivered: Record<string, number> = { audit: 0, billing: 0 };
    let ends = 0;
    advanceTo(simulation, toMicros(60_000), ({ effects: { notes } }) => {
      for (const note of notes) {
        if (note.code === 'transaction-committed') records.committed += note.records;
        if (note.code === 'transaction-aborted') records.aborted += note.records;
        if (note.code === 'transaction-committed' || note.code === 'transaction-aborted') ends++;
        if (note.code === 'records-delivered')
          delivered[note.group!]! += note.batches.reduce((sum, batch) => sum + recordCount(batch), 0);
      }
    });
    expect(records.aborted / (records.committed + records.aborted)).toBeCloseTo(1 / 3, 1);
    // The transaction that is open, and one that is just being read.
    expect(Math.abs(delivered.billing! - records.committed)).toBeLessThanOrEqual(4);
    expect(delivered.audit! - records.committed - records.aborted).toBeGreaterThanOrEqual(-4);
    const state = stateDocument(simulation);
    const sum = partitions(state, 'payments').reduce((all, { logEndOffset }) => all + logEndOffset, 0);
    expect(sum - state.ledger.produced).toBeGreaterThan(ends);
    expect(state.ledger).toMatchObject({ lost: 0, outOfOrder: 0, expiredUnread: 0, redelivered: 0 });
  });

  it('a-transaction-left-open: nothing is read committed until the coordinator aborts it at its check', () => {
    const simulation = begun('a-transaction-left-open');
    const abortedAtMs: number[] = [];
    const at = (second: number) => {
      advanceTo(simulation, toMicros(second * 1000), ({ effects: { notes, atUs } }) => {
        if (notes.some(({ code }) => code === 'transaction-timed-out')) abortedAtMs.push(atUs / 1000);
      });
      return stateDocument(simulation);
    };
    const stable = (state: StateDocument) =>
      partitions(state, 'orders').map(({ lastStableOffset }) => lastStableOffset);
    const behind = (state: StateDocument) =>
      partitions(state, 'orders').reduce(
        (sum, { highWatermark, lastStableOffset }) => sum + highWatermark - lastStableOffset,
        0,
      );
    const [died, waits, goesOn] = [at(14), at(28), at(41)];
    expect(stable(waits)).toEqual(stable(died));
    expect(waits.ledger.delivered).toBe(died.ledger.delivered);
    expect(behind(waits)).toBeGreaterThan(25);
    expect(abortedAtMs).toHaveLength(1);
    expect(abortedAtMs[0]! - 14_000).toBeGreaterThan(14_000);
    expect(abortedAtMs[0]! - 14_000).toBeLessThan(25_000);
    expect(behind(goesOn)).toBe(0);
    expect(totalLag(goesOn, 'billing')).toBeLessThan(15);
    // What the dead one had in its open transaction was acknowledged, and is passed over.
    const { acknowledged, delivered, lost } = goesOn.ledger;
    expect([acknowledged - delivered, lost]).toEqual([3, 0]);
  });

  it('two-with-one-transactional-id: the first is fenced, and what it had open is never read', () => {
    const simulation = begun('two-with-one-transactional-id');
    const fenced: string[] = [];
    const begunBy = { 'worker 1': 0, 'worker 2': 0 };
    advanceTo(simulation, toMicros(45_000), ({ effects: { notes, atUs } }) => {
      for (const note of notes) {
        if (note.code === 'producer-fenced') fenced.push(note.producer);
        if (note.code === 'transaction-begun' && atUs > 20_000_000)
          begunBy[note.producer as 'worker 1' | 'worker 2']++;
      }
    });
    expect(fenced).toEqual(['worker 1']);
    expect(begunBy['worker 1']).toBe(0);
    expect(begunBy['worker 2']).toBeGreaterThan(10);
    const epochs = ['worker 1', 'worker 2'].map(
      (name) => findProducer(simulation.cluster, name)!.transactionManager!,
    );
    expect(epochs[0]!.producerId).toBe(epochs[1]!.producerId);
    expect(epochs[0]!.producerEpoch).toBeLessThan(epochs[1]!.producerEpoch);
    expect(stateDocument(simulation).violations).toEqual([]);
  });

  it('more-partitions-move-keys: the third member gets the new partition, and keys lose their order', () => {
    const [before, after] = played('more-partitions-move-keys', 15.9, 40);
    expect(Object.values(owned(before, 'billing')).sort()).toEqual([0, 1, 1]);
    expect(totalLag(before, 'billing')).toBeGreaterThan(20);
    expect(before?.ledger.outOfOrder).toBe(0);
    expect(Object.values(owned(after, 'billing'))).toEqual([1, 1, 1]);
    expect(partitions(after, 'orders')[2]?.logEndOffset).toBeGreaterThan(50);
    expect(after?.ledger.outOfOrder).toBeGreaterThan(5);
  });

  it('leaders-do-not-come-home: broker 1 is in sync again and leads nothing until leaders are elected', () => {
    const states = played('leaders-do-not-come-home', 14, 24, 39, 42);
    const ledBy1 = states.map(
      (state) => partitions(state, 'orders').filter(({ leader }) => leader === 1).length,
    );
    expect(ledBy1).toEqual([2, 0, 0, 2]);
    for (const { isr } of partitions(states[2], 'orders')) expect(isr).toContain(1);
    expect(states[3]?.ledger).toMatchObject({ lost: 0, redelivered: 0 });
  });

  it('moving-a-partition: broker 4 has nothing until it is given P2, copies all of it, and leads it alone with 2', () => {
    const simulation = begun('moving-a-partition');
    const notes: Note[] = [];
    const until = (second: number) => {
      advanceTo(simulation, toMicros(second * 1000), ({ effects }) => notes.push(...effects.notes));
      return partitions(stateDocument(simulation), 'orders');
    };
    const before = until(24.9);
    for (const { replicas } of before) expect(replicas).not.toContain(4);
    expect(before[2]).toMatchObject({ replicas: [1, 2], leader: 1 });
    notes.length = 0;
    const after = until(45);
    expect(after[2]).toMatchObject({ replicas: [4, 2], isr: [2, 4], leader: 4, leaderEpoch: 1 });
    const copied = notes.filter(
      (note) => note.code === 'batch-replicated' && note.broker === 4 && note.partition === 2,
    );
    expect(copied[0]).toMatchObject({ fromOffset: 0 });
    const asked = notes.find((note) => note.code === 'isr-expand-asked');
    expect(asked).toMatchObject({ broker: 1, isr: [1, 2, 4] });
    const { topicId } = topicNamed(simulation.cluster, 'orders')!;
    const holders = [1, 2, 3, 4].filter((id) => {
      const broker = brokerOf(simulation.cluster, id);
      return broker?.disk.logs.has(`${topicId}:2`);
    });
    expect(holders).toEqual([2, 4]);
    expect(stateDocument(simulation).ledger).toMatchObject({ lost: 0, redelivered: 0, outOfOrder: 0 });
  });

  it('deleting-records: report is put to the new start of P0, and reads on', () => {
    const [before, after] = played('deleting-records', 24.9, 45);
    const [p0, p1] = partitions(before, 'clicks');
    const end = p0!.highWatermark;
    expect([p0!.logStartOffset, p1!.logStartOffset]).toEqual([0, 0]);
    expect(totalLag(before, 'report')).toBeGreaterThan(20);
    const [cut, whole] = partitions(after, 'clicks');
    expect(cut!.logStartOffset).toBeGreaterThanOrEqual(end);
    expect(whole!.logStartOffset).toBe(0);
    expect(after?.ledger).toMatchObject({ lost: 0 });
    expect(after?.ledger.expiredUnread).toBeGreaterThan(5);
    expect(group(after, 'report').offsets[0]?.committed).toBeGreaterThanOrEqual(cut!.logStartOffset);
  });

  it('the-topic-has-the-last-word: the one keeps time and bytes, the other stamps and compresses', () => {
    const simulation = begun('the-topic-has-the-last-word');
    advanceTo(simulation, toMicros(25_000));
    const { epochMs } = simulation.cluster;
    const batchesOf = (topic: string) => {
      const { segments } = leaderLog(simulation.cluster, topic, 0)!;
      return segments.flatMap(batchesIn);
    };
    const sent = batchesOf('as-sent');
    const changed = batchesOf('changed');
    expect(sent.length).toBeGreaterThan(10);
    expect(new Set(sent.map((batch) => batch.timestampType))).toEqual(new Set(['CreateTime']));
    expect(new Set(changed.map((batch) => batch.timestampType))).toEqual(new Set(['LogAppendTime']));
    expect(new Set(sent.map((batch) => batch.compression))).toEqual(new Set([undefined]));
    expect(new Set(changed.map((batch) => batch.compression))).toEqual(new Set(['zstd']));
    // Both first records are made at the same moment; the one log is stamped a journey later.
    expect(changed[0]!.maxTimestamp - sent[0]!.maxTimestamp).toBeGreaterThan(95);
    expect(sent[0]!.maxTimestamp).toBeGreaterThan(epochMs);
  });

  it('newest-but-not-too-old: every key is left, until those not written to are gone with their segment', () => {
    const simulation = begun('newest-but-not-too-old');
    const keysLeft = () => {
      const { segments } = leaderLog(simulation.cluster, 'sessions', 0)!;
      const keys = segments.flatMap((segment) =>
        batchesIn(segment).flatMap(({ records }) => (records.kind === 'data' ? records.keyIds : [])),
      );
      return new Set(keys).size;
    };
    advanceTo(simulation, toMicros(45_000));
    expect(keysLeft()).toBe(8);
    advanceTo(simulation, toMicros(100_000));
    expect(keysLeft()).toBe(2);
    expect(leaderLog(simulation.cluster, 'sessions', 0)!.logStartOffset).toBeGreaterThan(50);
  });

  it('retention-overtakes-a-slow-reader: report is passed by the log start and jumps to the end', () => {
    const [before, after] = played('retention-overtakes-a-slow-reader', 50, 80);
    const committed = (state: StateDocument | undefined, id: string) =>
      group(state, id).offsets[0]?.committed ?? 0;
    expect(committed(before, 'report')).toBeGreaterThanOrEqual(
      partitions(before, 'clicks')[0]?.logStartOffset ?? 0,
    );
    expect(after?.ledger.expiredUnread).toBeGreaterThan(20);
    expect(committed(after, 'report')).toBeGreaterThan(committed(before, 'report') + 100);
    expect(totalLag(after, 'billing')).toBeLessThan(30);
  });

  it('stopping-a-leader-acks-all: another leads, nothing is lost, and the broker comes back into the ISR', () => {
    const [before, dead, back] = played('stopping-a-leader-acks-all', 14, 28, 50);
    const ledBy1 = (state: StateDocument | undefined) =>
      partitions(state, 'orders').filter(({ leader }) => leader === 1).length;
    expect(ledBy1(before)).toBeGreaterThan(0);
    expect(ledBy1(dead)).toBe(0);
    for (const { leader, isr } of partitions(dead, 'orders'))
      expect([leader > 0, isr.length]).toEqual([true, 2]);
    for (const { isr } of partitions(back, 'orders')) expect(isr).toContain(1);
    expect(back?.ledger.lost).toBe(0);
  });

  it('acks-1-and-the-lost-record: acknowledged records are gone, and broker 1 agrees with the others again', () => {
    const [before, cut, dead, back] = played('acks-1-and-the-lost-record', 14, 17.9, 30, 45);
    expect(partitions(before, 'orders')[0]).toMatchObject({ leader: 1, leaderEpoch: 0 });
    const [behind] = partitions(cut, 'orders');
    expect((behind?.logEndOffset ?? 0) - (behind?.highWatermark ?? 0)).toBeGreaterThan(5);
    expect(partitions(dead, 'orders')[0]).toMatchObject({ leader: 2, leaderEpoch: 1 });
    expect(dead?.ledger.lost).toBeGreaterThan(5);
    expect(partitions(back, 'orders')[0]?.isr).toContain(1);
    expect(back?.ledger.lost).toBe(dead?.ledger.lost);
  });

  it('reading-from-the-nearest-replica: from broker 2 while it is in sync, from the leaders otherwise', () => {
    const simulation = begun('reading-from-the-nearest-replica');
    const readsFrom = (name: string) =>
      describeConsumer(findConsumer(simulation.cluster, name)!)
        .partitions.map(({ readsFrom: broker }) => broker)
        .sort();
    advanceTo(simulation, toMicros(15_000));
    expect(readsFrom('in rack b')).toEqual([2, 2, 2]);
    expect(readsFrom('in no rack')).toEqual([1, 2, 3]);
    advanceTo(simulation, toMicros(33_000));
    expect(readsFrom('in rack b')).not.toContain(2);
    const { delivered } = stateDocument(simulation).ledger;
    advanceTo(simulation, toMicros(60_000));
    expect(readsFrom('in rack b')).toEqual([2, 2, 2]);
    expect(stateDocument(simulation).ledger).toMatchObject({ lost: 0, redelivered: 0 });
    expect(stateDocument(simulation).ledger.delivered).toBeGreaterThan(delivered + 400);
  });

  it('classic-beside-kip-848: classic gives up all six partitions, consumer two, while the others are read on', () => {
    const simulation = begun('classic-beside-kip-848');
    advanceTo(simulation, toMicros(14_999));
    const notes: Note[] = [];
    advanceTo(simulation, toMicros(21_000), ({ effects }) => notes.push(...effects.notes));
    const revoked = (group: string) =>
      notes.flatMap((note) =>
        note.code === 'partitions-revoked' && note.group === group ? note.partitions : [],
      );
    expect(revoked('classic')).toHaveLength(6);
    expect(revoked('consumer')).toHaveLength(2);
    const received = notes.filter(
      (note) =>
        note.code === 'partitions-assigned' && note.consumer === 'New 3' && note.partitions.length > 0,
    );
    expect(received.map(({ atUs }) => Math.round(atUs / 1e6))).toEqual([20]);
    const state = stateDocument(simulation);
    for (const id of ['classic', 'consumer']) expect(Object.values(owned(state, id))).toEqual([2, 2, 2]);
    expect(group(state, 'consumer').type).toBe('consumer');
  });

  /** How many results of each order the read_committed group `accounting` has been handed, by the order's number. */
  function invoiced(id: string, untilSecond: number) {
    const simulation = begun(id);
    const counts = new Map<number, number>();
    let aborted = 0;
    advanceTo(simulation, toMicros(untilSecond * 1000), ({ effects: { notes } }) => {
      for (const note of notes) {
        if (note.code === 'transaction-state' && note.state === 'CompleteAbort') aborted++;
        if (note.code !== 'records-delivered' || note.group !== 'accounting') continue;
        for (const { baseOffset, records } of note.batches) {
          if (records.kind !== 'data') continue;
          for (const [place, number] of records.indexes.entries()) {
            if (baseOffset + place < note.fromOffset || baseOffset + place >= note.toOffset) continue;
            const order = sourceOf(simulation.applications.streams[records.stream]!, number).index;
            counts.set(order, (counts.get(order) ?? 0) + 1);
          }
        }
      }
    });
    const { violations, ledger } = stateDocument(simulation);
    expect([violations, ledger.lost, ledger.redelivered]).toEqual([[], 0, expect.any(Number)]);
    const orders = simulation.applications.byProducer.get('shop')!.nextIndex;
    // The newest are on their way.
    for (let order = 0; order < orders - 20; order++)
      expect([order, counts.has(order)]).toEqual([order, true]);
    return { orders, aborted, twice: [...counts.values()].filter((count) => count > 1).length };
  }

  it('exactly-once: what the killed worker had open is aborted, and each order has one invoice', () => {
    expect(invoiced('exactly-once', 60)).toMatchObject({ aborted: 1, twice: 0 });
    const [before, after] = played('exactly-once', 17.9, 60);
    const open = partitions(before, 'invoices').map(
      ({ highWatermark, lastStableOffset }) => highWatermark - lastStableOffset,
    );
    expect(Math.max(...open)).toBeGreaterThan(2);
    expect(totalLag(after, 'invoicing')).toBeLessThan(20);
  });

  it('at-least-once: invoices written before the worker was killed, and not committed, are written again', () => {
    const { twice, aborted } = invoiced('at-least-once', 60);
    expect(aborted).toBe(0);
    expect(twice).toBeGreaterThan(2);
    expect(twice).toBeLessThanOrEqual(8);
  });

  it('upgrading-a-group: a consumer group from the first restart on, everybody keeps what it had, and nothing comes twice', () => {
    const states = played('upgrading-a-group', 15.9, 25, 35, 50);
    const types = states.map((state) => group(state, 'billing').type);
    expect(types).toEqual(['classic', 'consumer', 'consumer', 'consumer']);
    const held = states.map((state) =>
      Object.fromEntries(
        group(state, 'billing').members.map(({ consumer, assignment }) => [consumer, assignment]),
      ),
    );
    for (const now of held) expect(now).toEqual(held[0]);
    const last = states.at(-1)!;
    expect(last.ledger).toMatchObject({ redelivered: 0, lost: 0 });
    expect(last.ledger.acknowledged - last.ledger.delivered).toBeLessThan(10);
  });

  it('topics-by-pattern: both members get a part of the topic that came later, and nobody reads clicks', () => {
    const [before, after] = played('topics-by-pattern', 20.9, 36);
    const read = (state: StateDocument | undefined) =>
      group(state, 'audit').members.map(({ assignment }) => Object.keys(assignment).sort());
    expect(new Set(read(before).flat())).toEqual(new Set(['orders-eu', 'orders-us']));
    expect(read(after).every((topics) => topics.includes('orders-kr'))).toBe(true);
    const clicks = partitions(after, 'clicks').reduce((sum, { logEndOffset }) => sum + logEndOffset, 0);
    const { acknowledged = 0, delivered } = after?.ledger ?? {};
    expect(delivered).toBeGreaterThan(acknowledged - clicks - 10);
    expect(delivered).toBeLessThanOrEqual(acknowledged - clicks + 10);
  });

  it('rewinding-a-group: refused while it reads, done once it is closed, and all is read again', () => {
    const simulation = begun('rewinding-a-group');
    const notes: Note[] = [];
    const at = (second: number) => {
      advanceTo(simulation, toMicros(second * 1000), ({ effects }) => notes.push(...effects.notes));
      return group(stateDocument(simulation), 'billing').offsets.map(({ committed }) => committed);
    };
    for (const committed of at(19)) expect(committed).toBeGreaterThan(10);
    expect(notes.find((note) => note.code === 'admin-answered' && note.api === 'resetOffsets')).toMatchObject(
      {
        error: 'NON_EMPTY_GROUP',
      },
    );
    expect(at(21)).toEqual([0, 0, 0]);
    at(35);
    expect(simulation.ledger.counts).toMatchObject({ delivered: 90, redelivered: 90 });
  });

  it('only-the-newest-of-each-key: closed segments keep one record of each key, and user-3 goes after its tombstone', () => {
    const simulation = begun('only-the-newest-of-each-key');
    const keysAt = (second: number) => {
      advanceTo(simulation, toMicros(second * 1000));
      const { segments } = leaderLog(simulation.cluster, 'profiles', 0)!;
      return segments
        .slice(0, -1)
        .flatMap(({ chunk }) => chunk.batches)
        .flatMap(({ records }) => (records.kind === 'data' ? records.keyIds : []))
        .map((keyId) => simulation.cluster.keys.text[keyId]!);
    };
    expect(keysAt(20)).toContain('user-3');
    keysAt(59);
    const { delivered, acknowledged } = simulation.ledger.counts;
    expect(delivered).toBe(acknowledged);
    // What has been cleaned last is clean but for the segments that closed since.
    const keys = keysAt(65.1);
    expect(new Set(keys).size).toBe(6);
    expect(keys).not.toContain('user-3');
    expect(keys.length).toBeLessThan(acknowledged / 4);
    const late = simulation.ledger.counts.delivered - simulation.ledger.counts.acknowledged;
    expect(late).toBeLessThan(acknowledged / 3);
    expect(late).toBeGreaterThan(6);
  });

  it('retries-out-of-order: keys change places and records come twice, and with idempotence neither', () => {
    const [state] = played('retries-out-of-order', 45);
    expect(state?.ledger.outOfOrder).toBeGreaterThan(5);
    expect(state?.ledger.delivered).toBeGreaterThan(state?.ledger.acknowledged ?? 0);
    const document = libraryDocument('retries-out-of-order')!;
    const producers = document.producers!.map((producer) => ({
      ...producer,
      configs: { ...producer.configs, 'enable.idempotence': true },
    }));
    const scenario = normalise({ ...document, producers });
    const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
    advanceTo(simulation, toMicros(45_000));
    const { outOfOrder, delivered, acknowledged } = simulation.ledger.counts;
    expect({ outOfOrder, delivered }).toEqual({ outOfOrder: 0, delivered: acknowledged });
  });

  it('a-hot-key: one partition falls behind, the others do not, and a seventh member is idle', () => {
    const [state] = played('a-hot-key', 45);
    const lags = group(state, 'alerts').offsets.map(({ lag }) => lag);
    const [hottest = 0, second = 0] = [...lags].sort((a, b) => b - a);
    expect(hottest).toBeGreaterThan(100);
    expect(second).toBeLessThan(hottest / 3);
    expect(Object.values(owned(state, 'alerts')).sort()).toEqual([0, 1, 1, 1, 1, 1, 1]);
  });
});
