/** Where reading begins when no offset says so (AutoOffsetResetStrategy, ShareGroupAutoOffsetResetStrategy; KIP-1106). */

/** What a share group may say: earliest, latest, or how far back. */
export function isOffsetReset(text: string): boolean {
  return text === 'earliest' || text === 'latest' || isDurationReset(text);
}

const PREFIX = 'by_duration:';
const ISO_8601 =
  /^([-+]?)P(?=.)(?:([-+]?\d+)D)?(?:T(?=.)(?:([-+]?\d+)H)?(?:([-+]?\d+)M)?(?:([-+]?\d+(?:[.,]\d{0,9})?)S)?)?$/i;

/** Whether it is `by_duration:` and an ISO 8601 duration, as Java's Duration reads it, that is not negative. */
export function isDurationReset(text: string): boolean {
  return (durationResetMs(text) ?? -1) >= 0;
}

/** How far back it is, milliseconds and parts of them; null: it is no duration. */
export function durationResetMs(text: string): number | null {
  const parts = text.startsWith(PREFIX) ? ISO_8601.exec(text.slice(PREFIX.length)) : null;
  if (!parts) return null;
  const [, sign, ...given] = parts;
  const [days, hours, minutes, seconds] = given.map((part) => Number((part ?? '0').replace(',', '.')));
  const total = ((days! * 24 + hours!) * 60 + minutes!) * 60 + seconds!;
  return (sign === '-' ? -total : total) * 1000;
}
