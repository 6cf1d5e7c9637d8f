/**
 * Fetch (key 1), v18.
 * - Consumers get what lies below the high watermark, followers all that the leader has.
 * - Waits for `minBytes`, `maxWaitMs` at most; errors and diverging histories are answered at once.
 * - A follower's fetch offset is its acknowledgement of all that lies before: it moves the high watermark.
 * - Fetch sessions (KIP-227) are not spoken of in the requests here, which name all partitions every time; the
 *   answers to followers are incremental as a session's are, see replica/fetch-response.ts.
 * v12: diverging epochs (KIP-595). v13: topics by id. v15: the follower's broker epoch (KIP-903). v16: the
 * current leader with errors (KIP-951). v18: the high watermark of `__cluster_metadata`'s replicas (KIP-1166);
 * Kafka's partitions do not use it, so a parked follower hears of a new high watermark when it is next answered.
 */
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { fetchMessages } from '../../replica/delayed-fetch.ts';
import type { BrokerNode } from '../broker.ts';

export function handleFetch(ctx: Ctx, broker: BrokerNode, request: Request<'Fetch'>): void {
  fetchMessages(ctx, broker, request);
}
