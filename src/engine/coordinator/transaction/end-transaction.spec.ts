/** EndTxn by the tables of KIP-890 and before: what each state answers to a commit and an abort, repeated or not. */
import { describe, expect, it } from 'vitest';
import { runFor } from '../../broker/sample-cluster.ts';
import {
  addPartitions,
  endTxn,
  initProducerId,
  metadataAt,
  type Producer,
  transactionWorld,
} from '../../transaction/testing/transaction-world.ts';
import type { TransactionStateName } from './transaction-state.ts';

const OLD = 4;

/** A producer whose transactional id is in that state, with no partitions: nobody but the coordinator matters. */
function inState(state: TransactionStateName, clientTransactionVersion = 2) {
  const sample = transactionWorld();
  const producer = initProducerId(sample);
  const metadata = metadataAt(sample)!;
  metadata.state = state;
  metadata.clientTransactionVersion = clientTransactionVersion;
  return { sample, producer };
}

function before({ producerId, producerEpoch }: Producer): Producer {
  return { producerId, producerEpoch: producerEpoch - 1 };
}

describe.each([
  // state, commit of the present epoch, abort of it, commit and abort of the epoch before
  ['Empty', 'INVALID_TXN_STATE', 'NONE', 'PRODUCER_FENCED', 'PRODUCER_FENCED'],
  ['Ongoing', 'NONE', 'NONE', 'PRODUCER_FENCED', 'PRODUCER_FENCED'],
  ['PrepareCommit', 'PRODUCER_FENCED', 'PRODUCER_FENCED', 'CONCURRENT_TRANSACTIONS', 'INVALID_TXN_STATE'],
  ['PrepareAbort', 'PRODUCER_FENCED', 'PRODUCER_FENCED', 'INVALID_TXN_STATE', 'CONCURRENT_TRANSACTIONS'],
  ['CompleteCommit', 'INVALID_TXN_STATE', 'NONE', 'NONE', 'INVALID_TXN_STATE'],
  ['CompleteAbort', 'INVALID_TXN_STATE', 'NONE', 'INVALID_TXN_STATE', 'NONE'],
] as const)('KIP-890, state %s', (state, commit, abort, retriedCommit, retriedAbort) => {
  it.each([
    ['commit', true, false, commit],
    ['abort', false, false, abort],
    ['repeated commit', true, true, retriedCommit],
    ['repeated abort', false, true, retriedAbort],
  ] as const)('%s', (_, committed, isRepeated, expected) => {
    const { sample, producer } = inState(state);
    const { error } = endTxn(sample, isRepeated ? before(producer) : producer, committed);
    expect(error).toBe(expected);
  });
});

describe.each([
  ['Empty', 'INVALID_TXN_STATE', 'INVALID_TXN_STATE'],
  ['Ongoing', 'NONE', 'NONE'],
  ['PrepareCommit', 'CONCURRENT_TRANSACTIONS', 'INVALID_TXN_STATE'],
  ['PrepareAbort', 'INVALID_TXN_STATE', 'CONCURRENT_TRANSACTIONS'],
  ['CompleteCommit', 'NONE', 'INVALID_TXN_STATE'],
  ['CompleteAbort', 'INVALID_TXN_STATE', 'NONE'],
] as const)('before KIP-890, state %s', (state, commit, abort) => {
  it.each([
    ['commit', true, commit],
    ['abort', false, abort],
  ] as const)('%s', (_, committed, expected) => {
    const { sample, producer } = inState(state, 0);
    expect(endTxn(sample, producer, committed, OLD).error).toBe(expected);
    expect(endTxn(sample, before(producer), committed, OLD).error).toBe('PRODUCER_FENCED');
  });
});

describe('who may end it', () => {
  it('nobody has used the id: INVALID_PRODUCER_ID_MAPPING', () => {
    const sample = transactionWorld();
    expect(endTxn(sample, { producerId: 7, producerEpoch: 0 }, true).error).toBe(
      'INVALID_PRODUCER_ID_MAPPING',
    );
  });

  it('another producer id: INVALID_PRODUCER_ID_MAPPING', () => {
    const { sample, producer } = inState('Ongoing');
    expect(endTxn(sample, { ...producer, producerId: 7 }, true).error).toBe('INVALID_PRODUCER_ID_MAPPING');
  });
});

describe('the epoch', () => {
  it('rises with each end, and is told with the answer; a repetition is told the same', () => {
    const { sample, producer } = inState('Empty');
    const next = { producerId: producer.producerId, producerEpoch: 1, error: 'NONE' };
    expect(endTxn(sample, producer, false)).toEqual(next);
    runFor(sample, 100);
    expect(metadataAt(sample)).toMatchObject({
      state: 'CompleteAbort',
      producerEpoch: 1,
      lastProducerEpoch: 0,
    });
    expect(endTxn(sample, producer, false)).toEqual(next);
  });

  it('stays as it was for a client that knows nothing of KIP-890, and is not told', () => {
    const { sample, producer } = inState('Ongoing', 0);
    expect(endTxn(sample, producer, true, OLD)).toEqual({ producerId: -1, producerEpoch: -1, error: 'NONE' });
    runFor(sample, 100);
    expect(metadataAt(sample)).toMatchObject({ state: 'CompleteCommit', producerEpoch: 0 });
  });

  it('used up, brings a new producer id with epoch 0; who asks with the last one again is told the same', () => {
    const { sample, producer } = inState('Empty');
    Object.assign(metadataAt(sample)!, { producerEpoch: 0x7ffe });
    const last = { ...producer, producerEpoch: 0x7ffe };
    const next = endTxn(sample, last, false);
    expect(next).toMatchObject({ producerEpoch: 0, error: 'NONE' });
    expect(next.producerId).toBeGreaterThan(producer.producerId);
    runFor(sample, 100);
    expect(endTxn(sample, last, false)).toEqual(next);
    expect(metadataAt(sample)).toMatchObject({
      ...{ producerId: next.producerId, prevProducerId: producer.producerId, nextProducerId: -1 },
      lastProducerEpoch: 0x7ffe,
    });
    expect(addPartitions(sample, last, [0])).toEqual(['INVALID_PRODUCER_ID_MAPPING']);
  });
});
