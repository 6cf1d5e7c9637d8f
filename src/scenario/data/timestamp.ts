/**
 * Times as people write them in files, read alike on every machine: UTC where nothing else is said, milliseconds
 * since 1970. ISO 8601, YYYY/MM/DD, M/D/YYYY, and seconds or milliseconds since 1970.
 */

const TIME = String.raw`(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,](\d{1,9}))?)?\s*([AaPp][Mm])?)?`;
const ZONE = String.raw`\s*(Z|z|UTC|GMT|[+-]\d{2}:?\d{2})?`;
const YEAR_FIRST = new RegExp(String.raw`^(\d{4})([-/])(\d{1,2})\2(\d{1,2})${TIME}${ZONE}$`);
const YEAR_LAST = new RegExp(String.raw`^(\d{1,2})\/(\d{1,2})\/(\d{4})${TIME}${ZONE}$`);

const MS_PER_DAY = 86_400_000;

/** Milliseconds since 1970, or null where it is no time. */
export function parseTimestamp(text: string): number | null {
  const trimmed = text.trim();
  if (/^-?\d+(\.\d+)?$/.test(trimmed)) return sinceEpoch(Number(trimmed));
  const first = YEAR_FIRST.exec(trimmed);
  if (first) return instant(first[1], first[3], first[4], first.slice(5));
  const last = YEAR_LAST.exec(trimmed);
  if (last) return instant(last[3], last[1], last[2], last.slice(4));
  return null;
}

/** Seconds reach 1e11 in the year 5138, milliseconds pass it in 1973: no file means either. */
function sinceEpoch(number: number): number | null {
  const ms = Math.abs(number) < 1e11 ? Math.round(number * 1000) : Math.round(number);
  return Math.abs(ms) <= 8.64e15 ? ms : null;
}

type Text = string | undefined;

function instant(yearText: Text, monthText: Text, dayText: Text, rest: readonly Text[]): number | null {
  const year = Number(yearText);
  const month = Number(monthText);
  const day = Number(dayText);
  if (month < 1 || month > 12 || day < 1 || day > daysIn(year, month)) return null;
  const [hourText, minuteText, secondText, fraction, half, zone] = rest;
  const hour = hourOf(Number(hourText ?? 0), half);
  const minute = Number(minuteText ?? 0);
  const second = Number(secondText ?? 0);
  if (hour === null || hour > 23 || minute > 59 || second > 60) return null;
  const ms = Number((fraction ?? '').padEnd(3, '0').slice(0, 3));
  const time = ((hour * 60 + minute - zoneMinutes(zone)) * 60 + second) * 1000 + ms;
  return daysSince1970(year, month, day) * MS_PER_DAY + time;
}

function hourOf(hour: number, half: Text): number | null {
  if (half === undefined) return hour;
  if (hour < 1 || hour > 12) return null;
  return (hour % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
}

function zoneMinutes(zone: Text): number {
  const [, sign, hours, minutes] = /^([+-])(\d{2}):?(\d{2})$/.exec(zone ?? '') ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes ?? 0));
}

function daysIn(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return [4, 6, 9, 11].includes(month) ? 30 : 31;
}

/** Days of the proleptic Gregorian calendar; the year is taken to begin in March, so that leap days come last. */
function daysSince1970(year: number, month: number, day: number): number {
  const y = month > 2 ? year : year - 1;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  return y * 365 + Math.floor(y / 4) - Math.floor(y / 100) + Math.floor(y / 400) + dayOfYear - 719_468;
}
