import { expect, it } from 'vitest';
import type { Frame } from '../../view/frame.ts';
import { fakeFrame, fakeStructure } from '../testing/fake-frame.ts';
import { advance, type Playback, withFrame } from './playback.ts';

const structure = fakeStructure();
const frameAt = (atMs: number, change: Partial<Frame> = {}): Frame => ({
  ...fakeFrame(structure, atMs),
  rate: 0.01,
  ...change,
});

/** Frames each 16 ms of wall time, some late; returns what was shown at each step. */
function play(lateness: readonly number[]): number[] {
  let playback: Playback | null = null;
  const shown: number[] = [];
  for (let step = 0; step < 200; step++) {
    const now = step * 16;
    if ((lateness[step % lateness.length] ?? 0) === 0)
      playback = withFrame(playback, frameAt(now * 0.01), now);
    playback = advance(playback!, now, 16);
    shown.push(playback.shownUs);
  }
  return shown;
}

it('runs evenly though frames come late', () => {
  const shown = play([0, 1, 0, 0, 1, 1, 0]).slice(60);
  const steps = shown.slice(1).map((us, at) => us - shown[at]!);
  expect(Math.min(...steps)).toBeGreaterThan(60);
  expect(Math.max(...steps)).toBeLessThan(260);
});

it('never runs back', () => {
  const shown = play([0, 0, 1]);
  expect(shown).toEqual(shown.toSorted((a, b) => a - b));
});

it('stops at the last frame when time is paused', () => {
  let playback = withFrame(null, frameAt(100), 0);
  playback = withFrame(playback, frameAt(101, { rate: 0 }), 16);
  for (let step = 0; step < 100; step++) playback = advance(playback, 16 * step, 16);
  expect(playback.shownUs).toBe(101_000);
});

it('follows a jump at once, also back', () => {
  const before = withFrame(null, frameAt(5000), 0);
  expect(withFrame(before, frameAt(9000, { jumped: true }), 16).shownUs).toBe(9_000_000);
  expect(withFrame(before, frameAt(10), 16).shownUs).toBe(10_000);
});

it('waits for a frame that does not come', () => {
  let playback = withFrame(null, frameAt(100), 0);
  for (let step = 1; step < 100; step++) playback = advance(playback, 16 * step, 16);
  expect(playback.shownUs - 100_000).toBeLessThan(0.01 * 1000 * 30);
});
