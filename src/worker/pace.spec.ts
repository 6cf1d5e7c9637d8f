import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BUDGET_MS, DOUBLING_MS, easeRate, NOTHING_SPENT, type Scene, targetRate } from './pace.ts';

const PACED = { kind: 'paced' } as const;
const quiet: Scene = {
  nowUs: 0,
  flights: 0,
  meanFlightUs: 2000,
  messagesPerSecond: 0,
  nextFlightUs: Number.MAX_SAFE_INTEGER,
  nextWorthSeeingUs: Number.MAX_SAFE_INTEGER,
  rebalancing: false,
  waitedMs: 0,
  groupFlights: 0,
  spentMs: NOTHING_SPENT,
};

/** Plays a scene that does not change until the event that it awaits. */
function watchUntil(start: Scene): { wallMs: number; rate: number } {
  let scene = start;
  let rate = 1 / 250;
  let wallMs = 0;
  for (; scene.nowUs < scene.nextWorthSeeingUs - 1000; wallMs += 10) {
    rate = easeRate(rate, targetRate(PACED, { ...scene, waitedMs: wallMs }), 10);
    scene = { ...scene, nowUs: scene.nowUs + rate * 10_000 };
  }
  return { wallMs, rate };
}

describe('paced time', () => {
  it('shows a flight of 2 ms for half a second', () => {
    expect(targetRate(PACED, { ...quiet, flights: 1 })).toBeCloseTo(1 / 250);
  });

  it('stops slow motion when its budget is spent, and then flows', () => {
    const spent = { ...quiet, flights: 3, messagesPerSecond: 100, spentMs: BUDGET_MS };
    expect(targetRate(PACED, spent)).toBeCloseTo(0.3);
  });

  it('brings a rebalance three seconds away into view in about four wall seconds', () => {
    const busy = { ...quiet, flights: 1, messagesPerSecond: 300, spentMs: BUDGET_MS };
    const { wallMs } = watchUntil({ ...busy, nextWorthSeeingUs: 3_000_000 });
    expect(wallMs).toBeGreaterThan(2000);
    expect(wallMs).toBeLessThan(4500);
  });

  it('hurries through five quiet minutes to a segment that expires, in under five wall seconds', () => {
    const { wallMs, rate } = watchUntil({ ...quiet, nextWorthSeeingUs: 300_000_000, spentMs: BUDGET_MS });
    expect(wallMs).toBeLessThan(5000);
    expect(rate).toBeLessThan(1);
  });

  it('does not hurry through a steady flow, however seldom a message is under way', () => {
    const flowing = {
      ...quiet,
      messagesPerSecond: 90,
      nextWorthSeeingUs: 60_000_000,
      waitedMs: 0,
      spentMs: BUDGET_MS,
    };
    expect(targetRate(PACED, { ...flowing, nextWorthSeeingUs: Number.MAX_SAFE_INTEGER })).toBeLessThan(1);
    expect(targetRate(PACED, flowing)).toBeLessThan(20);
  });

  it('keeps slow motion for a rebalance that comes after the first records', () => {
    const later = {
      ...quiet,
      flights: 5,
      groupFlights: 1,
      spentMs: { records: BUDGET_MS.records, groups: 0 },
    };
    expect(targetRate(PACED, later)).toBeCloseTo(1 / 250);
  });

  it('obeys the clock when told to', () => {
    expect(targetRate({ kind: 'clock', rate: 20 }, { ...quiet, flights: 9 })).toBe(20);
  });
});

it('no rate changes by more than twice in 100 ms, whatever the frames', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.001, max: 1000, noNaN: true }),
      fc.double({ min: 0.001, max: 1000, noNaN: true }),
      fc.array(fc.integer({ min: 1, max: 40 }), { maxLength: 12 }),
      (from, to, frames) => {
        let rate = from;
        let passed = 0;
        for (const ms of frames) {
          if (passed + ms > DOUBLING_MS) break;
          passed += ms;
          rate = easeRate(rate, to, ms);
        }
        expect(Math.max(rate / from, from / rate)).toBeLessThanOrEqual(2.0000001);
      },
    ),
  );
});
