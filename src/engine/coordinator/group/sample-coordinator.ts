/**
 * One broker that leads every partition of `__consumer_offsets`, for the specs of this folder: requests go
 * straight to their handlers, timers fire as time is let pass, and answers are collected.
 */
import { MICROS_PER_MS } from '../../../kernel/brand.ts';
import { BROKER_CONFIGS } from '../../../protocol/config/broker-config.ts';
import { type ConfigValue, withDefaults } from '../../../protocol/config/config-def.ts';
import { API_KEYS, type ApiName, type RequestOf, type ResponseOf } from '../../../protocol/messages/index.ts';
import { drainActions } from '../../broker/action-queue.ts';
import { handleOffsetCommit } from '../../broker/apis/08-offset-commit.ts';
import { handleOffsetFetch } from '../../broker/apis/09-offset-fetch.ts';
import { handleJoinGroup } from '../../broker/apis/11-join-group.ts';
import { handleHeartbeat } from '../../broker/apis/12-heartbeat.ts';
import { handleLeaveGroup } from '../../broker/apis/13-leave-group.ts';
import { handleSyncGroup } from '../../broker/apis/14-sync-group.ts';
import { handleDescribeGroups } from '../../broker/apis/15-describe-groups.ts';
import { handleListGroups } from '../../broker/apis/16-list-groups.ts';
import { handleWriteTxnMarkers } from '../../broker/apis/27-write-txn-markers.ts';
import { handleTxnOffsetCommit } from '../../broker/apis/28-txn-offset-commit.ts';
import { handleDeleteGroups } from '../../broker/apis/42-delete-groups.ts';
import { handleOffsetDelete } from '../../broker/apis/47-offset-delete.ts';
import { handleConsumerGroupHeartbeat } from '../../broker/apis/68-consumer-group-heartbeat.ts';
import { handleConsumerGroupDescribe } from '../../broker/apis/69-consumer-group-describe.ts';
import { handleShareGroupHeartbeat } from '../../broker/apis/76-share-group-heartbeat.ts';
import { handleShareGroupDescribe } from '../../broker/apis/77-share-group-describe.ts';
import { handleAlterShareGroupOffsets } from '../../broker/apis/91-alter-share-group-offsets.ts';
import { handleDeleteShareGroupOffsets } from '../../broker/apis/92-delete-share-group-offsets.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { serializeSubscription } from '../../client/consumer-protocol.ts';
import { type Cluster, createCluster } from '../../cluster.ts';
import { createMetadataImage, replayMetadata } from '../../controller/metadata-image.ts';
import type { Ctx } from '../../ctx.ts';
import { peek, pop } from '../../event-queue.ts';
import type { AnyResponse, Request } from '../../network/message.ts';
import { createNetworkClient } from '../../network/network-client.ts';
import type { Note } from '../../note.ts';
import { applyPartitionState, createReplicaManager } from '../../replica/replica-manager.ts';
import { onHighWatermark } from './coordinator-partitions.ts';
import { createGroupCoordinator, groupCoordinatorTimers } from './group-coordinator.ts';
import { OFFSETS_TOPIC } from './offsets-topic.ts';

const START_MS = 1_700_000_000_000;
const OFFSETS_TOPIC_ID = 'id-offsets';

export interface SampleCoordinator {
  readonly cluster: Cluster;
  broker: BrokerNode;
  /** Everything that happened, in order. */
  readonly notes: Note[];
  /** Answers not asked for yet, in order. */
  answers: AnyResponse[];
  nextRequestId: number;
}

export interface SampleSettings {
  readonly seed?: number;
  readonly configs?: Readonly<Record<string, ConfigValue>>;
  readonly offsetsPartitions?: number;
  /** In-sync replicas of `__consumer_offsets`: with more than this broker, nothing is committed by itself. */
  readonly isr?: readonly number[];
  /** Topics with their number of partitions. */
  readonly topics?: Readonly<Record<string, number>>;
  /** Ids of topics, where `id-NAME` will not do. */
  readonly topicIds?: Readonly<Record<string, string>>;
}

export function sampleCoordinator(settings: SampleSettings = {}): SampleCoordinator {
  const { seed = 7, offsetsPartitions = 1, isr = [1], topics = { orders: 4 } } = settings;
  const cluster = createCluster(seed, START_MS);
  const broker = sampleBroker(settings.configs ?? {});
  cluster.nodes.set(broker.id, broker);
  const sample: SampleCoordinator = { cluster, broker, notes: [], answers: [], nextRequestId: 1 };
  addTopic(broker, OFFSETS_TOPIC, OFFSETS_TOPIC_ID, offsetsPartitions, isr);
  for (const [name, partitions] of Object.entries(topics))
    addTopic(broker, name, settings.topicIds?.[name] ?? `id-${name}`, partitions, [1]);
  for (let partition = 0; partition < offsetsPartitions; partition++) elect(sample, partition, 1);
  return sample;
}

/** As much of a broker as its group coordinator needs. */
function sampleBroker(configs: Readonly<Record<string, ConfigValue>>): BrokerNode {
  const broker: Partial<BrokerNode> = {
    kind: 'broker',
    id: 'broker-1',
    brokerId: 1,
    process: 'running',
    incarnation: 1,
    draws: 0,
    configs: withDefaults(BROKER_CONFIGS, { 'offsets.topic.replication.factor': 1, ...configs }),
    disk: {
      logs: new Map(),
      highWatermarkCheckpoint: new Map(),
      cleanShutdownEpoch: -1,
      image: createMetadataImage(),
      metadataOffset: 0,
    },
    connections: new Map(),
    client: createNetworkClient(50, 1000),
    share: null,
    transactions: null,
    actions: [],
    replicaManager: createReplicaManager(),
    groupCoordinator: createGroupCoordinator(),
  };
  return broker as BrokerNode;
}

function addTopic(
  broker: BrokerNode,
  name: string,
  topicId: string,
  partitions: number,
  isr: readonly number[],
): void {
  const { image } = broker.disk;
  replayMetadata(image, { type: 'TopicRecord', name, topicId });
  for (let partitionId = 0; partitionId < partitions; partitionId++) {
    const replicas = isr;
    const epochs = { leader: 1, leaderEpoch: 0, partitionEpoch: 0 };
    replayMetadata(image, { type: 'PartitionRecord', topicId, partitionId, replicas, isr, ...epochs });
  }
}

/** The controller elects a leader for a partition of `__consumer_offsets`. */
export function elect(sample: SampleCoordinator, partition: number, leader: number): void {
  changePartition(sample, partition, { leader });
}

/** From now on no record is small enough for the group's partition. */
export function refuseRecords(sample: SampleCoordinator): void {
  const log = sample.broker.disk.logs.get(`${OFFSETS_TOPIC_ID}:0`)!;
  log.config = { ...log.config, 'max.message.bytes': 0 };
}

/** Only the leader itself is in sync any more. */
export function shrinkIsr(sample: SampleCoordinator): void {
  changePartition(sample, 0, { isr: [1] });
}

function changePartition(
  sample: SampleCoordinator,
  partition: number,
  change: { readonly leader?: number; readonly isr?: readonly number[] },
): void {
  const { image } = sample.broker.disk;
  const topicId = OFFSETS_TOPIC_ID;
  replayMetadata(image, { type: 'PartitionChangeRecord', topicId, partitionId: partition, ...change });
  const registration = image.topics.get(topicId)!.partitions[partition]!;
  inStep(sample, (ctx) => {
    applyPartitionState(ctx, sample.broker, { topicId, topic: OFFSETS_TOPIC, partition }, registration);
  });
}

/** Runs a rule with a context of its own and keeps what it leaves. */
export function inStep(sample: SampleCoordinator, rule: (ctx: Ctx) => void): void {
  const { cluster, broker } = sample;
  const ctx: Ctx = { cluster, nowUs: cluster.nowUs, event: cluster.nextEvent++, notes: [], sends: [] };
  rule(ctx);
  drainActions(ctx, broker);
  sample.notes.push(...ctx.notes);
  for (const message of ctx.sends) if (message.kind === 'response') sample.answers.push(message);
}

export type GroupApi =
  | 'OffsetCommit'
  | 'OffsetFetch'
  | 'JoinGroup'
  | 'Heartbeat'
  | 'LeaveGroup'
  | 'SyncGroup'
  | 'DescribeGroups'
  | 'ListGroups'
  | 'DeleteGroups'
  | 'OffsetDelete'
  | 'WriteTxnMarkers'
  | 'TxnOffsetCommit'
  | 'ConsumerGroupHeartbeat'
  | 'ConsumerGroupDescribe'
  | 'ShareGroupHeartbeat'
  | 'ShareGroupDescribe'
  | 'AlterShareGroupOffsets'
  | 'DeleteShareGroupOffsets';

const HANDLERS: {
  readonly [Api in GroupApi]: (ctx: Ctx, broker: BrokerNode, request: Request<Api>) => void;
} = {
  OffsetCommit: handleOffsetCommit,
  OffsetFetch: handleOffsetFetch,
  JoinGroup: handleJoinGroup,
  Heartbeat: handleHeartbeat,
  LeaveGroup: handleLeaveGroup,
  SyncGroup: handleSyncGroup,
  DescribeGroups: handleDescribeGroups,
  ListGroups: handleListGroups,
  DeleteGroups: handleDeleteGroups,
  OffsetDelete: handleOffsetDelete,
  WriteTxnMarkers: handleWriteTxnMarkers,
  TxnOffsetCommit: handleTxnOffsetCommit,
  ConsumerGroupHeartbeat: handleConsumerGroupHeartbeat,
  ConsumerGroupDescribe: handleConsumerGroupDescribe,
  ShareGroupHeartbeat: handleShareGroupHeartbeat,
  ShareGroupDescribe: handleShareGroupDescribe,
  AlterShareGroupOffsets: handleAlterShareGroupOffsets,
  DeleteShareGroupOffsets: handleDeleteShareGroupOffsets,
};

/** A request from a client, then all that is due at this moment. */
export function send<Api extends GroupApi>(
  sample: SampleCoordinator,
  client: string,
  api: Api,
  body: RequestOf<Api>,
  apiVersion: number = API_KEYS[api].version,
): void {
  const { cluster, broker } = sample;
  const request: Request<Api> = {
    kind: 'request',
    id: sample.nextRequestId++,
    from: client,
    to: broker.id,
    fromIncarnation: 1,
    toIncarnation: 1,
    channel: 'coordinator',
    connection: 0,
    correlationId: sample.nextRequestId,
    sizeBytes: 100,
    sentUs: cluster.nowUs,
    arrivesUs: cluster.nowUs,
    causedBy: 0,
    api,
    apiVersion,
    body,
  };
  inStep(sample, (ctx) => HANDLERS[api](ctx, broker, request));
  letPass(sample, 0);
}

/** Lets time pass and fires what comes due. */
export function letPass(sample: SampleCoordinator, ms: number): void {
  const { cluster, broker } = sample;
  const untilUs = cluster.nowUs + ms * MICROS_PER_MS;
  for (let head = peek(cluster.queue); head && head.dueUs <= untilUs; head = peek(cluster.queue)) {
    pop(cluster.queue);
    const timer = head.kind === 'timer' ? groupCoordinatorTimers[head.timer] : undefined;
    if (head.kind !== 'timer' || timer?.due(broker, head.key) !== head.dueUs) continue;
    cluster.nowUs = head.dueUs;
    const { key } = head;
    inStep(sample, (ctx) => timer.fire(ctx, broker, key));
  }
  cluster.nowUs = untilUs;
}

/** The answers since last asked. */
export function takeAnswers(sample: SampleCoordinator): AnyResponse[] {
  const { answers } = sample;
  sample.answers = [];
  return answers;
}

/** The one answer of that API to a client since last asked; the others are forgotten. */
export function answerTo<Api extends ApiName>(
  sample: SampleCoordinator,
  client: string,
  api: Api,
): ResponseOf<Api> | undefined {
  const answer = takeAnswers(sample).find((response) => response.to === client && response.api === api);
  return answer?.body as ResponseOf<Api> | undefined;
}

/** A consumer's JoinGroup with Kafka's default timeouts, unless told otherwise. */
export function joinRequest(changes: Partial<RequestOf<'JoinGroup'>> = {}): RequestOf<'JoinGroup'> {
  return {
    groupId: 'g',
    sessionTimeoutMs: 45_000,
    rebalanceTimeoutMs: 300_000,
    memberId: '',
    groupInstanceId: null,
    protocolType: 'consumer',
    protocols: [{ name: 'range', metadata: SUBSCRIBED_TO_ORDERS }],
    reason: null,
    ...changes,
  };
}

const SUBSCRIBED_TO_ORDERS = serializeSubscription({
  topics: ['orders'],
  userData: null,
  ownedPartitions: [],
  generationId: -1,
});

/** Joins as a consumer does, coming back with the id it is given; returns that id. The join may stay parked. */
export function join(
  sample: SampleCoordinator,
  client: string,
  changes: Partial<RequestOf<'JoinGroup'>> = {},
): string {
  send(sample, client, 'JoinGroup', joinRequest(changes));
  const { memberId } = answerTo(sample, client, 'JoinGroup')!;
  send(sample, client, 'JoinGroup', joinRequest({ ...changes, memberId }));
  return memberId;
}

/** SyncGroup of a follower, or of a leader with what it assigns. */
export function sync(
  sample: SampleCoordinator,
  client: string,
  memberId: string,
  generationId: number,
  assignments: RequestOf<'SyncGroup'>['assignments'] = [],
): void {
  send(sample, client, 'SyncGroup', {
    groupId: 'g',
    generationId,
    memberId,
    groupInstanceId: null,
    protocolType: 'consumer',
    protocolName: 'range',
    assignments,
  });
}

export function heartbeat(
  sample: SampleCoordinator,
  client: string,
  memberId: string,
  generationId: number,
): number | undefined {
  send(sample, client, 'Heartbeat', { groupId: 'g', generationId, memberId, groupInstanceId: null });
  return answerTo(sample, client, 'Heartbeat')?.errorCode;
}

export function commit(
  sample: SampleCoordinator,
  client: string,
  offset: number,
  member: { readonly memberId: string; readonly generationId: number } = { memberId: '', generationId: -1 },
  partition = 0,
): void {
  send(sample, client, 'OffsetCommit', {
    groupId: 'g',
    generationIdOrMemberEpoch: member.generationId,
    memberId: member.memberId,
    groupInstanceId: null,
    topics: [
      {
        name: 'orders',
        partitions: [
          {
            partitionIndex: partition,
            committedOffset: offset,
            committedLeaderEpoch: -1,
            committedMetadata: '',
          },
        ],
      },
    ],
  });
}

/** A member of a group that is stable with it alone. */
export function stableMember(
  sample: SampleCoordinator,
  client: string,
  changes: Partial<RequestOf<'JoinGroup'>> = {},
): { readonly memberId: string; readonly generationId: number } {
  const memberId = join(sample, client, changes);
  letPass(sample, sample.broker.configs['group.initial.rebalance.delay.ms']);
  const { generationId } = answerTo(sample, client, 'JoinGroup')!;
  sync(sample, client, memberId, generationId, [{ memberId, assignment: Uint8Array.of(1) }]);
  answerTo(sample, client, 'SyncGroup');
  return { memberId, generationId };
}

/** The replicas have what the leader wrote. */
export function commitLog(sample: SampleCoordinator, partition = 0): void {
  const topicPartition = `${OFFSETS_TOPIC_ID}:${partition}`;
  const log = sample.broker.disk.logs.get(topicPartition)!;
  log.highWatermark = log.logEndOffset;
  inStep(sample, (ctx) => onHighWatermark(ctx, sample.broker, topicPartition, log.highWatermark));
}
