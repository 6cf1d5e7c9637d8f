/** Ticks of the time axis: evenly spread to the eye, at round moments of simulated time where there are any. */
import type { Micros } from '../../kernel/brand.ts';
import { endOf, timeAt, type ViewAxis, viewedAt } from './view-axis.ts';

export interface Tick {
  readonly viewedMs: number;
  readonly timeUs: Micros;
  /** How far the neighbouring round moments are: a label needs no finer digits. */
  readonly stepUs: Micros;
}

/** Between neighbouring ticks' labels, so that they never touch. */
const LEAST_GAP = 0.7;

/** About `wanted` ticks over `spanMs` of viewing time. */
export function ticksOf(axis: ViewAxis, spanMs: number, wanted: number): Tick[] {
  const { viewedMs: endMs } = endOf(axis);
  const spacing = spanMs / Math.max(1, wanted);
  const ticks: Tick[] = [{ viewedMs: 0, timeUs: 0, stepUs: 1_000_000 }];
  for (let target = spacing; target <= endMs; target += spacing) {
    const { timeUs, stepUs } = roundestBetween(
      timeAt(axis, target - spacing * LEEWAY),
      timeAt(axis, target + spacing * LEEWAY),
    );
    const viewedMs = viewedAt(axis, timeUs);
    const last = ticks.at(-1);
    if (last && timeUs > last.timeUs && viewedMs - last.viewedMs > spacing * LEAST_GAP)
      ticks.push({ viewedMs, timeUs, stepUs });
  }
  return ticks;
}

/** How far from its even place a tick may be to stand at a round moment. */
const LEEWAY = 0.25;

/** What clocks count in, from days down to milliseconds. */
const STEPS_US: readonly Micros[] = [
  ...[86_400, 21_600, 3600, 900, 300, 60, 30, 10, 5, 2, 1].map((seconds) => seconds * 1_000_000),
  ...[500, 200, 100, 50, 20, 10, 5, 2, 1].map((ms) => ms * 1000),
];

/** The roundest moment of a stretch: a multiple of the longest step that has one there. */
export function roundestBetween(fromUs: Micros, toUs: Micros): { timeUs: Micros; stepUs: Micros } {
  for (const stepUs of STEPS_US) {
    const timeUs = Math.round((fromUs + toUs) / 2 / stepUs) * stepUs;
    if (timeUs >= fromUs && timeUs <= toUs) return { timeUs, stepUs };
  }
  return { timeUs: Math.round(toUs / 1000) * 1000, stepUs: 1000 };
}

/** How much viewing time the timeline spans: some room ahead of what was seen, growing in few steps. */
export function spanOf(axis: ViewAxis): number {
  const { viewedMs } = endOf(axis);
  let span = 20_000;
  while (viewedMs > span * 0.92) span *= 1.5;
  return span;
}
