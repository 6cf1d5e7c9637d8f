/**
 * The timeline's axis is viewing time, as paced: two milliseconds of action would be one pixel otherwise. It is a
 * polyline through samples of (viewed, simulated) time, both only growing; where it is steep, time hurried.
 */
import type { Micros } from '../../kernel/brand.ts';

export interface AxisSample {
  readonly viewedMs: number;
  readonly timeUs: Micros;
}

export interface ViewAxis {
  readonly samples: readonly AxisSample[];
}

/** What was simulated before the picture opened, or skipped by a jump, gets so much room. */
const JUMP_MS = 400;
/** Two samples nearer than this are one, unless the rate changes between them. */
const MOST_SAMPLES = 1500;

export function openAxis(openedAtUs: Micros): ViewAxis {
  const start = { viewedMs: 0, timeUs: 0 };
  return { samples: openedAtUs > 0 ? [start, { viewedMs: JUMP_MS, timeUs: openedAtUs }] : [start] };
}

/** The axis with one more sample, `watchedMs` of viewing after the last; a time within it changes nothing. */
export function extendAxis(axis: ViewAxis, timeUs: Micros, watchedMs: number): ViewAxis {
  const end = endOf(axis);
  if (timeUs <= end.timeUs) return axis;
  const viewedMs = end.viewedMs + (watchedMs > 0 ? watchedMs : JUMP_MS);
  const samples = [...axis.samples, { viewedMs, timeUs }];
  return { samples: samples.length > MOST_SAMPLES ? thinned(samples) : samples };
}

/** An action in the past begins another future: what was seen beyond it is gone. */
export function cutAxis(axis: ViewAxis, timeUs: Micros): ViewAxis {
  const kept = axis.samples.filter((sample) => sample.timeUs <= timeUs);
  const last = kept.at(-1);
  if (!last || last.timeUs === timeUs) return kept.length > 0 ? { samples: kept } : openAxis(0);
  return { samples: [...kept, { viewedMs: viewedAt(axis, timeUs), timeUs }] };
}

export function endOf({ samples }: ViewAxis): AxisSample {
  return samples.at(-1) ?? { viewedMs: 0, timeUs: 0 };
}

export function viewedAt(axis: ViewAxis, timeUs: Micros): number {
  return along(axis, timeUs, 'timeUs', 'viewedMs');
}

export function timeAt(axis: ViewAxis, viewedMs: number): Micros {
  return Math.round(along(axis, viewedMs, 'viewedMs', 'timeUs'));
}

type Side = keyof AxisSample;

function along({ samples }: ViewAxis, at: number, from: Side, to: Side): number {
  let low = 0;
  let high = samples.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (samples[middle]![from] < at) low = middle + 1;
    else high = middle;
  }
  const after = samples[low]!;
  const before = samples[low - 1];
  if (!before || after[from] <= at) return after[to];
  const share = (at - before[from]) / (after[from] - before[from]);
  return before[to] + share * (after[to] - before[to]);
}

/** Every second sample of the older half. */
function thinned(samples: readonly AxisSample[]): AxisSample[] {
  const half = samples.length / 2;
  return samples.filter((_, index) => index > half || index % 2 === 0);
}

/** A stretch in which time went by much faster than around it. */
export interface Fold {
  readonly fromMs: number;
  readonly toMs: number;
  readonly lengthUs: Micros;
}

/** Faster than this, simulated against viewing time, is hurrying. */
const HURRY = 8;

export function foldsOf({ samples }: ViewAxis): Fold[] {
  const folds: Fold[] = [];
  for (let index = 1; index < samples.length; index++) {
    const from = samples[index - 1]!;
    const to = samples[index]!;
    const lengthUs = to.timeUs - from.timeUs;
    if (lengthUs < HURRY * 1000 * (to.viewedMs - from.viewedMs)) continue;
    const last = folds.at(-1);
    if (last && last.toMs === from.viewedMs)
      folds[folds.length - 1] = { ...last, toMs: to.viewedMs, lengthUs: last.lengthUs + lengthUs };
    else folds.push({ fromMs: from.viewedMs, toMs: to.viewedMs, lengthUs });
  }
  return folds;
}
