/** What share coordinators answer, or that they don't: some of it is tried again, the rest goes to who asked. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import type { AnyResponse, Response } from '../network/message.ts';
import type { InFlightRequest } from '../network/network-client.ts';
import { brokerNode } from '../node.ts';
import {
  type LatestOffsetsContext,
  onLatestOffsets,
  onLatestOffsetsFailed,
} from './describe-share-offsets.ts';
import { failedResult, queueFor, retryLater, sendUnsent } from './persister.ts';
import { onPersisted } from './persister-results.ts';
import type {
  PersisterContext,
  PersisterPartitionResult,
  PersisterRequest,
  PersisterResult,
} from './persister-state.ts';
import { shareNodeOf } from './share-node.ts';

/** The coordinator is elsewhere, or will be back. */
const RETRIABLE: readonly ErrorCode[] = [
  Errors.COORDINATOR_LOAD_IN_PROGRESS,
  Errors.COORDINATOR_NOT_AVAILABLE,
  Errors.NOT_COORDINATOR,
  Errors.UNKNOWN_TOPIC_OR_PARTITION,
];

export function onPersisterResponse(
  ctx: Ctx,
  broker: BrokerNode,
  { context }: InFlightRequest,
  response: AnyResponse,
): void {
  if (response.api === 'ListOffsets') {
    onLatestOffsets(ctx, broker, context as LatestOffsetsContext, response);
    return;
  }
  const { lane, requests } = context as PersisterContext;
  if (response.api === 'FindCoordinator') {
    onCoordinatorFound(ctx, broker, requests[0]!, response);
    return;
  }
  const { results } = response.body as { readonly results: PersisterResult };
  laneIsFree(ctx, broker, lane);
  for (const request of requests) onResult(ctx, broker, request, resultFor(request, results));
}

export function onPersisterDisconnect(
  ctx: Ctx,
  broker: BrokerNode,
  { api, context }: InFlightRequest,
  reason: 'reset' | 'timeout',
): void {
  const errorCode = reason === 'timeout' ? Errors.REQUEST_TIMED_OUT : Errors.NETWORK_EXCEPTION;
  if (api === 'ListOffsets') {
    onLatestOffsetsFailed(ctx, broker, context as LatestOffsetsContext, errorCode);
    return;
  }
  const { lane, requests } = context as PersisterContext;
  if (api !== 'FindCoordinator') laneIsFree(ctx, broker, lane);
  for (const request of requests) {
    const failures = api === 'FindCoordinator' ? ++request.lookupFailures : ++request.failures;
    if (!retryLater(ctx, broker, request, failures))
      settle(ctx, broker, request, failedResult(request, errorCode, null));
  }
}

function laneIsFree(ctx: Ctx, broker: BrokerNode, lane: string): void {
  const { inFlight } = shareNodeOf(broker).persister;
  inFlight.delete(lane);
  sendUnsent(ctx, broker, lane);
}

function onCoordinatorFound(
  ctx: Ctx,
  broker: BrokerNode,
  request: PersisterRequest,
  { body }: Response<'FindCoordinator'>,
): void {
  const { errorCode, nodeId } = body.coordinators[0]!;
  if (errorCode === Errors.NONE) {
    request.lookupFailures = 0;
    sendUnsent(ctx, broker, queueFor(broker, brokerNode(nodeId), request));
    return;
  }
  request.lookupFailures++;
  if (RETRIABLE.includes(errorCode) && retryLater(ctx, broker, request, request.lookupFailures)) return;
  settle(ctx, broker, request, failedResult(request, errorCode, null));
}

function resultFor(
  { topicId, asked }: PersisterRequest,
  results: PersisterResult,
): PersisterPartitionResult | undefined {
  const ofTopic = results.find((topic) => topic.topicId === topicId);
  return ofTopic?.partitions.find(({ partition }) => partition === asked.partition);
}

function onResult(
  ctx: Ctx,
  broker: BrokerNode,
  request: PersisterRequest,
  result: PersisterPartitionResult | undefined,
): void {
  const errorCode = result ? result.errorCode : Errors.UNKNOWN_SERVER_ERROR;
  if (RETRIABLE.includes(errorCode)) {
    request.failures++;
    if (retryLater(ctx, broker, request, request.failures)) return;
  }
  settle(ctx, broker, request, result ?? failedResult(request, errorCode, null));
}

/** One partition's part of a call is over; with the last one, the call. */
function settle(
  ctx: Ctx,
  broker: BrokerNode,
  { call, topicId }: PersisterRequest,
  result: PersisterPartitionResult,
): void {
  call.results.find((topic) => topic.topicId === topicId)!.partitions.push(result);
  call.remaining--;
  if (call.remaining === 0) onPersisted(ctx, broker, call.then, call.results);
}
