/** Tasks that recur at a fixed rate from the beginning of the process on, as those of Kafka's schedulers do. */
import { MICROS_PER_MS, type Micros } from '../../kernel/brand.ts';
import type { Ctx } from '../ctx.ts';
import type { BrokerNode } from './broker.ts';

export function nextAtFixedRateUs(ctx: Ctx, broker: BrokerNode, intervalMs: number): Micros {
  const intervalUs = intervalMs * MICROS_PER_MS;
  const startedUs = (broker.startedAtMs - ctx.cluster.epochMs) * MICROS_PER_MS;
  const passed = Math.floor((ctx.nowUs - startedUs) / intervalUs);
  return startedUs + (passed + 1) * intervalUs;
}
