/**
 * How a follower copies its partitions from one leader (Kafka's ReplicaFetcherThread): one request at a time for
 * all of them, in a fetch session, the next as soon as the answer has been taken in. A partition in error waits for
 * `replica.fetch.backoff.ms` while the others go on.
 */
import { type LeaderEpoch, MICROS_PER_MS, type Micros, NEVER, type Offset } from '../../kernel/brand.ts';
import type { FetchPartition } from '../../protocol/messages/01-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, setTimer, wallClockMs } from '../ctx.ts';
import { truncateTo } from '../log/truncate.ts';
import { latestEpoch, type UnifiedLog } from '../log/unified-log.ts';
import {
  buildFetch,
  createFetchSessionHandler,
  type FetchSessionHandler,
  type PartitionToFetch,
} from '../network/fetch-session-handler.ts';
import { isReady, readyAtUs, sendRequest } from '../network/network-client.ts';
import { brokerNode } from '../node.ts';

import type { Partition } from './partition.ts';

export interface ReplicaFetcher {
  readonly leaderId: number;
  /** By `topicId:partition`, those whose turn comes first in front: who got records goes to the end. */
  partitions: Map<string, PartitionFetchState>;
  /** A request of any kind is under way to the leader, and what follows it has to wait. */
  inFlight: boolean;
  readonly session: FetchSessionHandler<PartitionFetchState>;
  /** When it next has something to ask; the `replica-fetch` timer. */
  wakeUpUs: Micros;
}

export interface PartitionFetchState extends PartitionToFetch {
  /** `topicId:partition` */
  readonly key: string;
  readonly topicId: string;
  readonly log: UnifiedLog;
  readonly partition: number;
  /** The leader epoch as the metadata log named it: the leader must have the same. */
  readonly currentLeaderEpoch: LeaderEpoch;
  fetchOffset: Offset;
  /** Epoch of the last record that the log holds, -1 for none. */
  lastFetchedEpoch: LeaderEpoch;
  /** Not before then, after an error. */
  delayedUntilUs: Micros;
  /** What was last asked. Kept, since most partitions ask the same again and again. */
  asked: FetchPartition;
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
    fetcher = {
      leaderId: partition.leaderId,
      partitions: new Map(),
      inFlight: false,
      session: createFetchSessionHandler(),
      wakeUpUs: NEVER,
    };
    fetchers.set(partition.leaderId, fetcher);
  }
  fetcher.partitions.set(partition.topicPartition, initialState(ctx, broker, partition));
  if (!fetcher.inFlight) wakeUpAt(ctx, broker, fetcher, ctx.nowUs);
}

function initialState(ctx: Ctx, broker: BrokerNode, partition: Partition): PartitionFetchState {
  const { log, topicPartition, topicId, leaderEpoch } = partition;
  // A log that knows no epoch cannot be compared: it keeps only what was committed.
  if (latestEpoch(log) < 0) truncateTo(log, log.highWatermark, wallClockMs(ctx));
  const { logEndOffset: fetchOffset, logStartOffset } = log;
  const lastFetchedEpoch = latestEpoch(log);
  return {
    key: topicPartition,
    topicId,
    log,
    partition: partition.partition,
    currentLeaderEpoch: leaderEpoch,
    fetchOffset,
    lastFetchedEpoch,
    delayedUntilUs: 0,
    asked: {
      partition: partition.partition,
      currentLeaderEpoch: leaderEpoch,
      fetchOffset,
      lastFetchedEpoch,
      logStartOffset,
      partitionMaxBytes: broker.configs['replica.fetch.max.bytes'],
      highWatermark: HIGH_WATERMARK_NOT_SENT,
    },
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
  const request = buildFetch(fetcher.session, partitionsToFetch(ctx, fetcher));
  if (request === null) {
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
    ...request,
    rackId: '',
  } as const;
  sendRequest(ctx, broker, leader, 'Fetch', body, {
    channel: 'replica-fetch',
    timeoutMs: configs['replica.socket.timeout.ms'],
    context: { leaderId: fetcher.leaderId } satisfies ReplicaFetchContext,
  });
}

/** In their order. */
function partitionsToFetch({ nowUs }: Ctx, { partitions }: ReplicaFetcher): PartitionFetchState[] {
  const toFetch: PartitionFetchState[] = [];
  for (const state of partitions.values()) {
    if (state.delayedUntilUs > nowUs) continue;
    updateAsked(state);
    toFetch.push(state);
  }
  return toFetch;
}

function updateAsked(state: PartitionFetchState): void {
  const { asked, fetchOffset, lastFetchedEpoch } = state;
  const { logStartOffset } = state.log;
  const isSame =
    asked.fetchOffset === fetchOffset &&
    asked.logStartOffset === logStartOffset &&
    asked.lastFetchedEpoch === lastFetchedEpoch;
  if (isSame) return;
  // Written out: a copy by spreading costs several times as much.
  const { partition, currentLeaderEpoch, partitionMaxBytes, highWatermark } = asked;
  state.asked = {
    partition,
    currentLeaderEpoch,
    fetchOffset,
    lastFetchedEpoch,
    logStartOffset,
    partitionMaxBytes,
    highWatermark,
  };
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
