/**
 * How a follower copies its partitions from one leader (Kafka's ReplicaFetcherThread): one request at a time for
 * all of them, the next as soon as the answer has been taken in. A partition in error waits for
 * `replica.fetch.backoff.ms` while the others go on.
 */
import { type LeaderEpoch, MICROS_PER_MS, type Micros, NEVER, type Offset } from '../../kernel/brand.ts';
import type { FetchPartition } from '../../protocol/messages/01-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, setTimer, wallClockMs } from '../ctx.ts';
import { truncateTo } from '../log/truncate.ts';
import { latestEpoch } from '../log/unified-log.ts';
import { isReady, readyAtUs, sendRequest } from '../network/network-client.ts';
import { brokerNode } from '../node.ts';
import { logOf } from './hosted-partition.ts';
import type { Partition } from './partition.ts';

export interface ReplicaFetcher {
  readonly leaderId: number;
  /** By `topicId:partition`, those whose turn comes first in front: who got records goes to the end. */
  partitions: Map<string, PartitionFetchState>;
  /** A request of any kind is under way to the leader, and what follows it has to wait. */
  inFlight: boolean;
  /** When it next has something to ask; the `replica-fetch` timer. */
  wakeUpUs: Micros;
}

export interface PartitionFetchState {
  readonly topicPartition: string;
  readonly topicId: string;
  readonly partition: number;
  /** The leader epoch as the metadata log named it: the leader must have the same. */
  readonly currentLeaderEpoch: LeaderEpoch;
  fetchOffset: Offset;
  /** Epoch of the last record that the log holds, -1 for none. */
  lastFetchedEpoch: LeaderEpoch;
  /** Not before then, after an error. */
  delayedUntilUs: Micros;
  /** What was last asked. Kept, since most partitions ask the same again and again. */
  asked: FetchPartition | null;
}

/** Kept with a fetch: which fetcher sent it. */
export interface ReplicaFetchContext {
  readonly leaderId: number;
}

/** Int64's largest: the field is only for the replicas of `__cluster_metadata` (KIP-1166). */
const HIGH_WATERMARK_NOT_SENT: Offset = Number.MAX_SAFE_INTEGER;

/**
 * Begins to fetch a partition from its leader, from the log's end on: if the histories differ, the leader will
 * say where (KIP-595). All partitions that one batch of metadata brings are in the first request.
 */
export function addFetcherForPartition(ctx: Ctx, broker: BrokerNode, partition: Partition): void {
  const { fetchers } = broker.replicaManager;
  let fetcher = fetchers.get(partition.leaderId);
  if (!fetcher) {
    fetcher = { leaderId: partition.leaderId, partitions: new Map(), inFlight: false, wakeUpUs: NEVER };
    fetchers.set(partition.leaderId, fetcher);
  }
  fetcher.partitions.set(partition.topicPartition, initialState(ctx, broker, partition));
  if (!fetcher.inFlight) wakeUpAt(ctx, broker, fetcher, ctx.nowUs);
}

function initialState(ctx: Ctx, broker: BrokerNode, partition: Partition): PartitionFetchState {
  const log = logOf(broker, partition);
  // A log that knows no epoch cannot be compared: it keeps only what was committed.
  if (latestEpoch(log) < 0) truncateTo(log, log.highWatermark, wallClockMs(ctx));
  return {
    topicPartition: partition.topicPartition,
    topicId: partition.topicId,
    partition: partition.partition,
    currentLeaderEpoch: partition.leaderEpoch,
    fetchOffset: log.logEndOffset,
    lastFetchedEpoch: latestEpoch(log),
    delayedUntilUs: 0,
    asked: null,
  };
}

/** An answer still under way finds the partition gone. A fetcher without partitions ends once it is not waiting. */
export function removeFetcherForPartition(broker: BrokerNode, { topicPartition }: Partition): void {
  for (const fetcher of broker.replicaManager.fetchers.values()) {
    if (fetcher.partitions.delete(topicPartition)) endIfIdle(broker, fetcher);
  }
}

function endIfIdle(broker: BrokerNode, fetcher: ReplicaFetcher): boolean {
  if (fetcher.inFlight || fetcher.partitions.size > 0) return false;
  broker.replicaManager.fetchers.delete(fetcher.leaderId);
  return true;
}

/** Sends the next fetch, or waits for a partition whose delay is over. */
export function maybeFetch(ctx: Ctx, broker: BrokerNode, fetcher: ReplicaFetcher): void {
  if (fetcher.inFlight || endIfIdle(broker, fetcher)) return;
  fetcher.wakeUpUs = NEVER;
  const leader = brokerNode(fetcher.leaderId);
  if (!isReady(broker.client, leader, 'replica-fetch', ctx.nowUs)) {
    wakeUpAt(ctx, broker, fetcher, readyAtUs(broker.client, leader, 'replica-fetch'));
    return;
  }
  const topics = topicsToFetch(ctx, broker, fetcher);
  if (topics.length === 0) {
    wakeUpAt(ctx, broker, fetcher, firstDelayOver(fetcher));
    return;
  }
  fetcher.inFlight = true;
  const { configs, brokerId, lifecycle } = broker;
  const body = {
    replicaState: { replicaId: brokerId, replicaEpoch: lifecycle.brokerEpoch },
    maxWaitMs: configs['replica.fetch.wait.max.ms'],
    minBytes: configs['replica.fetch.min.bytes'],
    maxBytes: configs['replica.fetch.response.max.bytes'],
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics,
    rackId: '',
  } as const;
  sendRequest(ctx, broker, leader, 'Fetch', body, {
    channel: 'replica-fetch',
    timeoutMs: configs['replica.socket.timeout.ms'],
    context: { leaderId: fetcher.leaderId } satisfies ReplicaFetchContext,
  });
}

interface TopicToFetch {
  readonly topicId: string;
  readonly partitions: FetchPartition[];
}

/** Partitions in their order; those of one topic that follow each other share an entry, as Kafka's builder does it. */
function topicsToFetch(ctx: Ctx, broker: BrokerNode, fetcher: ReplicaFetcher): TopicToFetch[] {
  const maxBytes = broker.configs['replica.fetch.max.bytes'];
  const topics: TopicToFetch[] = [];
  let last: TopicToFetch | undefined;
  for (const state of fetcher.partitions.values()) {
    if (state.delayedUntilUs > ctx.nowUs) continue;
    if (last?.topicId !== state.topicId) {
      last = { topicId: state.topicId, partitions: [] };
      topics.push(last);
    }
    last.partitions.push(askFor(broker, state, maxBytes));
  }
  return topics;
}

function askFor(broker: BrokerNode, state: PartitionFetchState, partitionMaxBytes: number): FetchPartition {
  const { logStartOffset } = broker.disk.logs.get(state.topicPartition)!;
  const { asked } = state;
  const isSame =
    asked !== null &&
    asked.fetchOffset === state.fetchOffset &&
    asked.logStartOffset === logStartOffset &&
    asked.lastFetchedEpoch === state.lastFetchedEpoch;
  if (isSame) return asked;
  state.asked = {
    partition: state.partition,
    currentLeaderEpoch: state.currentLeaderEpoch,
    fetchOffset: state.fetchOffset,
    lastFetchedEpoch: state.lastFetchedEpoch,
    logStartOffset,
    partitionMaxBytes,
    highWatermark: HIGH_WATERMARK_NOT_SENT,
  };
  return state.asked;
}

function firstDelayOver(fetcher: ReplicaFetcher): Micros {
  let dueUs: Micros = NEVER;
  for (const { delayedUntilUs } of fetcher.partitions.values()) dueUs = Math.min(dueUs, delayedUntilUs);
  return dueUs;
}

function wakeUpAt(ctx: Ctx, broker: BrokerNode, fetcher: ReplicaFetcher, dueUs: Micros): void {
  if (fetcher.wakeUpUs === dueUs) return;
  fetcher.wakeUpUs = dueUs;
  if (dueUs !== NEVER) setTimer(ctx, broker, 'replica-fetch', String(fetcher.leaderId), dueUs);
}

/** `replica.fetch.backoff.ms` from now on, unless the partition is waiting already. */
export function delayPartition(ctx: Ctx, broker: BrokerNode, state: PartitionFetchState): void {
  if (state.delayedUntilUs > ctx.nowUs) return;
  state.delayedUntilUs = ctx.nowUs + broker.configs['replica.fetch.backoff.ms'] * MICROS_PER_MS;
}
