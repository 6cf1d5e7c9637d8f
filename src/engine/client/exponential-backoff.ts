/** Waits that double with every attempt up to a maximum, each spread by a fifth either way (KIP-580). */
import { MICROS_PER_MS, type Micros } from '../../kernel/brand.ts';
import { type Ctx, draw } from '../ctx.ts';
import type { NodeBase } from '../node.ts';

/** CommonClientConfigs.RETRY_BACKOFF_JITTER, in thousandths. */
const JITTER = 200;

/** How long to wait before an attempt; `attempts` counts the failures before the latest, from 0. */
export function exponentialBackoffUs(
  ctx: Ctx,
  node: Pick<NodeBase, 'id' | 'draws'>,
  attempts: number,
  initialMs: number,
  maxMs: number,
): Micros {
  if (maxMs <= initialMs) return maxMs * MICROS_PER_MS;
  const termUs = Math.min(initialMs * 2 ** Math.min(attempts, 30), maxMs) * MICROS_PER_MS;
  if (termUs === 0) return 0;
  const spread = 1000 - JITTER + draw(ctx, node, 2 * JITTER + 1);
  return Math.min(Math.floor((termUs * spread) / 1000), maxMs * MICROS_PER_MS);
}
