/** The name a coordinator gives a member: what the client calls itself, and a UUID. */
import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, draw } from '../../../ctx.ts';

export function generateMemberId(ctx: Ctx, broker: BrokerNode, prefix: string): string {
  return `${prefix}-${randomUuid(ctx, broker)}`;
}

/** A UUID of version 4 from the broker's own stream of chance. */
function randomUuid(ctx: Ctx, broker: BrokerNode): string {
  const hex = [0, 1, 2, 3].map(() => draw(ctx, broker, 0x1_0000_0000).toString(16).padStart(8, '0')).join('');
  const variant = '89ab'[draw(ctx, broker, 4)];
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-');
}
