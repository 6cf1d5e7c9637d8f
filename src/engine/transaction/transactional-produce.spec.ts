import { describe, expect, it } from 'vitest';
import { type ErrorName, Errors } from '../../protocol/errors.ts';
import {
  answer,
  createWorld,
  logAt,
  partitionAt,
  produced,
  run,
  type World,
} from '../replica/testing/replica-world.ts';
import {
  addCoordinator,
  aMoment,
  answerAsCoordinator,
  askedOfCoordinator,
  disconnectCoordinator,
  PRODUCER_ID,
  produceInTransaction,
  type TransactionalProduce,
  writeMarkers,
} from './testing/fake-transaction-coordinator.ts';

function world(configs: Record<string, boolean | number> = {}, partitions = 1): World {
  const created = createWorld({ brokers: 1, partitions, configs: { 'min.insync.replicas': 1, ...configs } });
  addCoordinator(created);
  return created;
}

/** The batch is on its way to the coordinator, or in the log. */
function begin(created: World, produce?: TransactionalProduce): void {
  produceInTransaction(created, produce);
  aMoment(created);
}

function errorOf(created: World): string {
  const { errorCode } = produced(created);
  return Object.entries(Errors).find(([, code]) => code === errorCode)![0];
}

describe("a transaction's first batch in a partition", () => {
  it('waits until the coordinator has the partition', () => {
    const created = world();
    begin(created);
    expect(logAt(created, 1).logEndOffset).toBe(0);
    const [asked] = askedOfCoordinator(created);
    expect(asked!.apiVersion).toBe(5);
    expect(asked!.body.transactions).toEqual([
      {
        transactionalId: 'payments',
        producerId: PRODUCER_ID,
        producerEpoch: 0,
        verifyOnly: false,
        topics: [{ name: 'orders', partitions: [0] }],
      },
    ]);
    answerAsCoordinator(created);
    aMoment(created);
    expect(produced(created)).toMatchObject({ errorCode: Errors.NONE, baseOffset: 0 });
    expect(partitionAt(created, 1).verificationStates!.size).toBe(0);
  });

  it('of an older client is only asked about', () => {
    const created = world();
    begin(created, { apiVersion: 11 });
    expect(askedOfCoordinator(created)[0]!.body.transactions![0]!.verifyOnly).toBe(true);
  });

  it('of an older client is not asked about without transaction.partition.verification.enable', () => {
    const created = world({ 'transaction.partition.verification.enable': false });
    begin(created, { apiVersion: 11 });
    expect(askedOfCoordinator(created)).toEqual([]);
    expect(errorOf(created)).toBe('NONE');
  });

  it.each<[ErrorName, number, ErrorName]>([
    ['INVALID_TXN_STATE', 12, 'INVALID_TXN_STATE'],
    ['PRODUCER_FENCED', 12, 'INVALID_PRODUCER_EPOCH'],
    ['NOT_COORDINATOR', 12, 'NOT_ENOUGH_REPLICAS'],
    ['COORDINATOR_LOAD_IN_PROGRESS', 11, 'NOT_ENOUGH_REPLICAS'],
    ['CONCURRENT_TRANSACTIONS', 11, 'NOT_ENOUGH_REPLICAS'],
    ['TRANSACTION_ABORTABLE', 11, 'TRANSACTION_ABORTABLE'],
    ['TRANSACTION_ABORTABLE', 10, 'INVALID_TXN_STATE'],
  ])('%s is told to Produce v%i as %s', (error, apiVersion, told) => {
    const created = world();
    begin(created, { apiVersion });
    answerAsCoordinator(created, Errors[error]);
    aMoment(created);
    expect(errorOf(created)).toBe(told);
    expect(produced(created).logStartOffset).toBe(-1);
    expect(logAt(created, 1).logEndOffset).toBe(0);
  });

  it('is to be sent again when the coordinator can not be reached', () => {
    const created = world();
    begin(created);
    disconnectCoordinator(created);
    aMoment(created);
    expect(errorOf(created)).toBe('NOT_ENOUGH_REPLICAS');
  });

  it('is to be sent again while there is no coordinator', () => {
    const created = createWorld({ brokers: 1 });
    begin(created);
    expect(errorOf(created)).toBe('NOT_ENOUGH_REPLICAS');
  });

  it('is tried again each 20 ms while the transaction before is not quite over, for 100 ms', () => {
    const created = world();
    begin(created);
    for (let tries = 1; tries <= 4; tries++) {
      answerAsCoordinator(created, Errors.CONCURRENT_TRANSACTIONS);
      run(created, 25);
      expect(askedOfCoordinator(created)).toHaveLength(1);
    }
    expect(created.answers).toEqual([]);
    answerAsCoordinator(created, Errors.CONCURRENT_TRANSACTIONS);
    run(created, 25);
    expect(errorOf(created)).toBe('CONCURRENT_TRANSACTIONS');
  });

  it('need not be asked about once the transaction has begun in the partition', () => {
    const created = world();
    begin(created);
    answerAsCoordinator(created);
    aMoment(created);
    begin(created, { baseSequence: 1 });
    expect(askedOfCoordinator(created)).toEqual([]);
    expect(produced(created).baseOffset).toBe(1);
  });

  it('is asked about anew after the end of the transaction', () => {
    const created = world();
    begin(created);
    answerAsCoordinator(created);
    aMoment(created);
    writeMarkers(created);
    aMoment(created);
    begin(created, { epoch: 1 });
    expect(askedOfCoordinator(created)).toHaveLength(1);
  });
});

describe('a guard', () => {
  it('is of no use any more when the transaction has ended meanwhile', () => {
    const created = world();
    begin(created, { apiVersion: 11 });
    writeMarkers(created, { epoch: 0, transactionVersion: 1, commit: false });
    aMoment(created);
    answerAsCoordinator(created);
    aMoment(created);
    expect(errorOf(created)).toBe('INVALID_TXN_STATE');
    expect(produced(created).logStartOffset).toBe(0);
  });

  it('of the next transaction outlives the marker of the one before', () => {
    const created = world();
    begin(created);
    answerAsCoordinator(created);
    aMoment(created);
    begin(created, { epoch: 1 });
    writeMarkers(created, { epoch: 1 });
    aMoment(created);
    answerAsCoordinator(created);
    aMoment(created);
    expect(produced(created)).toMatchObject({ errorCode: Errors.NONE, baseOffset: 2 });
  });
});

it('a fenced epoch is refused without asking', () => {
  const created = world();
  begin(created, { epoch: 3 });
  answerAsCoordinator(created);
  aMoment(created);
  begin(created, { epoch: 2 });
  expect(askedOfCoordinator(created)).toEqual([]);
  expect(errorOf(created)).toBe('INVALID_PRODUCER_EPOCH');
});

it('a first batch that does not begin at sequence 0 is refused: one before it is missing', () => {
  const created = world();
  begin(created, { baseSequence: 3 });
  answerAsCoordinator(created);
  aMoment(created);
  expect(errorOf(created)).toBe('OUT_OF_ORDER_SEQUENCE_NUMBER');
});

it('only what is not refused by the coordinator is appended', () => {
  const created = world({}, 2);
  begin(created);
  answerAsCoordinator(created);
  aMoment(created);
  begin(created, { baseSequence: 1, partitions: [0] });
  begin(created, { baseSequence: 2, partitions: [0, 1] });
  expect(askedOfCoordinator(created)[0]!.body.transactions![0]!.topics).toEqual([
    { name: 'orders', partitions: [1] },
  ]);
  answerAsCoordinator(created, Errors.INVALID_TXN_STATE);
  aMoment(created);
  const { partitionResponses } = answer(created, 'Produce').responses[0]!;
  expect(partitionResponses.map(({ errorCode }) => errorCode)).toEqual([
    Errors.NONE,
    Errors.INVALID_TXN_STATE,
  ]);
});

describe('one request to a coordinator at a time', () => {
  it('what comes meanwhile goes together into the next', () => {
    const created = world({}, 3);
    begin(created, { partitions: [0] });
    begin(created, { partitions: [1], transactionalId: 'refunds', channel: 'coordinator' });
    begin(created, { partitions: [2], transactionalId: 'bonuses', channel: 'heartbeat' as 'data' });
    expect(askedOfCoordinator(created)).toHaveLength(1);
    answerAsCoordinator(created);
    aMoment(created);
    const [next] = askedOfCoordinator(created);
    expect(next!.body.transactions!.map(({ transactionalId }) => transactionalId)).toEqual([
      'refunds',
      'bonuses',
    ]);
  });

  it('of two of one transactional id the newer counts', () => {
    const created = world({}, 3);
    begin(created, { partitions: [0], transactionalId: 'other' });
    begin(created, { partitions: [1], channel: 'coordinator' });
    begin(created, { partitions: [2], channel: 'heartbeat' as 'data' });
    expect(errorOf(created)).toBe('NOT_ENOUGH_REPLICAS');
    begin(created, { partitions: [1], epoch: 1, channel: 'coordinator' });
    expect(errorOf(created)).toBe('INVALID_PRODUCER_EPOCH');
  });
});
