/**
 * Friendly times: a number is milliseconds, a string has a unit ('200ms', '5s', '2m', '1h', '7d').
 * The engine's clock is whole microseconds, so a time is rounded to them.
 */

export const TIME_PATTERN = /^\d+(\.\d+)?(us|ms|s|m|h|d)$/;

/** Microseconds in a unit. */
const UNITS: Readonly<Record<string, number>> = {
  us: 1,
  ms: 1000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
  d: 86_400_000_000,
};

/** The longest time a scenario may name, about 30 years: microseconds stay far below 2^53. */
export const LONGEST_TIME_MS = 1e12;

/** Milliseconds of a time that `TIME_PATTERN` or being a number has let through. */
export function parseTime(time: number | string): number {
  if (typeof time === 'number') return toMicros(time) / 1000;
  const [, digits = '', , unit = ''] = /^(\d+(\.\d+)?)([a-z]+)$/.exec(time) ?? [];
  return Math.round(Number(digits) * (UNITS[unit] ?? Number.NaN)) / 1000;
}

export function toMicros(ms: number): number {
  return Math.round(ms * 1000);
}

/** The shortest way a person would write it: '5s', '2m', '1h', '7d'; what has no whole unit stays milliseconds. */
export function formatTime(ms: number): number | string {
  const micros = toMicros(ms);
  if (micros === 0) return 0;
  for (const unit of ['d', 'h', 'm', 's']) {
    const size = UNITS[unit] ?? 1;
    if (micros % size === 0) return `${micros / size}${unit}`;
  }
  return ms;
}
