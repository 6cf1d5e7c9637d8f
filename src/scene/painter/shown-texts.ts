/** Numbers as they are written: taken from the frame at most eight times a second, or nobody could read them. */
import type { Frame } from '../../view/frame.ts';

export interface ShownTexts {
  readonly takenAt: number;
  readonly highWatermark: Float64Array;
  readonly lastStable: Float64Array;
  /** By group and row, as in the frame. */
  readonly committed: Float64Array;
  /** Simulated time that countdowns count from. */
  readonly shownUs: number;
}

const EVERY_MS = 125;

/** `fresh`: the rows are others than before, so what was taken no longer fits them. */
export function textsFor(
  before: ShownTexts | null,
  frame: Frame,
  shownUs: number,
  now: number,
  fresh: boolean,
): ShownTexts {
  if (before && !fresh && now - before.takenAt < EVERY_MS) return before;
  const { highWatermark, lastStable, committed } = frame.rows;
  return { takenAt: now, highWatermark, lastStable, committed, shownUs };
}
