/** The answers to ShareFetch and ShareAcknowledge. */
import { groupBy } from '../../kernel/group-by.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { ShareFetchPartitionData, ShareNodeEndpoint } from '../../protocol/messages/78-share-fetch.ts';
import type { ResponseOf } from '../../protocol/messages/index.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { endpointOf } from '../broker/broker-endpoints.ts';
import { respond } from '../broker/request-channel.ts';
import type { Ctx } from '../ctx.ts';
import type { Request } from '../network/message.ts';
import { currentLeader } from '../replica/hosted-partition.ts';
import type {
  FetchedPartition,
  PendingShareAcknowledge,
  PendingShareFetch,
} from './pending-share-requests.ts';
import { withoutRecords } from './pending-share-requests.ts';
import { recordLockDurationMs } from './share-group-config.ts';
import { isOutdated, mustTell } from './share-session.ts';

export function answerShareFetch(ctx: Ctx, broker: BrokerNode, pending: PendingShareFetch): void {
  const { request, context } = pending;
  if (isOutdated(context)) {
    refuseShareFetch(ctx, broker, request, Errors.INVALID_SHARE_SESSION_EPOCH);
    return;
  }
  const told = pending.fetched!.filter(({ topicId, data }) => mustTell(context, topicId, data));
  const partitions = withAcknowledgements(told, pending).map(({ topicId, data }) => ({
    topicId,
    data: { ...data, currentLeader: leaderToTell(broker, topicId, data.partitionIndex, data.errorCode) },
  }));
  respond(ctx, broker, request, {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    acquisitionLockTimeoutMs: recordLockDurationMs(broker, request.body.groupId!),
    responses: byTopic(partitions),
    nodeEndpoints: endpointsOf(
      broker,
      partitions.map(({ data }) => data),
    ),
  });
}

/** Partitions that were acknowledged are told of too. */
function withAcknowledgements(
  told: readonly FetchedPartition[],
  { acknowledged }: PendingShareFetch,
): FetchedPartition[] {
  const partitions = [...told];
  for (const result of acknowledged) {
    const { topicId, partition, errorCode, errorMessage } = result;
    const at = partitions.findIndex(
      (each) => each.topicId === topicId && each.data.partitionIndex === partition,
    );
    const { data } = at < 0 ? withoutRecords(result) : partitions[at]!;
    const both = {
      topicId,
      data: { ...data, acknowledgeErrorCode: errorCode, acknowledgeErrorMessage: errorMessage },
    };
    if (at < 0) partitions.push(both);
    else partitions[at] = both;
  }
  return partitions;
}

function byTopic<Data>(
  partitions: readonly { readonly topicId: string; readonly data: Data }[],
): { topicId: string; partitions: Data[] }[] {
  const topics = groupBy(partitions, ({ topicId }) => topicId);
  return Array.from(topics, ([topicId, of]) => ({ topicId, partitions: of.map(({ data }) => data) }));
}

export function refuseShareFetch(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ShareFetch'>,
  errorCode: ErrorCode,
): void {
  respond(ctx, broker, request, { ...EMPTY, errorCode });
}

export function answerShareAcknowledge(
  ctx: Ctx,
  broker: BrokerNode,
  { request, acknowledged }: PendingShareAcknowledge,
): void {
  const partitions = acknowledged.map(({ topicId, partition, errorCode, errorMessage }) => ({
    topicId,
    data: {
      partitionIndex: partition,
      errorCode,
      errorMessage,
      currentLeader: leaderToTell(broker, topicId, partition, errorCode),
    },
  }));
  respond(ctx, broker, request, {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    errorMessage: null,
    acquisitionLockTimeoutMs: recordLockDurationMs(broker, request.body.groupId!),
    responses: byTopic(partitions),
    nodeEndpoints: endpointsOf(
      broker,
      partitions.map(({ data }) => data),
    ),
  });
}

export function refuseShareAcknowledge(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'ShareAcknowledge'>,
  errorCode: ErrorCode,
): void {
  respond(ctx, broker, request, { ...EMPTY, errorCode });
}

const EMPTY: ResponseOf<'ShareFetch'> & ResponseOf<'ShareAcknowledge'> = {
  throttleTimeMs: 0,
  errorCode: Errors.NONE,
  errorMessage: null,
  acquisitionLockTimeoutMs: 0,
  responses: [],
  nodeEndpoints: [],
};

/** These errors come with who leads now. */
const WITH_LEADER: readonly ErrorCode[] = [Errors.NOT_LEADER_OR_FOLLOWER, Errors.FENCED_LEADER_EPOCH];

function leaderToTell(
  broker: BrokerNode,
  topicId: string,
  partition: number,
  errorCode: ErrorCode,
): ShareFetchPartitionData['currentLeader'] {
  if (!WITH_LEADER.includes(errorCode)) return { leaderId: 0, leaderEpoch: 0 };
  return currentLeader(broker, topicId, partition);
}

function endpointsOf(
  { disk: { image } }: BrokerNode,
  partitions: readonly Pick<ShareFetchPartitionData, 'errorCode' | 'currentLeader'>[],
): ShareNodeEndpoint[] {
  const leaders = partitions
    .filter(({ errorCode }) => WITH_LEADER.includes(errorCode))
    .map(({ currentLeader: { leaderId } }) => leaderId);
  return [...new Set(leaders)].flatMap((nodeId) => {
    const broker = image.brokers.get(nodeId);
    return broker ? [{ nodeId, ...endpointOf(broker) }] : [];
  });
}
