import { bytes, duration, type TimeUnits } from '../../i18n/format.ts';
import type { MoreMessages } from '../../i18n/more-messages.ts';
import type { Fact, FactCode } from '../../view/inspection.ts';

const TIMES: ReadonlySet<FactCode> = new Set([
  'next-expiry',
  'next-retention-check',
  'session-left',
  'poll-interval-left',
  'processing-time',
  'retention',
]);
const SIZES: ReadonlySet<FactCode> = new Set(['internal-segment-bytes', 'buffer-used']);

/** A fact's value as it is read: times in units, what is not there as `none`. */
export function factText(
  { code, value }: Fact,
  { states, inspector }: MoreMessages,
  units: TimeUnits,
): string {
  if (value === '' || value === -1) return inspector.nothing;
  if (code === 'state') return (states.broker as Record<string, string>)[value] ?? String(value);
  if (typeof value === 'number' && TIMES.has(code)) return duration(Math.max(0, value), units);
  if (typeof value === 'number' && SIZES.has(code)) return bytes(value);
  return String(value);
}
