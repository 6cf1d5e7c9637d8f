import { expect, it } from 'vitest';
import { brokerOf, input, runFor, type SampleCluster, sampleCluster } from '../../broker/sample-cluster.ts';
import { cleanFilthiestLog } from '../../log/log-cleaner.ts';
import { roll } from '../../log/roll.ts';
import type { UnifiedLog } from '../../log/unified-log.ts';
import type { Note } from '../../note.ts';
import { endProcess } from '../../process.ts';
import { partitionByName } from '../../replica/hosted-partition.ts';
import {
  addPartitions,
  askCoordinator,
  coordinatorOf,
  endTxn,
  initProducerId,
  leaderOf,
  metadataAt,
  startEndTxn,
  statePartition,
  TOPIC,
  TRANSACTIONAL_ID,
  transactionWorld,
} from '../../transaction/testing/transaction-world.ts';
import { metadataOfRecord } from './transaction-log.ts';
import type { TransactionStateName } from './transaction-state.ts';

const ENDED_AFTER_MS = 100;
/** The session runs out, and another broker leads. */
const MOVED_AFTER_MS = 12_000;

function statesIn(notes: readonly Note[]): string[] {
  return notes.flatMap((note) =>
    note.code === 'transaction-state' && note.transactionalId === TRANSACTIONAL_ID ? [note.state] : [],
  );
}

function kill(sample: SampleCluster, brokerId: number): void {
  input(sample, (ctx) => endProcess(ctx, brokerOf(sample, brokerId), 'kill'));
}

function logOf(sample: SampleCluster, topic: string, partition: number, brokerId: number): UnifiedLog {
  return partitionByName(brokerOf(sample, brokerId), topic, partition)!.log;
}

/** The decision is committed, and no marker has arrived yet. */
function runUntilDecided(sample: SampleCluster, state: TransactionStateName): void {
  while (metadataAt(sample)!.state !== state) runFor(sample, 0.1);
}

/** `COMMIT 1`: the marker and its epoch. */
function markersIn({ segments }: UnifiedLog): string[] {
  return segments.flatMap(({ chunk, batchCount }) =>
    chunk.batches
      .slice(0, batchCount)
      .flatMap(({ records, producerEpoch }) =>
        records.kind === 'control' ? [`${records.marker} ${producerEpoch}`] : [],
      ),
  );
}

it('Empty -> Ongoing -> PrepareCommit -> CompleteCommit, with a marker of the raised epoch in each partition', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  expect(addPartitions(sample, producer, [0])).toEqual(['NONE']);
  expect(addPartitions(sample, producer, [0, 1])).toEqual(['NONE', 'NONE']);
  expect(metadataAt(sample)).toMatchObject({
    state: 'Ongoing',
    topicPartitions: [
      { topic: TOPIC, partition: 0 },
      { topic: TOPIC, partition: 1 },
    ],
  });
  expect(endTxn(sample, producer, true)).toMatchObject({ producerEpoch: 1, error: 'NONE' });
  expect(metadataAt(sample)).toMatchObject({ state: 'PrepareCommit', pendingState: 'CompleteCommit' });
  expect(addPartitions(sample, { ...producer, producerEpoch: 1 }, [0])).toEqual(['CONCURRENT_TRANSACTIONS']);
  runFor(sample, ENDED_AFTER_MS);
  expect(metadataAt(sample)).toMatchObject({
    state: 'CompleteCommit',
    topicPartitions: [],
    producerEpoch: 1,
  });
  for (const partition of [0, 1])
    expect(markersIn(logOf(sample, TOPIC, partition, leaderOf(sample, partition)))).toEqual(['COMMIT 1']);
  expect(statesIn(sample.notes)).toEqual(['Empty', 'Ongoing', 'Ongoing', 'PrepareCommit', 'CompleteCommit']);
});

it('a transition counts once it is committed; one that fails leaves all as it was', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  const coordinator = coordinatorOf(sample);
  const [first, second] = [1, 2, 3].filter((brokerId) => brokerId !== coordinator);
  for (const brokerId of [first!, second!]) kill(sample, brokerId);
  const asked = startEndTxn(sample, producer, false);
  runFor(sample, 10);
  expect(metadataAt(sample)).toMatchObject({ state: 'Empty', pendingState: 'PrepareAbort' });
  // The transaction's own timeout is how long its coordinator waits for the replicas.
  runFor(sample, 60_000);
  expect(asked.answer()).toBe('COORDINATOR_NOT_AVAILABLE');
  expect(metadataAt(sample)).toMatchObject({ state: 'Empty', pendingState: null, producerEpoch: 0 });
});

it('a new producer has the open transaction aborted, comes again, and gets an epoch that nobody had', () => {
  const sample = transactionWorld();
  const first = initProducerId(sample);
  addPartitions(sample, first, [0]);
  expect(initProducerId(sample).error).toBe('CONCURRENT_TRANSACTIONS');
  runFor(sample, ENDED_AFTER_MS);
  expect(metadataAt(sample)).toMatchObject({ state: 'CompleteAbort', producerEpoch: 1 });
  expect(initProducerId(sample)).toEqual({ ...first, producerEpoch: 2 });
  expect(endTxn(sample, first, true).error).toBe('PRODUCER_FENCED');
});

it('KIP-360: who names its epoch goes on with the next, also if it asks twice; an older one is fenced', () => {
  const sample = transactionWorld();
  const first = initProducerId(sample);
  const next = { ...first, producerEpoch: 1 };
  expect(initProducerId(sample, first)).toEqual(next);
  expect(initProducerId(sample, first)).toEqual(next);
  expect(initProducerId(sample, next)).toEqual({ ...first, producerEpoch: 2 });
  expect(initProducerId(sample, first).error).toBe('PRODUCER_FENCED');
  initProducerId(sample);
  expect(initProducerId(sample, next).error).toBe('PRODUCER_FENCED');
  expect(initProducerId(sample, { producerId: 1, producerEpoch: 0 }).error).toBe('PRODUCER_FENCED');
});

it('with the epochs used up a producer that begins, or goes on, gets a new id', () => {
  const sample = transactionWorld();
  const first = initProducerId(sample);
  Object.assign(metadataAt(sample)!, { producerEpoch: 0x7ffe });
  const last = { ...first, producerEpoch: 0x7ffe };
  const second = initProducerId(sample, last);
  expect(second).toMatchObject({ producerEpoch: 0, error: 'NONE' });
  expect(second.producerId).toBeGreaterThan(first.producerId);
  expect(metadataAt(sample)).toMatchObject({ prevProducerId: first.producerId, lastProducerEpoch: 0x7ffe });
  // The answer was lost: the same once more.
  expect(initProducerId(sample, last)).toEqual(second);
});

it('a timeout must be positive and at most transaction.max.timeout.ms', () => {
  const sample = transactionWorld({ 'transaction.max.timeout.ms': 30_000 });
  for (const timeoutMs of [0, -1, 30_001])
    expect(initProducerId(sample, undefined, timeoutMs).error).toBe('INVALID_TRANSACTION_TIMEOUT');
  expect(initProducerId(sample, undefined, 30_000).error).toBe('NONE');
});

it('a partition that does not exist keeps the others out of the transaction', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  expect(addPartitions(sample, producer, [0, 2])).toEqual([
    'OPERATION_NOT_ATTEMPTED',
    'UNKNOWN_TOPIC_OR_PARTITION',
  ]);
  expect(metadataAt(sample)!.state).toBe('Empty');
});

it('a partition named twice is answered twice, and in the transaction once', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  expect(addPartitions(sample, producer, [0, 0])).toEqual(['NONE', 'NONE']);
  expect(metadataAt(sample)!.topicPartitions).toHaveLength(1);
});

it('verification says what is in the transaction, and adds nothing', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  addPartitions(sample, producer, [0], { apiVersion: 3 });
  expect(addPartitions(sample, producer, [0, 1], { verifyOnly: true })).toEqual([
    'NONE',
    'TRANSACTION_ABORTABLE',
  ]);
  expect(metadataAt(sample)!.topicPartitions).toHaveLength(1);
});

it('a transaction that lasts longer than its timeout is aborted when that is next looked at', () => {
  const sample = transactionWorld({ 'transaction.abort.timed.out.transaction.cleanup.interval.ms': 4000 });
  const producer = initProducerId(sample, undefined, 5000);
  addPartitions(sample, producer, [0]);
  const { txnStartTimestamp } = metadataAt(sample)!;
  runFor(sample, 12_000);
  const { epochMs } = sample.cluster;
  const { startedAtMs } = brokerOf(sample, coordinatorOf(sample));
  const lookedAt = startedAtMs + Math.ceil((txnStartTimestamp + 5001 - startedAtMs) / 4000) * 4000;
  const timedOut = sample.notes.find(({ code }) => code === 'transaction-timed-out')!;
  expect(epochMs + timedOut.atUs / 1000).toBe(lookedAt);
  expect(timedOut).toMatchObject({ transactionalId: TRANSACTIONAL_ID, producerId: producer.producerId });
  expect(metadataAt(sample)).toMatchObject({ state: 'CompleteAbort', producerEpoch: 1 });
  expect(markersIn(logOf(sample, TOPIC, 0, leaderOf(sample)))).toEqual(['ABORT 1']);
  expect(addPartitions(sample, producer, [0])).toEqual(['PRODUCER_FENCED']);
});

it('an id that nobody uses for long is forgotten; one with an open transaction is not', () => {
  const expiring = {
    'transactional.id.expiration.ms': 20_000,
    'transaction.remove.expired.transaction.cleanup.interval.ms': 5000,
  };
  const sample = transactionWorld(expiring);
  const first = initProducerId(sample, undefined, 900_000);
  addPartitions(sample, first, [0]);
  runFor(sample, 40_000);
  expect(metadataAt(sample)!.state).toBe('Ongoing');
  endTxn(sample, first, true);
  runFor(sample, 40_000);
  expect(metadataAt(sample)).toBeUndefined();
  const { transactionStates } = askCoordinator(sample, 'DescribeTransactions', {
    transactionalIds: [TRANSACTIONAL_ID],
  });
  expect(transactionStates[0]!.errorCode).toBe(105);
  expect(endTxn(sample, first, true).error).toBe('INVALID_PRODUCER_ID_MAPPING');
  expect(initProducerId(sample).producerId).toBeGreaterThan(first.producerId);
});

it('another broker takes over by what the log holds', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  addPartitions(sample, producer, [1]);
  const { lastProducerEpoch: _, ...before } = metadataAt(sample)!;
  const first = coordinatorOf(sample);
  kill(sample, first);
  runFor(sample, MOVED_AFTER_MS);
  expect(coordinatorOf(sample)).not.toBe(first);
  expect(metadataAt(sample)).toEqual({ ...before, lastProducerEpoch: -1 });
  expect(endTxn(sample, producer, true)).toMatchObject({ producerEpoch: 1, error: 'NONE' });
});

it('a decision outlives its coordinator: the next one sends the markers', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  addPartitions(sample, producer, [0, 1]);
  const first = coordinatorOf(sample);
  const asked = startEndTxn(sample, producer, false);
  runUntilDecided(sample, 'PrepareAbort');
  kill(sample, first);
  expect(asked.answer()).toBe('NONE');
  runFor(sample, MOVED_AFTER_MS);
  expect(metadataAt(sample)).toMatchObject({ state: 'CompleteAbort', producerEpoch: 1 });
  for (const partition of [0, 1])
    expect(markersIn(logOf(sample, TOPIC, partition, leaderOf(sample, partition)))).toContain('ABORT 1');
});

it("a marker that its partition's leader never answers goes to the next leader", () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  const partition = [0, 1].find((each) => leaderOf(sample, each) !== coordinatorOf(sample))!;
  addPartitions(sample, producer, [partition]);
  const leader = leaderOf(sample, partition);
  startEndTxn(sample, producer, true);
  runUntilDecided(sample, 'PrepareCommit');
  kill(sample, leader);
  runFor(sample, 3000);
  expect(metadataAt(sample)).toMatchObject({ state: 'PrepareCommit' });
  runFor(sample, MOVED_AFTER_MS);
  expect(leaderOf(sample, partition)).not.toBe(leader);
  expect(metadataAt(sample)).toMatchObject({ state: 'CompleteCommit' });
  expect(markersIn(logOf(sample, TOPIC, partition, leaderOf(sample, partition)))).toEqual(['COMMIT 1']);
});

it('compaction keeps the last state of each transactional id', () => {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  endTxn(sample, producer, false);
  runFor(sample, ENDED_AFTER_MS);
  const log = logOf(sample, '__transaction_state', statePartition(sample), coordinatorOf(sample));
  log.config = { ...log.config, 'min.cleanable.dirty.ratio': 0 };
  const nowMs = sample.cluster.epochMs + sample.cluster.nowUs / 1000;
  roll(log, nowMs);
  expect(log.logEndOffset).toBe(3);
  cleanFilthiestLog([log], nowMs);
  const left = log.segments.flatMap(({ chunk, batchCount }) => chunk.batches.slice(0, batchCount));
  expect(left.map(({ baseOffset }) => baseOffset)).toEqual([2]);
  const { records } = left[0]!;
  expect(records.kind === 'transaction-log' && metadataOfRecord(records.records[0]!)!.state).toBe(
    'CompleteAbort',
  );
});

it('a broker holds nothing of transactions until it coordinates some', () => {
  const sample = sampleCluster([1]);
  runFor(sample, 3000);
  expect(brokerOf(sample, 1).transactions).toBeNull();
});

it('a partition without leader is passed over, as in Kafka: its part of the transaction is left hanging', () => {
  const sample = transactionWorld();
  const hosts = [1, 2, 3].filter((brokerId) => brokerId !== coordinatorOf(sample));
  const assignments = [{ partitionIndex: 0, brokerIds: [hosts[0]!] }];
  const topic = { name: 'single', numPartitions: -1, replicationFactor: -1, assignments, configs: [] };
  askCoordinator(sample, 'CreateTopics', { topics: [topic], timeoutMs: 10_000, validateOnly: false });
  runFor(sample, 1000);
  const producer = initProducerId(sample);
  expect(addPartitions(sample, producer, [0], { topic: 'single' })).toEqual(['NONE']);
  kill(sample, hosts[0]!);
  runFor(sample, MOVED_AFTER_MS);
  expect(endTxn(sample, producer, true).error).toBe('NONE');
  runFor(sample, ENDED_AFTER_MS);
  expect(metadataAt(sample)).toMatchObject({ state: 'CompleteCommit', topicPartitions: [] });
});
