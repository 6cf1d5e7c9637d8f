import { describe, expect, it } from 'vitest';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { checkProducerBatch } from './producer-append-info.ts';
import {
  findDuplicateBatch,
  type ProducerStates,
  removeExpiredProducers,
  updateProducerState,
} from './producer-state-manager.ts';
import { records, START_MS, sampleBatch } from './sample-batch.ts';

const DAY_MS = 86_400_000;

/** Two records of producer 7. */
function batch(producerEpoch: number, baseSequence: number, count = 2): RecordBatch {
  return sampleBatch({ producerId: 7, producerEpoch, baseSequence, atMs: records(count) });
}

function statesAfter(...batches: readonly RecordBatch[]): ProducerStates {
  const states: ProducerStates = new Map();
  for (const sent of batches) updateProducerState(states, sent);
  return states;
}

describe('unknown producer ->', () => {
  it('known, with any sequence: its earlier records may have been deleted (KIP-360)', () => {
    expect(checkProducerBatch(new Map(), batch(3, 42))).toBeNull();
  });
});

describe('known producer, same epoch ->', () => {
  const states = statesAfter(batch(0, 0), batch(0, 2));

  it('appended when the sequence goes on', () => {
    expect(checkProducerBatch(states, batch(0, 4))).toBeNull();
  });

  it('OUT_OF_ORDER_SEQUENCE_NUMBER when a batch before it is missing', () => {
    expect(checkProducerBatch(states, batch(0, 6))).toBe('OutOfOrderSequenceException');
  });

  it('OUT_OF_ORDER_SEQUENCE_NUMBER when it overlaps what was written but is not the same batch', () => {
    expect(findDuplicateBatch(states, batch(0, 3))).toBeUndefined();
    expect(checkProducerBatch(states, batch(0, 3))).toBe('OutOfOrderSequenceException');
  });

  it('sequences wrap from 2^31 - 1 to 0', () => {
    const nearlyFull = statesAfter(batch(0, 0x7fff_fffe));
    expect(checkProducerBatch(nearlyFull, batch(0, 0))).toBeNull();
    expect(checkProducerBatch(nearlyFull, batch(0, 1))).toBe('OutOfOrderSequenceException');
  });
});

describe('known producer, other epoch ->', () => {
  const states = statesAfter(batch(4, 0));

  it('INVALID_PRODUCER_EPOCH when the epoch is older: the producer was fenced', () => {
    expect(checkProducerBatch(states, batch(3, 2))).toBe('InvalidProducerEpochException');
  });

  it('appended when a new epoch begins with sequence 0', () => {
    expect(checkProducerBatch(states, batch(5, 0))).toBeNull();
  });

  it('OUT_OF_ORDER_SEQUENCE_NUMBER when a new epoch does not begin with sequence 0', () => {
    expect(checkProducerBatch(states, batch(5, 2))).toBe('OutOfOrderSequenceException');
  });

  it('the batches of the old epoch are no duplicates any more', () => {
    const bumped = statesAfter(batch(4, 0), batch(5, 0));
    expect(findDuplicateBatch(bumped, batch(4, 0))).toBeUndefined();
    expect(findDuplicateBatch(bumped, batch(5, 0))).toBeDefined();
  });
});

describe('a batch that is sent again', () => {
  it('is recognized while it is among the last five, the most a producer may have in flight', () => {
    const six = [0, 2, 4, 6, 8, 10].map((sequence) => batch(0, sequence));
    const states = statesAfter(...six);
    const recognized = six.map((sent) => findDuplicateBatch(states, sent) !== undefined);
    expect(recognized).toEqual([false, true, true, true, true, true]);
    expect(checkProducerBatch(states, six[0]!)).toBe('OutOfOrderSequenceException');
  });

  it('is told by its whole range of sequences', () => {
    const states = statesAfter(batch(0, 0, 2));
    expect(findDuplicateBatch(states, batch(0, 0, 3))).toBeUndefined();
  });
});

describe('expiry', () => {
  it('forgets a producer when its last batch is as old as producer.id.expiration.ms', () => {
    const states = statesAfter(batch(0, 0));
    expect(removeExpiredProducers(states, START_MS + DAY_MS - 1, DAY_MS)).toBe(0);
    expect(removeExpiredProducers(states, START_MS + DAY_MS, DAY_MS)).toBe(1);
    expect(states.size).toBe(0);
  });
});
