/** The answer to a Fetch, made of what was read. */
import { Errors } from '../../protocol/errors.ts';
import type { FetchPartitionData, FetchResponse } from '../../protocol/messages/01-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { respond } from '../broker/request-channel.ts';
import type { Ctx } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import { type FetchParams, isFromFollower } from './fetch-params.ts';
import { offsetsData } from './fetch-partition-data.ts';
import { logOf, partitionById } from './hosted-partition.ts';
import { followerOf, type Partition } from './partition.ts';
import type { FetchRead } from './read-from-log.ts';
import { hasNewsFor, rememberSent } from './remote-replica.ts';

/**
 * A consumer is answered for every partition that it asked for. A follower only for those with something to
 * say (records, an error, a diverging epoch, another high watermark or log start than it was told last), as in
 * the incremental response of a fetch session (KIP-227), which Kafka's followers always have.
 */
export function respondToFetch(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'Fetch'>,
  params: FetchParams,
  fetch: FetchRead,
): void {
  const responses: { topicId: string; partitions: FetchPartitionData[] }[] = [];
  let index = 0;
  for (const { topicId, partitions } of request.body.topics) {
    const ofTopic: FetchPartitionData[] = [];
    for (const { partition: number } of partitions) {
      const data = dataOf(broker, request, topicId, number, params, fetch, index++);
      if (data) ofTopic.push(data);
    }
    if (ofTopic.length > 0) responses.push({ topicId, partitions: ofTopic });
  }
  const body: FetchResponse = { throttleTimeMs: 0, errorCode: Errors.NONE, sessionId: 0, responses };
  respond(ctx, broker, request, body);
}

function dataOf(
  broker: BrokerNode,
  request: Request<'Fetch'>,
  topicId: string,
  number: number,
  { replicaId }: FetchParams,
  fetch: FetchRead,
  index: number,
): FetchPartitionData | null {
  const data = fetch.data[index]!;
  const partition = partitionById(broker, topicId, number);
  if (!partition || (data !== null && data.errorCode !== Errors.NONE)) {
    // When the error goes away the follower is told again where the log stands.
    const follower = partition && followerOf(partition, replicaId);
    if (follower) rememberSent(follower, -1, -1, -1, -1);
    return data;
  }
  return isFromFollower(replicaId)
    ? newsForFollower(broker, request, partition, replicaId, data, fetch.highWatermarks[index]!)
    : (data ?? offsetsData(logOf(broker, partition), number, fetch.highWatermarks[index]!));
}

function newsForFollower(
  broker: BrokerNode,
  request: Request<'Fetch'>,
  partition: Partition,
  replicaId: number,
  data: FetchPartitionData | null,
  highWatermark: number,
): FetchPartitionData | null {
  const follower = followerOf(partition, replicaId)!;
  const { fromIncarnation, connection } = request;
  const log = logOf(broker, partition);
  const { logStartOffset } = log;
  if (data === null && !hasNewsFor(follower, fromIncarnation, connection, highWatermark, logStartOffset))
    return null;
  rememberSent(follower, fromIncarnation, connection, highWatermark, logStartOffset);
  return data ?? offsetsData(log, partition.partition, highWatermark);
}
