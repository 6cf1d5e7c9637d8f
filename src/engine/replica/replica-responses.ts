/** Answers to what the replica manager asked of others, and what it does when none comes. */
import { Errors } from '../../protocol/errors.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import { handleFetchError, handleFetchResponse } from '../network/fetch-session-handler.ts';
import type { Response } from '../network/message.ts';
import type { InFlightRequest } from '../network/network-client.ts';
import {
  type AlterPartitionContext,
  type AlterPartitionItem,
  maybePropagateIsrChanges,
  retryAlterPartition,
} from './alter-partition-manager.ts';
import { takeInFetchedData } from './fetched-data.ts';
import { getPartition } from './hosted-partition.ts';
import { completeAlterPartition } from './isr.ts';
import { askForLogEnds, type OutOfRangeContext, onLogEnds } from './out-of-range.ts';
import {
  delayPartition,
  maybeFetch,
  type ReplicaFetchContext,
  type ReplicaFetcher,
} from './replica-fetcher.ts';

export function onReplicaFetchResponse(
  ctx: Ctx,
  broker: BrokerNode,
  request: InFlightRequest,
  response: Response<'Fetch'>,
): void {
  const fetcher = answeredFetcher(broker, (request.context as ReplicaFetchContext).leaderId);
  if (!fetcher) return;
  if (!handleFetchResponse(fetcher.session, response.body)) {
    maybeFetch(ctx, broker, fetcher);
    return;
  }
  const outOfRange = takeInFetchedData(ctx, broker, fetcher, response.body);
  if (outOfRange.length > 0) askForLogEnds(ctx, broker, fetcher, outOfRange, 'latest');
  else maybeFetch(ctx, broker, fetcher);
}

export function onReplicaListOffsetsResponse(
  ctx: Ctx,
  broker: BrokerNode,
  request: InFlightRequest,
  response: Response<'ListOffsets'>,
): void {
  const context = request.context as OutOfRangeContext;
  const fetcher = answeredFetcher(broker, context.leaderId);
  if (fetcher) onLogEnds(ctx, broker, fetcher, context, response.body);
}

/** The leader cannot be reached, whatever it was asked: all of its partitions wait a while. */
export function onReplicaFetchDisconnect(
  ctx: Ctx,
  broker: BrokerNode,
  request: InFlightRequest,
  _reason: 'reset' | 'timeout',
): void {
  const fetcher = answeredFetcher(broker, (request.context as ReplicaFetchContext).leaderId);
  if (!fetcher) return;
  if (request.api === 'Fetch') handleFetchError(fetcher.session);
  for (const state of fetcher.partitions.values()) delayPartition(ctx, broker, state);
  maybeFetch(ctx, broker, fetcher);
}

function answeredFetcher(broker: BrokerNode, leaderId: number): ReplicaFetcher | undefined {
  const fetcher = broker.replicaManager.fetchers.get(leaderId);
  if (fetcher) fetcher.inFlight = false;
  return fetcher;
}

export function onAlterPartitionResponse(
  ctx: Ctx,
  broker: BrokerNode,
  request: InFlightRequest,
  { body }: Response<'AlterPartition'>,
): void {
  const { items } = request.context as AlterPartitionContext;
  if (body.errorCode !== Errors.NONE) {
    retryAlterPartition(ctx, broker);
    return;
  }
  const manager = broker.replicaManager.alterPartition;
  manager.inFlight = false;
  for (const item of items) {
    const answer = body.topics
      .find(({ topicId }) => topicId === item.topicId)
      ?.partitions.find(({ partitionIndex }) => partitionIndex === item.partition);
    // A partition that was left out of the answer is sent again.
    if (answer) completeItem(ctx, broker, item, answer);
  }
  maybePropagateIsrChanges(ctx, broker);
}

/** It is taken off the list first, so that what the answer leads to may ask for the next change. */
function completeItem(
  ctx: Ctx,
  broker: BrokerNode,
  item: AlterPartitionItem,
  answer: Response<'AlterPartition'>['body']['topics'][number]['partitions'][number],
): void {
  broker.replicaManager.alterPartition.unsent.delete(item.topicPartition);
  const partition = getPartition(broker, item.topicPartition);
  if (partition) completeAlterPartition(ctx, broker, partition, item.pendingId, answer);
}

export function onAlterPartitionDisconnect(
  ctx: Ctx,
  broker: BrokerNode,
  _request: InFlightRequest,
  _reason: 'reset' | 'timeout',
): void {
  retryAlterPartition(ctx, broker);
}
