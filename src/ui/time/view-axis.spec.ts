import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { roundestBetween, spanOf, ticksOf } from './ticks.ts';
import {
  cutAxis,
  endOf,
  extendAxis,
  foldsOf,
  openAxis,
  timeAt,
  type ViewAxis,
  viewedAt,
} from './view-axis.ts';

/** One second of slow motion at 1/250, a hurry through 10 s in half a second, then slow motion again. */
function watched(): ViewAxis {
  let axis = openAxis(5_000_000);
  for (let i = 1; i <= 8; i++) axis = extendAxis(axis, 5_000_000 + i * 500, 125);
  for (let i = 1; i <= 4; i++) axis = extendAxis(axis, 5_004_000 + i * 2_500_000, 125);
  for (let i = 1; i <= 8; i++) axis = extendAxis(axis, 15_004_000 + i * 500, 125);
  return axis;
}

describe('the axis of viewing time', () => {
  it('gives what went before the opening a little room, as a fold', () => {
    const axis = openAxis(5_000_000);
    expect(endOf(axis)).toEqual({ viewedMs: 400, timeUs: 5_000_000 });
    expect(foldsOf(axis)).toEqual([{ fromMs: 0, toMs: 400, lengthUs: 5_000_000 }]);
    expect(foldsOf(openAxis(0))).toEqual([]);
  });

  it('gives slow motion room, and folds what hurried by', () => {
    const axis = watched();
    expect(endOf(axis)).toEqual({ viewedMs: 2900, timeUs: 15_008_000 });
    expect(foldsOf(axis)[1]).toEqual({ fromMs: 1400, toMs: 1900, lengthUs: 10_000_000 });
    expect(viewedAt(axis, 5_002_000)).toBeCloseTo(900);
    expect(timeAt(axis, 900)).toBe(5_002_000);
  });

  it('stays as it is when a past moment is shown again', () => {
    const axis = watched();
    expect(extendAxis(axis, 6_000_000, 125)).toBe(axis);
  });

  it('ends where another future began', () => {
    const axis = cutAxis(watched(), 5_002_250);
    expect(endOf(axis)).toEqual({ viewedMs: 962.5, timeUs: 5_002_250 });
    expect(viewedAt(axis, 9_000_000)).toBe(962.5);
  });

  it('leads from a moment to its place and back', () => {
    const step = fc.tuple(fc.integer({ min: 1, max: 10_000_000 }), fc.integer({ min: 1, max: 500 }));
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 2000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (steps, share) => {
          let axis = openAxis(0);
          let timeUs = 0;
          for (const [us, ms] of steps) {
            timeUs += us;
            axis = extendAxis(axis, timeUs, ms);
          }
          const moment = Math.round(timeUs * share);
          expect(Math.abs(timeAt(axis, viewedAt(axis, moment)) - moment)).toBeLessThanOrEqual(1);
        },
      ),
    );
  });
});

describe('ticks', () => {
  it('lie at round moments, apart from each other', () => {
    const ticks = ticksOf(watched(), 3000, 6);
    for (const { timeUs, stepUs } of ticks) expect(timeUs % stepUs).toBe(0);
    const gaps = ticks.slice(1).map((tick, index) => tick.viewedMs - ticks[index]!.viewedMs);
    expect(Math.min(...gaps)).toBeGreaterThan(300);
  });

  it('stand at the roundest moment near their place', () => {
    expect(roundestBetween(7_900_000, 8_150_000)).toEqual({ timeUs: 8_000_000, stepUs: 2_000_000 });
    expect(roundestBetween(55_000_000, 70_000_000).timeUs).toBe(60_000_000);
    expect(roundestBetween(2_431_200, 2_434_900)).toEqual({ timeUs: 2_434_000, stepUs: 2000 });
  });

  it('have room ahead', () => {
    expect(spanOf(openAxis(0))).toBe(20_000);
    expect(spanOf(extendAxis(openAxis(0), 1_000_000, 19_000))).toBe(30_000);
  });
});
