/** DescribeShareGroupOffsets (key 90, up to v1): any broker answers for the partitions that are named. */
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { describeShareGroupOffsets } from '../../share/describe-share-offsets.ts';
import type { BrokerNode } from '../broker.ts';

export function handleDescribeShareGroupOffsets(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DescribeShareGroupOffsets'>,
): void {
  describeShareGroupOffsets(ctx, broker, request);
}
