/** Where an offset reset leads to, as a person would write it. */
import type { OffsetResetSpec } from './scenario.ts';
import type { OffsetResetDocument } from './schema-offset-reset.ts';
import { formatTime } from './time.ts';

export function denormaliseOffsetReset(to: OffsetResetSpec): OffsetResetDocument {
  if (typeof to === 'string' || 'offset' in to || 'shiftBy' in to) return to;
  if ('datetimeMs' in to) return { datetime: new Date(to.datetimeMs).toISOString() };
  if ('durationMs' in to) return { duration: formatTime(to.durationMs) };
  return {
    file: to.plan.map(({ topic, partition, offset }) => `${topic},${partition},${offset}`).join('\n'),
  };
}
