/**
 * A follower whose next offset lies outside the leader's log asks the leader where that log ends and begins
 * (AbstractFetcherThread.fetchOffsetAndTruncate). Its other partitions wait meanwhile, as in Kafka, where one
 * thread does it all; we ask for all such partitions at once, Kafka one after the other.
 */
import type { Offset } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import {
  EARLIEST_TIMESTAMP,
  LATEST_TIMESTAMP,
  type ListOffsetsRequest,
  type ListOffsetsResponse,
} from '../../protocol/messages/02-list-offsets.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import { latestEpoch } from '../log/unified-log.ts';
import { sendRequest } from '../network/network-client.ts';
import { brokerNode } from '../node.ts';
import { isAnswerFor, onPartitionFenced, partitionOfState, startAnewAt, truncate } from './fetched-data.ts';

import type { Partition } from './partition.ts';
import {
  delayPartition,
  maybeFetch,
  type PartitionFetchState,
  type ReplicaFetcher,
} from './replica-fetcher.ts';

/** Kept with the request: first the end of the leader's log is asked for, then its start. */
export interface OutOfRangeContext {
  readonly leaderId: number;
  readonly asks: 'latest' | 'earliest';
  readonly topicPartitions: readonly string[];
}

export function askForLogEnds(
  ctx: Ctx,
  broker: BrokerNode,
  fetcher: ReplicaFetcher,
  states: readonly PartitionFetchState[],
  asks: 'latest' | 'earliest',
): void {
  fetcher.inFlight = true;
  const topicPartitions = states.map(({ key }) => key);
  const context: OutOfRangeContext = { leaderId: fetcher.leaderId, asks, topicPartitions };
  const timestamp = asks === 'latest' ? LATEST_TIMESTAMP : EARLIEST_TIMESTAMP;
  sendRequest(
    ctx,
    broker,
    brokerNode(fetcher.leaderId),
    'ListOffsets',
    requestOf(broker, states, timestamp),
    {
      channel: 'replica-fetch',
      timeoutMs: broker.configs['replica.socket.timeout.ms'],
      context,
    },
  );
}

function requestOf(
  broker: BrokerNode,
  states: readonly PartitionFetchState[],
  timestamp: number,
): ListOffsetsRequest {
  return {
    replicaId: broker.brokerId,
    isolationLevel: 0,
    topics: states.map((state) => ({
      name: partitionOfState(broker, state)!.topic,
      partitions: [
        { partitionIndex: state.partition, currentLeaderEpoch: state.currentLeaderEpoch, timestamp },
      ],
    })),
  };
}

export function onLogEnds(
  ctx: Ctx,
  broker: BrokerNode,
  fetcher: ReplicaFetcher,
  context: OutOfRangeContext,
  response: ListOffsetsResponse,
): void {
  const needStart: PartitionFetchState[] = [];
  for (const topicPartition of context.topicPartitions) {
    const state = fetcher.partitions.get(topicPartition);
    const partition = state && partitionOfState(broker, state);
    if (!state || !partition || !isAnswerFor(fetcher, state)) continue;
    const answer = answerFor(response, partition);
    if (answer?.errorCode === Errors.FENCED_LEADER_EPOCH) onPartitionFenced(fetcher, state);
    else if (answer?.errorCode !== Errors.NONE) delayPartition(ctx, broker, state);
    else if (context.asks === 'earliest') onLeaderStart(ctx, broker, partition, state, answer.offset);
    else if (!onLeaderEnd(ctx, broker, partition, state, answer.offset)) needStart.push(state);
  }
  if (needStart.length > 0) askForLogEnds(ctx, broker, fetcher, needStart, 'earliest');
  else maybeFetch(ctx, broker, fetcher);
}

function answerFor(response: ListOffsetsResponse, { topic, partition }: Partition) {
  for (const { name, partitions } of response.topics) {
    const found = name === topic && partitions.find(({ partitionIndex }) => partitionIndex === partition);
    if (found) return found;
  }
  return undefined;
}

/** True: the leader's log ends before ours, as after an unclean election, and ours was cut to that. */
function onLeaderEnd(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  state: PartitionFetchState,
  leaderEnd: Offset,
): boolean {
  if (leaderEnd >= partition.log.logEndOffset) return false;
  truncate(ctx, broker, partition, leaderEnd);
  fetchFromLogEnd(partition, state);
  return true;
}

/** The leader may have deleted all that we have and more, while we were away. */
function onLeaderStart(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  state: PartitionFetchState,
  leaderStart: Offset,
): void {
  if (leaderStart > partition.log.logEndOffset) startAnewAt(ctx, broker, partition, leaderStart);
  fetchFromLogEnd(partition, state);
}

function fetchFromLogEnd(partition: Partition, state: PartitionFetchState): void {
  const { log } = partition;
  state.fetchOffset = log.logEndOffset;
  state.lastFetchedEpoch = latestEpoch(log);
}
