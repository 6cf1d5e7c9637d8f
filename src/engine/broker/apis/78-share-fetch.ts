/**
 * ShareFetch (key 78, up to v2), at the leader of what it names.
 * - It begins, goes on with or ends a share session; one that ends it fetches nothing, and has what is left released.
 * - Acknowledges what was acquired earlier, then acquires records, and is answered once both are done: the
 *   acknowledgements written down, and `minBytes` of records there or `maxWaitMs` over.
 * v1: `maxRecords` and `batchSize`. v2: `shareAcquireMode` (KIP-1206), renewing locks (KIP-1222).
 */
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { shareFetch } from '../../share/share-fetch.ts';
import type { BrokerNode } from '../broker.ts';

export function handleShareFetch(ctx: Ctx, broker: BrokerNode, request: Request<'ShareFetch'>): void {
  shareFetch(ctx, broker, request);
}
