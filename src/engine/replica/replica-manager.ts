/**
 * The replicas on a broker (Kafka's ReplicaManager): which it has, what it does when the metadata log says that
 * one leads, follows or goes, and the tasks that recur.
 */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import type { Behaviour } from '../behaviour.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { topicConfigOf } from '../controller/effective-config.ts';
import { NO_LEADER, type PartitionRegistration } from '../controller/metadata-image.ts';
import { type Ctx, wallClockMs } from '../ctx.ts';
import { updateHighWatermark } from '../log/high-watermark.ts';
import { createLog } from '../log/unified-log.ts';
import {
  type AlterPartitionManager,
  createAlterPartitionManager,
  maybePropagateIsrChanges,
} from './alter-partition-manager.ts';
import { getPartition, topicPartitionKey } from './hosted-partition.ts';
import { checkpointHighWatermarks } from './log-cleanup.ts';
import { createPartition, type Partition } from './partition.ts';
import { makeFollower, makeLeader } from './partition-transitions.ts';
import {
  completeDelayedDeleteRecords,
  completeFetchesOf,
  completeProducesOf,
  type DelayedDeleteRecords,
  type DelayedFetch,
  type DelayedProduce,
  expireDelayedDeleteRecords,
  expireDelayedFetches,
  expireDelayedProduces,
} from './purgatory.ts';
import { recurringTaskTimers, startRecurringTasks } from './recurring-tasks.ts';
import {
  addFetcherForPartition,
  maybeFetch,
  type ReplicaFetcher,
  removeFetcherForPartition,
} from './replica-fetcher.ts';

export { appendToLeader } from './append-to-leader.ts';

export interface ReplicaManager {
  /** By `topicId:partition`. */
  partitions: Map<string, Partition>;
  /** The keys of `partitions` by topic id and partition, so that requests need not make them. */
  keys: Map<string, (string | undefined)[]>;
  /** By the leader's broker id (num.replica.fetchers=1). */
  fetchers: Map<number, ReplicaFetcher>;
  alterPartition: AlterPartitionManager;
  delayedProduces: Map<number, DelayedProduce>;
  nextDelayedProduceId: number;
  produceExpirationUs: Micros;
  /** By fetch session, or by the connection on which the fetch came. */
  delayedFetches: Map<string, DelayedFetch>;
  fetchExpirationUs: Micros;
  /** Oldest first. */
  delayedDeleteRecords: DelayedDeleteRecords[];
  deleteRecordsExpirationUs: Micros;
  /** When the ISRs are next looked at for replicas that lag. */
  isrExpirationUs: Micros;
  /** When retention is next looked at. */
  retentionCheckDueUs: Micros;
  /** When the log cleaner next wakes up. */
  cleanerDueUs: Micros;
  highWatermarkCheckpointUs: Micros;
  producerExpirationUs: Micros;
}

export function createReplicaManager(): ReplicaManager {
  return {
    partitions: new Map(),
    keys: new Map(),
    fetchers: new Map(),
    alterPartition: createAlterPartitionManager(),
    delayedProduces: new Map(),
    nextDelayedProduceId: 1,
    produceExpirationUs: NEVER,
    delayedFetches: new Map(),
    fetchExpirationUs: NEVER,
    delayedDeleteRecords: [],
    deleteRecordsExpirationUs: NEVER,
    isrExpirationUs: NEVER,
    retentionCheckDueUs: NEVER,
    cleanerDueUs: NEVER,
    highWatermarkCheckpointUs: NEVER,
    producerExpirationUs: NEVER,
  };
}

/**
 * The process starts: logs on its disk begin with the high watermark that was written down, and the recurring
 * tasks begin. Partitions come with the metadata log.
 */
export function loadOnStart(ctx: Ctx, broker: BrokerNode): void {
  for (const topicPartition of broker.disk.logs.keys()) restoreHighWatermark(broker, topicPartition);
  startRecurringTasks(ctx, broker);
}

/** The process ends in order. */
export function shutDownReplicaManager(broker: BrokerNode): void {
  checkpointHighWatermarks(broker);
}

function restoreHighWatermark(broker: BrokerNode, topicPartition: string): void {
  const { logs, highWatermarkCheckpoint } = broker.disk;
  updateHighWatermark(logs.get(topicPartition)!, highWatermarkCheckpoint.get(topicPartition) ?? 0);
}

export interface TopicIdPartition {
  readonly topicId: string;
  readonly topic: string;
  readonly partition: number;
}

/**
 * What the metadata log now says of a partition; null: it is no more, or its replicas are elsewhere, and this
 * broker's copy is deleted. To be called after the image has taken the change in.
 */
export function applyPartitionState(
  ctx: Ctx,
  broker: BrokerNode,
  id: TopicIdPartition,
  registration: PartitionRegistration | null,
): void {
  if (!registration?.replicas.includes(broker.brokerId)) {
    deletePartition(ctx, broker, id);
    return;
  }
  const partition =
    getPartition(broker, topicPartitionKey(id.topicId, id.partition)) ?? hostPartition(ctx, broker, id);
  if (registration.leader === broker.brokerId) becomeLeader(ctx, broker, partition, registration);
  else becomeFollower(ctx, broker, partition, registration);
}

function becomeLeader(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  registration: PartitionRegistration,
): void {
  removeFetcherForPartition(broker, partition);
  makeLeader(ctx, broker, partition, registration);
}

function becomeFollower(
  ctx: Ctx,
  broker: BrokerNode,
  partition: Partition,
  registration: PartitionRegistration,
): void {
  const isNewLeaderEpoch = makeFollower(ctx, broker, partition, registration);
  if (stopsFollowing(broker, registration)) removeFetcherForPartition(broker, partition);
  else if (isNewLeaderEpoch) {
    removeFetcherForPartition(broker, partition);
    if (registration.leader !== NO_LEADER) addFetcherForPartition(ctx, broker, partition);
  }
}

/** On its way down a broker gives up replicas that are out of sync or without leader, so as not to be let in again. */
function stopsFollowing(broker: BrokerNode, { leader, isr }: PartitionRegistration): boolean {
  const isShuttingDown = broker.disk.image.brokers.get(broker.brokerId)?.inControlledShutdown === true;
  return isShuttingDown && (leader === NO_LEADER || !isr.includes(broker.brokerId));
}

function hostPartition(
  ctx: Ctx,
  broker: BrokerNode,
  { topicId, topic, partition }: TopicIdPartition,
): Partition {
  const { replicaManager, disk } = broker;
  const key = topicPartitionKey(topicId, partition);
  const config = topicConfigOf(disk.image, broker.configs, topic);
  const log = disk.logs.get(key) ?? createLog(config, wallClockMs(ctx), ctx.cluster.seed);
  log.config = config;
  disk.logs.set(key, log);
  const hosted = createPartition(key, topicId, topic, partition, log);
  restoreHighWatermark(broker, key);
  replicaManager.partitions.set(key, hosted);
  const keys = replicaManager.keys.get(topicId) ?? [];
  keys[partition] = key;
  replicaManager.keys.set(topicId, keys);
  return hosted;
}

function deletePartition(ctx: Ctx, broker: BrokerNode, id: TopicIdPartition): void {
  const { replicaManager, disk } = broker;
  const key = topicPartitionKey(id.topicId, id.partition);
  const partition = getPartition(broker, key);
  if (partition) {
    removeFetcherForPartition(broker, partition);
    replicaManager.partitions.delete(key);
    partition.isDeleted = true;
    forgetKey(replicaManager, id);
    completeProducesOf(ctx, broker, partition);
    completeFetchesOf(ctx, broker, partition);
    completeDelayedDeleteRecords(ctx, broker);
    const { topic, partition: number, leaderEpoch } = partition;
    const lost = { topicPartition: key, topic, partition: number, leaderEpoch, leads: false };
    broker.actions.push({ type: 'leadership', ...lost });
  }
  disk.logs.delete(key);
  disk.highWatermarkCheckpoint.delete(key);
}

function forgetKey({ keys }: ReplicaManager, { topicId, partition }: TopicIdPartition): void {
  const ofTopic = keys.get(topicId);
  if (!ofTopic) return;
  ofTopic[partition] = undefined;
  if (ofTopic.every((key) => key === undefined)) keys.delete(topicId);
}

/** The topic's configs have changed, or a broker default beneath them: open logs obey the new ones from now on. */
export function updateLogConfigs(_ctx: Ctx, broker: BrokerNode, topicId: string): void {
  const topic = broker.disk.image.topics.get(topicId);
  if (!topic) return;
  const config = topicConfigOf(broker.disk.image, broker.configs, topic.name);
  for (const key of broker.replicaManager.keys.get(topicId) ?? []) {
    const log = key === undefined ? undefined : broker.disk.logs.get(key);
    if (log) log.config = config;
  }
}

export const replicaManagerTimers: Behaviour<BrokerNode>['timers'] = {
  ...recurringTaskTimers,
  'alter-partition': {
    due: (broker) => broker.replicaManager.alterPartition.retryAtUs,
    fire: maybePropagateIsrChanges,
  },
  'delete-records-expiration': {
    due: (broker) => broker.replicaManager.deleteRecordsExpirationUs,
    fire: expireDelayedDeleteRecords,
  },
  'fetch-expiration': {
    due: (broker) => broker.replicaManager.fetchExpirationUs,
    fire: expireDelayedFetches,
  },
  'produce-expiration': {
    due: (broker) => broker.replicaManager.produceExpirationUs,
    fire: expireDelayedProduces,
  },
  'replica-fetch': {
    due: (broker, leaderId) => broker.replicaManager.fetchers.get(Number(leaderId))?.wakeUpUs,
    fire(ctx, broker, leaderId) {
      const fetcher = broker.replicaManager.fetchers.get(Number(leaderId));
      if (fetcher) maybeFetch(ctx, broker, fetcher);
    },
  },
};
