/** Where an offset reset leads to, with its text parsed. */
import { parseDatetime } from './datetime.ts';
import { type PlannedOffset, parseResetPlan } from './reset-plan.ts';
import type { OffsetResetSpec } from './scenario.ts';
import type { OffsetResetDocument } from './schema-offset-reset.ts';
import { parseTime } from './time.ts';

/** Of a document that the checks have let through. */
export function normaliseOffsetReset(to: OffsetResetDocument): OffsetResetSpec {
  if (typeof to === 'string' || 'offset' in to || 'shiftBy' in to) return to;
  if ('datetime' in to) return { datetimeMs: parseDatetime(to.datetime)! };
  if ('duration' in to) return { durationMs: parseTime(to.duration) };
  return { plan: parseResetPlan(to.file) as readonly PlannedOffset[] };
}
