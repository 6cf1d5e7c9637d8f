import fc from 'fast-check';
import { expect, it } from 'vitest';
import { add, countIn, type Ranges } from './ranges.ts';
import { countOnlyIn, cutOut } from './ranges-cut.ts';

const piece = fc.tuple(fc.nat(40), fc.nat(8)).map(([from, length]) => [from, from + length] as const);
const pieces = fc.array(piece, { maxLength: 8 });

function rangesOf(list: readonly (readonly [number, number])[]): Ranges {
  const ranges: Ranges = [];
  for (const [from, to] of list) add(ranges, from, to);
  return ranges;
}

function members(ranges: Ranges): number[] {
  return Array.from({ length: 60 }, (_, n) => n).filter((n) => countIn(ranges, n, n + 1) === 1);
}

it('what is cut out is gone, and nothing else', () => {
  fc.assert(
    fc.property(pieces, piece, (list, [from, to]) => {
      const ranges = rangesOf(list);
      const before = members(ranges);
      cutOut(ranges, from, to);
      expect(members(ranges)).toEqual(before.filter((n) => n < from || n >= to));
      for (let i = 1; i < ranges.length; i++) expect(ranges[i]!).toBeGreaterThan(ranges[i - 1]!);
    }),
  );
});

it('counts what only the first set has', () => {
  fc.assert(
    fc.property(pieces, pieces, piece, (list, other, [from, to]) => {
      const others = members(rangesOf(other));
      const expected = members(rangesOf(list)).filter((n) => n >= from && n < to && !others.includes(n));
      expect(countOnlyIn(rangesOf(list), rangesOf(other), from, to)).toBe(expected.length);
    }),
  );
});
