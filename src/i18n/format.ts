/** Numbers and times as people read them. Offsets stay plain; counts get thin groups from four digits on. */

const US_PER_SECOND = 1_000_000;

/** Words for the parts of a time, each language's own; `{n}` is the number. */
export interface TimeUnits {
  readonly milliseconds: string;
  readonly seconds: string;
  readonly minutes: string;
  readonly hours: string;
  readonly days: string;
}

/** A moment of simulated time, to the millisecond while that still says something: `18.640 s`, `2 min 05.300 s`. */
export function moment(us: number, units: TimeUnits): string {
  const ms = Math.max(0, Math.floor(us / 1000));
  const seconds = Math.floor(ms / 1000);
  const minutes = Math.floor(seconds / 60);
  const hours = Math.floor(minutes / 60);
  if (minutes === 0) return fill(units.seconds, withMillis(seconds, ms));
  if (hours === 0)
    return joined(
      fill(units.minutes, minutes),
      fill(units.seconds, withMillis(seconds % 60, ms).padStart(6, '0')),
    );
  const tail = [fill(units.minutes, two(minutes % 60)), fill(units.seconds, two(seconds % 60))];
  if (hours < 24) return joined(fill(units.hours, hours), ...tail);
  return joined(fill(units.days, Math.floor(hours / 24)), fill(units.hours, hours % 24), ...tail.slice(0, 1));
}

/** A length of time in its largest fitting unit, at most two: `350 ms`, `9 s`, `5 min`, `1 h 30 min`, `7 d`. */
export function duration(ms: number, units: TimeUnits): string {
  if (ms < 1000) return fill(units.milliseconds, trimmed(ms, ms < 10 ? 1 : 0));
  if (ms < 60_000) return fill(units.seconds, trimmed(ms / 1000, ms < 10_000 ? 1 : 0));
  const minutes = Math.round(ms / 60_000);
  if (minutes < 60) return pair(ms, 60_000, units.minutes, 1000, units.seconds);
  if (minutes < 1440) return pair(ms, 3_600_000, units.hours, 60_000, units.minutes);
  return pair(ms, 86_400_000, units.days, 3_600_000, units.hours);
}

function pair(ms: number, size: number, unit: string, smallSize: number, smallUnit: string): string {
  const small = Math.round(ms / smallSize);
  const per = size / smallSize;
  const rest = small % per;
  const main = fill(unit, Math.floor(small / per));
  return rest === 0 ? main : joined(main, fill(smallUnit, rest));
}

/** A label of the time axis: no more digits than tell it from its neighbours, `stepUs` away. */
export function tickLabel(us: number, stepUs: number, units: TimeUnits): string {
  if (us >= 60 * US_PER_SECOND) return duration(us / 1000, units);
  const digits = stepUs >= US_PER_SECOND ? 0 : Math.min(3, Math.ceil(-Math.log10(stepUs / US_PER_SECOND)));
  return fill(units.seconds, (us / US_PER_SECOND).toFixed(digits));
}

/** How fast simulated time goes by, against the wall's: `1/250×`, `1×`, `20×`. */
export function rateLabel(rate: number): string {
  if (rate <= 0) return '0×';
  if (rate > 0.95) return `${rate < 10 ? trimmed(rate, 1) : twoDigits(rate)}×`;
  // Half as fast or faster reads better as a decimal: 0.9×, not 1/1.1×.
  if (rate > 0.5) return `${trimmed(rate, 1)}×`;
  return `1/${1 / rate < 10 ? trimmed(1 / rate, 1) : twoDigits(1 / rate)}×`;
}

/** Steady to the eye: two significant digits. */
function twoDigits(value: number): string {
  const scale = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return String(Math.round(value / scale) * scale);
}

export function count(value: number): string {
  const [whole = '', ...rest] = String(value).split('.');
  const grouped = whole.length > 3 ? whole.replace(/\B(?=(\d{3})+$)/g, '\u202f') : whole;
  return [grouped, ...rest].join('.');
}

export function bytes(value: number): string {
  if (value < 1024) return `${value} B`;
  const power = Math.min(4, Math.floor(Math.log2(value) / 10));
  return `${trimmed(value / 1024 ** power, 1)} ${['B', 'KiB', 'MiB', 'GiB', 'TiB'][power]}`;
}

function trimmed(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}

function withMillis(seconds: number, ms: number): string {
  return `${seconds}.${String(ms % 1000).padStart(3, '0')}`;
}

function two(value: number): string {
  return String(value).padStart(2, '0');
}

function fill(template: string, value: string | number): string {
  return template.replace('{n}', String(value));
}

function joined(...parts: string[]): string {
  return parts.join(' ');
}
