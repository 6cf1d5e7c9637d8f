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
    const around = timeAt(axis, target + spacing / 2) - timeAt(axis, target - spacing / 2);
    const stepUs = roundStep(around / 2);
    const timeUs = Math.round(timeAt(axis, target) / stepUs) * stepUs;
    const viewedMs = viewedAt(axis, timeUs);
    if (
      timeUs > (ticks.at(-1)?.timeUs ?? 0) &&
      viewedMs - (ticks.at(-1)?.viewedMs ?? 0) > spacing * LEAST_GAP
    )
      ticks.push({ viewedMs, timeUs, stepUs });
  }
  return ticks;
}

/** The largest of 1, 2, 5 times a power of ten that is not longer; from a minute on, what clocks count in. */
export function roundStep(us: Micros): Micros {
  const minutes = [60, 300, 900, 3600, 21_600, 86_400].map((seconds) => seconds * 1_000_000);
  const long = minutes.findLast((each) => each <= us);
  if (long) return long;
  const power = 10 ** Math.floor(Math.log10(Math.max(us, 1000)));
  const factor = [5, 2, 1].find((each) => each * power <= us) ?? 1;
  return Math.max(1000, factor * power);
}

/** How much viewing time the timeline spans: some room ahead of what was seen, growing in few steps. */
export function spanOf(axis: ViewAxis): number {
  const { viewedMs } = endOf(axis);
  let span = 20_000;
  while (viewedMs > span * 0.92) span *= 1.5;
  return span;
}
