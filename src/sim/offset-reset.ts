/** `resetOffsets`: the command as the engine's tool takes it, and what it would do now. */
import { toolApis } from '../engine/broker/tool-apis.ts';
import type { ResetTarget } from '../engine/client/offset-reset/new-offsets.ts';
import type { TopicScope } from '../engine/client/offset-reset/offset-reset.ts';
import { type Ctx, wallClockMs } from '../engine/ctx.ts';
import type { EpochMs } from '../kernel/brand.ts';
import type { Command, OffsetResetSpec } from '../scenario/scenario.ts';
import { adminOf } from './named.ts';

export type ResetOffsets = Extract<Command, { do: 'resetOffsets' }>;

export function resetGroupOffsets(ctx: Ctx, { group, to, topics }: ResetOffsets): void {
  toolApis.rules().resetOffsets(ctx, adminOf(ctx), group, targetOf(to, wallClockMs(ctx)), scopeOf(topics));
}

export function targetOf(to: OffsetResetSpec, nowMs: EpochMs): ResetTarget {
  if (typeof to === 'string') return to;
  if ('datetimeMs' in to) return { timestampMs: to.datetimeMs };
  if ('durationMs' in to) return { timestampMs: nowMs - Math.floor(to.durationMs) };
  return to;
}

export function scopeOf(topics: ResetOffsets['topics']): TopicScope[] | null {
  return topics?.map(({ topic, partitions }) => ({ topic, partitions: partitions ?? null })) ?? null;
}
