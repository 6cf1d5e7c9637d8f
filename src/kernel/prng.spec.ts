import { expect, it } from 'vitest';
import { intAt, streamOf, uint32At } from './prng.ts';

it('is a function of seed, stream and index: these numbers never change, or old links would replay another run', () => {
  expect([
    uint32At(1, 2, 3),
    uint32At(1, 2, 4),
    uint32At(7, streamOf('checkout'), 2 ** 40),
  ]).toMatchInlineSnapshot(`
    [
      733918249,
      1135587134,
      2407782358,
    ]
  `);
});

it('spreads evenly', () => {
  const counts = new Array<number>(10).fill(0);
  for (let i = 0; i < 100_000; i++) counts[intAt(42, 1, i, 10)]!++;
  for (const count of counts) expect(Math.abs(count - 10_000)).toBeLessThan(400);
});

it('gives streams of different names different numbers', () => {
  const first = Array.from({ length: 50 }, (_, i) => uint32At(1, streamOf('a'), i));
  const second = Array.from({ length: 50 }, (_, i) => uint32At(1, streamOf('b'), i));
  expect(first.filter((n) => second.includes(n))).toEqual([]);
});
