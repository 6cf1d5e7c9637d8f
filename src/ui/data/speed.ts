import type { DataEvent } from '../../scenario/data/events.ts';

/** A rate that the eye can follow. */
const WANTED_PER_SECOND = 8;

/** How many times faster than its own time data has to run to give some eight records a second; a round number. */
export function fittingSpeed(events: readonly DataEvent[]): number {
  const spanMs = (events.at(-1)?.timeMs ?? 0) - (events[0]?.timeMs ?? 0);
  if (spanMs <= 0) return 1;
  const speed = (spanMs / 1000 / events.length) * WANTED_PER_SECOND;
  const power = 10 ** Math.floor(Math.log10(speed));
  return Number((Math.max(1, Math.round(speed / power)) * power).toPrecision(1));
}
