import fc from 'fast-check';
import { expect, it } from 'vitest';
import { add, countIn, type Ranges, removeFrom } from './ranges.ts';

const members = (ranges: Ranges): number[] => {
  const all: number[] = [];
  for (let i = 0; i < ranges.length; i += 2) for (let n = ranges[i]!; n < ranges[i + 1]!; n++) all.push(n);
  return all;
};

const pair = fc.tuple(fc.nat(40), fc.nat(8)).map(([from, length]) => [from, from + length] as const);

it('behaves as a set of numbers, and says what was new', () => {
  fc.assert(
    fc.property(fc.array(pair, { maxLength: 20 }), pair, fc.nat(50), (adds, query, cut) => {
      const ranges: Ranges = [];
      const model = new Set<number>();
      for (const [from, to] of adds) {
        const fresh = [];
        for (let n = from; n < to; n++) if (!model.has(n)) fresh.push(n);
        expect(members(add(ranges, from, to))).toEqual(fresh);
        for (const n of fresh) model.add(n);
        expect(members(ranges)).toEqual([...model].sort((a, b) => a - b));
      }
      expect(countIn(ranges, ...query)).toBe([...model].filter((n) => n >= query[0] && n < query[1]).length);
      const gone = [...model].filter((n) => n >= cut);
      expect(removeFrom(ranges, cut)).toBe(gone.length);
      expect(members(ranges)).toEqual([...model].filter((n) => n < cut).sort((a, b) => a - b));
    }),
  );
});
