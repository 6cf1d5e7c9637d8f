import { describe, expect, it } from 'vitest';
import { anchor, FLIGHT_KINDS, type Frame, KEYS_PER_FLIGHT, MISSING_CELL } from '../../view/frame.ts';
import { fakeFrame, fakeStructure } from '../testing/fake-frame.ts';
import { FlightBook, LOST_MS } from './flight-book.ts';

const structure = fakeStructure();

function frameWith(
  atMs: number,
  ids: readonly number[],
  change: Partial<Frame> = {},
  sampled = false,
): Frame {
  const all = <T>(value: T): T[] => ids.map(() => value);
  return {
    ...fakeFrame(structure, atMs),
    flights: {
      ids: Float64Array.from(ids),
      kinds: Uint8Array.from(all(FLIGHT_KINDS.indexOf('produce'))),
      from: Int32Array.from(all(anchor('producer', 0))),
      to: Int32Array.from(all(anchor('row', 1))),
      departUs: Float64Array.from(all(100_000)),
      arriveUs: Float64Array.from(all(600_000)),
      counts: Uint16Array.from(all(2)),
      keys: Int32Array.from(ids.flatMap(() => [4, 5, ...Array(KEYS_PER_FLIGHT - 2).fill(MISSING_CELL)])),
      sampled,
    },
    ...change,
  };
}

const idsIn = (book: FlightBook, shownUs: number, now: number): number[] =>
  [...book.underWay(shownUs, now)].map(({ id }) => id);

describe('a flight', () => {
  it('is kept until it has arrived in the picture, though frames no longer list it', () => {
    const book = new FlightBook();
    book.take(frameWith(200, [1]), 0);
    book.take(frameWith(610, []), 400);
    expect(idsIn(book, 590_000, 410)).toEqual([1]);
    expect(idsIn(book, 600_000, 420)).toEqual([]);
  });

  it('carries the keys of its records', () => {
    const book = new FlightBook();
    book.take(frameWith(200, [1]), 0);
    expect([...book.underWay(200_000, 0)][0]!.keys).toEqual([4, 5]);
  });

  it('that is over at once is still seen for a moment', () => {
    const book = new FlightBook();
    book.take(frameWith(5000, [1]), 1000);
    expect(idsIn(book, 5_000_000, 1016)).toEqual([1]);
    expect(idsIn(book, 5_000_000, 1500)).toEqual([]);
  });

  it('that is missing before it was due has been lost, and is shown so', () => {
    const book = new FlightBook();
    book.take(frameWith(200, [1, 2]), 0);
    book.take(frameWith(300, [2]), 100);
    const [lost] = [...book.underWay(300_000, 110)];
    expect(lost).toMatchObject({ id: 1, lostAt: 100 });
    expect(idsIn(book, 320_000, 101 + LOST_MS)).toEqual([2]);
  });

  it('goes when time jumps', () => {
    const book = new FlightBook();
    book.take(frameWith(200, [1]), 0);
    book.take(frameWith(9000, [], { jumped: true }), 16);
    expect(idsIn(book, 300_000, 20)).toEqual([]);
  });
});

it('what is sampled flows at one speed, and is never called lost', () => {
  const book = new FlightBook();
  book.take(frameWith(200, [1, 2], {}, true), 0);
  book.take(frameWith(210, [3], {}, true), 16);
  expect(idsIn(book, 0, 300)).toEqual([1, 2, 3]);
  expect(book.restless(300)).toBe(true);
  expect(idsIn(book, 0, 800)).toEqual([]);
});
