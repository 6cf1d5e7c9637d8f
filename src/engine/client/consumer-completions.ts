/**
 * What came back for the requests of a consumer, and who takes it. Answers are handled where Kafka's client
 * polls the network: inside poll(), commitSync() and close(), and on the heartbeat thread while it runs. A
 * member that sent JoinGroup and went on processing has no heartbeat thread running: the answer lies in the
 * socket until it polls again. With group.protocol=consumer a thread beside the application handles all of it.
 */

import { Errors } from '../../protocol/errors.ts';
import { consumerGroups } from '../coordinator/group/consumer-groups.ts';
import type { Ctx } from '../ctx.ts';
import type { AnyResponse } from '../network/message.ts';
import type { InFlightRequest } from '../network/network-client.ts';
import { shareGroups } from '../share/share-groups.ts';
import { runApplication } from './application.ts';
import { onAutoCommitResult } from './auto-commit.ts';
import { onMetadataDisconnect, onMetadataResponse } from './client-metadata.ts';
import { onCommitSyncResult } from './commit-sync.ts';
import { onOffsetFetchFailed, onOffsetFetchResponse } from './committed-offsets.ts';
import type { ConsumerNode } from './consumer.ts';
import { usesConsumerProtocol } from './consumer-membership.ts';
import {
  onCoordinatorDisconnected,
  onFindCoordinatorFailed,
  onFindCoordinatorResponse,
} from './coordinator-lookup.ts';
import { onFetchFailed, onFetchResponse } from './fetcher.ts';
import { maybePerformAssignment } from './group-leader.ts';
import { hasNotJoinedGroup } from './group-membership.ts';
import { failHeartbeat, onHeartbeatResponse } from './heartbeat.ts';
import { onJoinGroupResponse } from './join-group.ts';
import { onJoinPrepareCommit } from './join-prepare.ts';
import { takeMetadataSnapshot } from './metadata-watch.ts';
import { type CommitResult, onOffsetCommitResponse, purposeOf } from './offset-committer.ts';
import { onListOffsetsFailed, onListOffsetsResponse } from './offset-resetter.ts';
import { onOffsetForLeaderEpochFailed, onOffsetForLeaderEpochResponse } from './position-validator.ts';
import { isShareConsumer } from './share/share-consumer.ts';
import { failJoin, onSyncGroupResponse } from './sync-group.ts';

export interface Completion {
  readonly request: InFlightRequest;
  /** Null: it failed. */
  readonly response: AnyResponse | null;
  /** Why it failed; cancelled: the consumer itself closed the connection. */
  readonly failure: 'reset' | 'timeout' | 'cancelled' | null;
}

/** Handles all that has come, if the client is where it looks at the network, and lets the application go on. */
export function serve(ctx: Ctx, consumer: ConsumerNode): void {
  const { completions } = consumer;
  do {
    if (!isNetworkPolled(consumer)) return;
    for (let next = completions.shift(); next; next = completions.shift()) handle(ctx, consumer, next);
    runMembership(ctx, consumer);
    if (isShareConsumer(consumer)) shareGroups.rules().runShareApplication(ctx, consumer);
    else runApplication(ctx, consumer);
    runMembership(ctx, consumer);
  } while (completions.length > 0);
}

/** The thread beside the application looks around. */
function runMembership(ctx: Ctx, consumer: ConsumerNode): void {
  if (usesConsumerProtocol(consumer)) consumerGroups.rules().runMembership(ctx, consumer);
}

function isNetworkPolled(consumer: ConsumerNode): boolean {
  const { process, application, heartbeat, membership } = consumer;
  if (process !== 'running') return false;
  if (usesConsumerProtocol(consumer)) return true;
  return application.phase !== 'processing' || (heartbeat.enabled && !hasNotJoinedGroup(membership));
}

function handle(ctx: Ctx, consumer: ConsumerNode, { request, response, failure }: Completion): void {
  if (response) onResponse(ctx, consumer, request, response);
  else {
    if (failure !== 'cancelled') onMetadataDisconnect(ctx, consumer, request);
    if (request.channel === 'coordinator') onCoordinatorDisconnected(consumer, request.to);
    onFailure(ctx, consumer, request);
  }
}

function onResponse(ctx: Ctx, consumer: ConsumerNode, request: InFlightRequest, response: AnyResponse): void {
  switch (response.api) {
    case 'Metadata':
      onMetadataResponse(ctx, consumer, request, response);
      takeMetadataSnapshot(consumer);
      maybePerformAssignment(ctx, consumer);
      break;
    case 'FindCoordinator':
      onFindCoordinatorResponse(ctx, consumer, response);
      break;
    case 'JoinGroup':
      onJoinGroupResponse(ctx, consumer, request, response);
      break;
    case 'SyncGroup':
      onSyncGroupResponse(ctx, consumer, request, response);
      break;
    case 'Heartbeat':
      onHeartbeatResponse(ctx, consumer, request, response);
      break;
    case 'ConsumerGroupHeartbeat':
    case 'ShareGroupHeartbeat':
      consumerGroups.rules().onConsumerHeartbeatResponse(ctx, consumer, request, response);
      break;
    case 'OffsetCommit':
      onCommitResult(ctx, consumer, request, onOffsetCommitResponse(ctx, consumer, request, response));
      break;
    case 'OffsetFetch':
      onOffsetFetchResponse(ctx, consumer, response);
      break;
    case 'ListOffsets':
      onListOffsetsResponse(ctx, consumer, response);
      break;
    case 'OffsetForLeaderEpoch':
      onOffsetForLeaderEpochResponse(ctx, consumer, request, response);
      break;
    case 'Fetch':
      onFetchResponse(ctx, consumer, request, response);
      break;
    case 'ShareFetch':
    case 'ShareAcknowledge':
      if (isShareConsumer(consumer)) shareGroups.rules().onShareResponse(ctx, consumer, request, response);
      break;
    case 'LeaveGroup':
      // Whatever it says, the member is out.
      break;
    default:
      throw new Error(`consumer ${consumer.id} never asks ${response.api}`);
  }
}

function onFailure(ctx: Ctx, consumer: ConsumerNode, request: InFlightRequest): void {
  switch (request.api) {
    case 'FindCoordinator':
      onFindCoordinatorFailed(ctx, consumer);
      break;
    case 'JoinGroup':
    case 'SyncGroup':
      failJoin(consumer, Errors.NETWORK_EXCEPTION);
      break;
    case 'Heartbeat':
      failHeartbeat(ctx, consumer);
      break;
    case 'ConsumerGroupHeartbeat':
    case 'ShareGroupHeartbeat':
      consumerGroups.rules().onConsumerHeartbeatFailed(ctx, consumer, request);
      break;
    case 'ShareFetch':
    case 'ShareAcknowledge':
      if (isShareConsumer(consumer)) shareGroups.rules().onShareRequestFailed(consumer, request);
      break;
    case 'OffsetCommit':
      onCommitResult(ctx, consumer, request, { status: 'retriable' });
      break;
    case 'OffsetFetch':
      onOffsetFetchFailed(ctx, consumer, request.correlationId);
      break;
    case 'ListOffsets':
      onListOffsetsFailed(ctx, consumer, request);
      break;
    case 'OffsetForLeaderEpoch':
      onOffsetForLeaderEpochFailed(ctx, consumer, request);
      break;
    case 'Fetch':
      onFetchFailed(consumer, request);
      break;
  }
}

function onCommitResult(
  ctx: Ctx,
  consumer: ConsumerNode,
  request: InFlightRequest,
  result: CommitResult,
): void {
  switch (purposeOf(request)) {
    case 'auto':
      onAutoCommitResult(ctx, consumer, result);
      break;
    case 'join-prepare':
      onJoinPrepareCommit(ctx, consumer, result);
      break;
    case 'reconciliation':
      consumerGroups.rules().onReconciliationCommit(ctx, consumer, result);
      break;
    case 'sync':
    case 'close':
      onCommitSyncResult(ctx, consumer, result);
      break;
  }
}
