/** Requests that wait in the broker for something to happen to a partition, as action-queue.ts looks at them. */
import type { BrokerNode } from '../broker/broker.ts';
import { toolApis } from '../broker/tool-apis.ts';
import type { Ctx } from '../ctx.ts';

export type { DelayedDeleteRecords } from './delayed-delete-records.ts';
export {
  completeDelayedFetches,
  completeFetchesOf,
  type DelayedFetch,
  expireDelayedFetches,
} from './delayed-fetch.ts';
export {
  completeDelayedProduces,
  completeProducesOf,
  type DelayedProduce,
  expireDelayedProduces,
} from './delayed-produce.ts';

/** Most often there are none: their rules come along with who may ask for deletions. */
export function completeDelayedDeleteRecords(ctx: Ctx, broker: BrokerNode): void {
  if (broker.replicaManager.delayedDeleteRecords.length > 0)
    toolApis.rules().completeDelayedDeleteRecords(ctx, broker);
}

export function expireDelayedDeleteRecords(ctx: Ctx, broker: BrokerNode): void {
  toolApis.rules().expireDelayedDeleteRecords(ctx, broker);
}
