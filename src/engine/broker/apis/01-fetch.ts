/**
 * Fetch (key 1), v12 to v18.
 * - Consumers get what lies below the high watermark, or the last stable offset, followers all that there is.
 * - Waits for `minBytes`, `maxWaitMs` at most; errors and diverging histories are answered at once.
 * - A follower's fetch offset is its acknowledgement of all that lies before: it moves the high watermark.
 * v7: sessions (KIP-227), see fetch-manager.ts. v11: the replica nearby (KIP-392). v12: diverging epochs
 * (KIP-595). v13: topics by id. v15: the follower's broker epoch (KIP-903). v16: the current leader with errors
 * (KIP-951). v18: the high watermark of `__cluster_metadata`'s replicas (KIP-1166); Kafka's partitions do not
 * use it, so a parked follower hears of a new high watermark when it is next answered.
 */
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { fetchMessages } from '../../replica/delayed-fetch.ts';
import { respondWithSessionError } from '../../replica/fetch-response.ts';
import type { BrokerNode } from '../broker.ts';
import { newFetchContext } from '../fetch-manager.ts';

export function handleFetch(ctx: Ctx, broker: BrokerNode, request: Request<'Fetch'>): void {
  const context = newFetchContext(ctx, broker, request);
  if (context.kind === 'error') respondWithSessionError(ctx, broker, request, context.errorCode);
  else fetchMessages(ctx, broker, request, context);
}
