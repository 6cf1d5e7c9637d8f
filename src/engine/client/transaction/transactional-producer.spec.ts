/** A transactional producer against brokers that follow a script; a link takes 1 ms one way. */
import { describe, expect, it } from 'vitest';
import * as rules from '../../transaction/index.ts';
import { transactions } from '../../transaction/transactions.ts';
import { isBlocked } from '../blocked-sends.ts';
import { closeProducer } from '../producer.ts';
import {
  act,
  createWorld,
  notesOf,
  produceRequests,
  range,
  recordsOf,
  runUntil,
  send,
  type World,
  type WorldSettings,
} from '../testing/producer-world.ts';
import { sendOffsetsToTransaction } from './transactional-calls.ts';

transactions.install(rules);

const PLAN = { records: 3, abortEvery: 0, holdMs: 0 };

function world(settings: WorldSettings = {}): World {
  const configs = { 'transactional.id': 'orders', 'linger.ms': 0, ...settings.configs };
  return createWorld({ transactions: PLAN, ...settings, configs });
}

const transactionOf = ({ producer }: World) => producer.transactionManager!.transaction!;

/** Transactional requests as they reached a broker, with the time of sending in ms. */
function asked(of: World): [string, number][] {
  return of.requests
    .filter(({ api }) => !['Metadata', 'ApiVersions'].includes(api))
    .map(({ api, sentUs }) => [api, sentUs / 1000]);
}

const codes = (of: World): string[] =>
  of.notes
    .map(({ code }) => code)
    .filter((code) => code.startsWith('transaction-') || code === 'producer-fenced');

describe('initTransactions()', () => {
  it('finds the coordinator, and sleeps for retry.backoff.ms before it asks it for the id', () => {
    const it = world({ brokers: 2 });
    expect(transactionOf(it).state).toBe('INITIALIZING');
    runUntil(it, 200);
    const [first] = asked(it);
    expect(first![0]).toBe('FindCoordinator');
    const request = it.requests.find(({ api }) => api === 'InitProducerId')!;
    expect(request).toMatchObject({
      to: 'broker-2',
      channel: 'data',
      body: { transactionalId: 'orders', transactionTimeoutMs: 60_000, producerId: -1, producerEpoch: -1 },
    });
    const answeredMs = request.sentUs / 1000 - 100;
    expect(answeredMs).toBeGreaterThan(first![1]);
    expect(transactionOf(it)).toMatchObject({ state: 'READY', application: { phase: 'idle' } });
  });

  it('goes on asking while another transaction of the id is completed', () => {
    const it = world({
      refusals: { InitProducerId: ['CONCURRENT_TRANSACTIONS', 'CONCURRENT_TRANSACTIONS'] },
    });
    runUntil(it, 1000);
    const times = asked(it)
      .filter(([api]) => api === 'InitProducerId')
      .map(([, ms]) => ms);
    expect(times).toHaveLength(3);
    // A round trip takes 2 to 3 ms, and between two of them the sender sleeps for 100.
    for (const i of [1, 2]) expect(Math.floor(times[i]! - times[i - 1]!)).toBe(102);
    expect(transactionOf(it).state).toBe('READY');
  });

  it('fails for good when the broker allows no such transaction.timeout.ms', () => {
    const it = world({ refusals: { InitProducerId: ['INVALID_TRANSACTION_TIMEOUT'] } });
    send(it, range(0, 2));
    runUntil(it, 1000);
    expect(transactionOf(it)).toMatchObject({
      state: 'FATAL_ERROR',
      lastError: 'INVALID_TRANSACTION_TIMEOUT',
    });
    expect(recordsOf(it, 'batch-failed')).toEqual([0, 1]);
    expect(produceRequests(it)).toEqual([]);
  });

  it('looks for the coordinator again when it has moved', () => {
    const it = world({
      refusals: { InitProducerId: ['NOT_COORDINATOR'], FindCoordinator: ['COORDINATOR_NOT_AVAILABLE'] },
    });
    runUntil(it, 1000);
    expect(asked(it).map(([api]) => api)).toEqual([
      'FindCoordinator',
      'FindCoordinator',
      'InitProducerId',
      'FindCoordinator',
      'InitProducerId',
    ]);
  });
});

describe('a transaction', () => {
  it('is begun with its first record, holds so many, and is committed once all are settled', () => {
    const it = world();
    runUntil(it, 200);
    send(it, range(0, 2));
    expect(transactionOf(it)).toMatchObject({ state: 'IN_TRANSACTION', records: 2 });
    expect([...transactionOf(it).partitions]).toEqual(['orders-0']);
    runUntil(it, 300);
    expect(asked(it).at(-1)![0]).toBe('Produce');
    send(it, [2]);
    expect(transactionOf(it).state).toBe('COMMITTING_TRANSACTION');
    expect(isBlocked(it.producer)).toBe(true);
    runUntil(it, 400);
    expect(
      asked(it)
        .slice(-2)
        .map(([api]) => api),
    ).toEqual(['Produce', 'EndTxn']);
    expect(it.requests.at(-1)!.body).toEqual({
      transactionalId: 'orders',
      producerId: 100,
      producerEpoch: 0,
      committed: true,
    });
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-committed']);
    expect(transactionOf(it).state).toBe('READY');
    expect(isBlocked(it.producer)).toBe(false);
  });

  it('sends its records as part of it, under an epoch of their own, each from sequence 0', () => {
    const it = world();
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 300);
    send(it, range(3, 3));
    runUntil(it, 400);
    const [first, second] = produceRequests(it);
    expect(first!.body.transactionalId).toBe('orders');
    const batch = first!.body.topicData[0]!.partitionData[0]!.records[0]!;
    expect(batch).toMatchObject({ isTransactional: true, producerEpoch: 0, baseSequence: 0 });
    const next = second!.body.topicData[0]!.partitionData[0]!.records[0]!;
    expect(next).toMatchObject({ isTransactional: true, producerEpoch: 1, baseSequence: 0 });
  });

  it('keeps what is handed over while commitTransaction() has not returned for the next', () => {
    const it = world();
    runUntil(it, 200);
    send(it, range(0, 8));
    expect(transactionOf(it)).toMatchObject({ records: 3, state: 'COMMITTING_TRANSACTION' });
    runUntil(it, 300);
    expect(notesOf(it, 'transaction-committed').map(({ records }) => records)).toEqual([3, 3]);
    expect(transactionOf(it)).toMatchObject({ records: 2, state: 'IN_TRANSACTION' });
    expect(recordsOf(it, 'batch-acknowledged')).toEqual(range(0, 8));
  });

  it('does not let its records linger once it is to be committed', () => {
    const it = world({ configs: { 'linger.ms': 10_000, 'delivery.timeout.ms': 120_000 } });
    runUntil(it, 200);
    send(it, range(0, 3));
    expect(produceRequests(it)).toEqual([]);
    runUntil(it, 210);
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-committed']);
  });

  it('is held open for a while after its last record', () => {
    const it = world({ transactions: { ...PLAN, holdMs: 500 } });
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 699);
    expect(transactionOf(it)).toMatchObject({ state: 'IN_TRANSACTION', application: { phase: 'holding' } });
    runUntil(it, 702);
    expect(asked(it).at(-1)).toEqual(['EndTxn', 700]);
  });

  it('is aborted every so manyth time, and what has not been sent is not sent', () => {
    const it = world({ transactions: { ...PLAN, abortEvery: 2 }, configs: { 'linger.ms': 50 } });
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 300);
    send(it, range(3, 3));
    runUntil(it, 400);
    expect(codes(it)).toEqual([
      'transaction-begun',
      'transaction-committed',
      'transaction-begun',
      'transaction-aborted',
    ]);
    expect(notesOf(it, 'batch-failed')).toMatchObject([{ error: 'TRANSACTION_ABORTED' }]);
    expect(recordsOf(it, 'batch-failed')).toEqual([3, 4, 5]);
    expect(it.partitions[0]!.log).toEqual([0, 1, 2]);
    // The leader was never asked, but send() was called: the coordinator is told all the same.
    expect(it.requests.at(-1)).toMatchObject({ api: 'EndTxn', body: { committed: false, producerEpoch: 1 } });
  });
});

describe('what goes wrong', () => {
  it('a batch that is refused has the transaction aborted, and the next one goes well', () => {
    const it = world({
      judge: (batch) => (batch.baseSequence === 0 && batch.producerEpoch === 0 ? 87 : 'write'),
    });
    runUntil(it, 200);
    send(it, [0]);
    runUntil(it, 250);
    expect(transactionOf(it)).toMatchObject({ state: 'ABORTABLE_ERROR', lastError: 'INVALID_RECORD' });
    send(it, [1]);
    runUntil(it, 300);
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-aborted', 'transaction-begun']);
    expect(recordsOf(it, 'batch-acknowledged')).toEqual([1]);
  });

  it('commitTransaction() throws when a batch expires meanwhile, and the transaction is aborted', () => {
    const it = world({
      configs: { 'delivery.timeout.ms': 1000, 'request.timeout.ms': 900, 'linger.ms': 0 },
      judge: ({ producerEpoch }) => (producerEpoch === 0 ? 'silence' : 'write'),
    });
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 3000);
    expect(notesOf(it, 'batch-failed')).toMatchObject([{ error: 'DELIVERY_TIMEOUT', atUs: 1_200_000 }]);
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-aborted']);
    send(it, range(3, 3));
    runUntil(it, 4000);
    expect(codes(it).slice(2)).toEqual(['transaction-begun', 'transaction-committed']);
  });

  it('EndTxn is sent again while the coordinator is busy, and to another when it is gone', () => {
    const it = world({ refusals: { EndTxn: ['CONCURRENT_TRANSACTIONS', 'NOT_COORDINATOR'] } });
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 1000);
    expect(
      asked(it)
        .slice(-4)
        .map(([api]) => api),
    ).toEqual(['EndTxn', 'EndTxn', 'FindCoordinator', 'EndTxn']);
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-committed']);
  });

  it('a commit that is to be aborted is', () => {
    const it = world({ refusals: { EndTxn: ['TRANSACTION_ABORTABLE'] } });
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 1000);
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-aborted']);
  });

  it('an abort that is to be aborted is the end', () => {
    const it = world({ refusals: { EndTxn: ['TRANSACTION_ABORTABLE', 'TRANSACTION_ABORTABLE'] } });
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 1000);
    expect(transactionOf(it)).toMatchObject({ state: 'FATAL_ERROR', application: { phase: 'failed' } });
  });

  it.each(['PRODUCER_FENCED', 'INVALID_PRODUCER_EPOCH'] as const)('%s at EndTxn is being fenced', (error) => {
    const it = world({ refusals: { EndTxn: [error] } });
    runUntil(it, 200);
    send(it, range(0, 5));
    runUntil(it, 1000);
    expect(notesOf(it, 'producer-fenced')).toMatchObject([
      { producer: 'producer-1', transactionalId: 'orders', error: 'PRODUCER_FENCED' },
    ]);
    expect(transactionOf(it)).toMatchObject({ state: 'FATAL_ERROR', application: { phase: 'failed' } });
    // Records 3 and 4 were still to come.
    expect(recordsOf(it, 'batch-failed')).toEqual([3, 4]);
    expect(isBlocked(it.producer)).toBe(true);
  });

  it('an old epoch at a leader is found out to be a fencing by the abort', () => {
    const it = world({ judge: () => 47, refusals: { EndTxn: ['PRODUCER_FENCED'] } });
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 1000);
    expect(
      asked(it)
        .slice(-2)
        .map(([api]) => api),
    ).toEqual(['Produce', 'EndTxn']);
    expect(codes(it)).toEqual(['transaction-begun', 'producer-fenced']);
  });

  it('a record too large for a request makes the transaction abort, as its send() has failed', () => {
    const it = world({ configs: { 'max.request.size': 1000 } });
    runUntil(it, 200);
    send(it, range(0, 3), { valueSize: 2000 });
    runUntil(it, 300);
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-aborted']);
    // Nothing was written, so nobody has to be told.
    expect(asked(it).map(([api]) => api)).not.toContain('EndTxn');
  });

  it('a leader whose transaction before is not complete yet is asked again', () => {
    const it = world({ judge: (_batch, _partition, attempt) => (attempt === 1 ? 51 : 'write') });
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 1000);
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-committed']);
    expect(notesOf(it, 'batch-retried')).toHaveLength(1);
  });

  it('a call that waits for max.block.ms is made again', () => {
    const it = world({
      configs: { 'max.block.ms': 1000, 'request.timeout.ms': 5000 },
      refusals: { EndTxn: ['silence'] },
    });
    runUntil(it, 200);
    send(it, range(0, 3));
    runUntil(it, 2000);
    expect(transactionOf(it).application).toMatchObject({ phase: 'committing', dueUs: 2_200_000 });
    runUntil(it, 6000);
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-committed']);
  });
});

describe('sendOffsetsToTransaction()', () => {
  const GROUP = { groupId: 'readers', generationId: 4, memberId: 'consumer-1', groupInstanceId: null };
  const OFFSETS = [{ topic: 'input', partition: 2, offset: 17, leaderEpoch: 3 }];

  function worldWithOffsets(refusals: WorldSettings['refusals'] = {}): World {
    const it = world({ refusals });
    runUntil(it, 200);
    send(it, [0]);
    act(it, () => sendOffsetsToTransaction(transactionOf(it), OFFSETS, GROUP));
    return it;
  }

  it('tells the coordinator of the group, which it looks for first, and commits after it', () => {
    const it = worldWithOffsets();
    send(it, [1]);
    runUntil(it, 600);
    expect(transactionOf(it).call).toMatchObject({ isCompleted: true, error: null });
    send(it, [2]);
    runUntil(it, 800);
    expect(asked(it).map(([api]) => api)).toEqual([
      'FindCoordinator',
      'InitProducerId',
      'Produce',
      'FindCoordinator',
      'TxnOffsetCommit',
      'Produce',
      'Produce',
      'EndTxn',
    ]);
    expect(it.requests.find(({ api }) => api === 'TxnOffsetCommit')!.body).toEqual({
      transactionalId: 'orders',
      producerId: 100,
      producerEpoch: 0,
      ...GROUP,
      topics: [
        {
          name: 'input',
          partitions: [
            { partitionIndex: 2, committedOffset: 17, committedLeaderEpoch: 3, committedMetadata: '' },
          ],
        },
      ],
    });
  });

  it('asks again while the group is loaded, and another coordinator when it has moved', () => {
    const it = worldWithOffsets({ TxnOffsetCommit: ['COORDINATOR_LOAD_IN_PROGRESS', 'NOT_COORDINATOR'] });
    runUntil(it, 2000);
    expect(
      asked(it)
        .slice(-5)
        .map(([api]) => api),
    ).toEqual([
      'FindCoordinator',
      'TxnOffsetCommit',
      'TxnOffsetCommit',
      'FindCoordinator',
      'TxnOffsetCommit',
    ]);
    expect(transactionOf(it).call).toMatchObject({ isCompleted: true, error: null });
  });

  it.each(['ILLEGAL_GENERATION', 'UNKNOWN_MEMBER_ID', 'FENCED_INSTANCE_ID'] as const)(
    '%s: somebody else reads on, so the transaction is to be aborted',
    (error) => {
      const it = worldWithOffsets({ TxnOffsetCommit: [error] });
      runUntil(it, 2000);
      expect(transactionOf(it)).toMatchObject({ state: 'ABORTABLE_ERROR', call: { error } });
    },
  );
});

describe('close()', () => {
  it('sends what there is, and aborts the transaction that it is in', () => {
    const it = world({ configs: { 'linger.ms': 5000, 'delivery.timeout.ms': 120_000 } });
    runUntil(it, 200);
    send(it, range(0, 2));
    act(it, (ctx) => closeProducer(ctx, it.producer));
    runUntil(it, 300);
    expect(
      asked(it)
        .slice(-2)
        .map(([api]) => api),
    ).toEqual(['Produce', 'EndTxn']);
    expect(it.requests.at(-1)).toMatchObject({ body: { committed: false } });
    expect(codes(it)).toEqual(['transaction-begun', 'transaction-aborted']);
    expect(it.producer.process).toBe('stopped');
  });

  it('ends at once between two transactions', () => {
    const it = world();
    runUntil(it, 200);
    act(it, (ctx) => closeProducer(ctx, it.producer));
    expect(it.producer.process).toBe('stopped');
  });
});
