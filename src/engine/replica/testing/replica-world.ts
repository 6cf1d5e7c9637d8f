/**
 * Brokers that replicate for real, with a controller that is no more than a script: tests elect leaders by hand
 * and answer AlterPartition when they like, and speak to the brokers as clients.
 */
import { MICROS_PER_MS } from '../../../kernel/brand.ts';
import { BROKER_CONFIGS, type BrokerConfig } from '../../../protocol/config/broker-config.ts';
import { type ConfigValue, withDefaults } from '../../../protocol/config/config-def.ts';
import { Errors } from '../../../protocol/errors.ts';
import type { FetchPartition, FetchPartitionData } from '../../../protocol/messages/01-fetch.ts';
import type { ApiName, RequestOf, ResponseOf } from '../../../protocol/messages/index.ts';
import type { RecordBatch } from '../../../protocol/record-batch.ts';
import { drainActions } from '../../broker/action-queue.ts';
import {
  type BrokerNode,
  brokerBehaviour,
  createBroker,
  memoryOfNewProcess,
  processNextRequest,
} from '../../broker/broker.ts';
import { type Cluster, createCluster } from '../../cluster.ts';
import {
  configResourceKey,
  type MetadataImage,
  type PartitionRegistration,
  replayMetadata,
} from '../../controller/metadata-image.ts';
import type { Ctx } from '../../ctx.ts';
import { peek, pop } from '../../event-queue.ts';
import type { UnifiedLog } from '../../log/unified-log.ts';
import type { Channel, Message, Request, Response } from '../../network/message.ts';
import {
  closeConnection,
  createNetworkClient,
  expireRequests,
  sendRequest,
  sendReset,
  sendResponse,
  settle,
} from '../../network/network-client.ts';
import { brokerNode, CONTROLLER_NODE, type Node, type NodeBase } from '../../node.ts';
import type { Note, NoteCode } from '../../note.ts';
import { endProcess } from '../../process.ts';
import type { Partition } from '../partition.ts';
import { applyPartitionState, loadOnStart, updateLogConfigs } from '../replica-manager.ts';

export const TOPIC = 'orders';
export const TOPIC_ID = 'topic-orders';
const CLIENT = 'client';
const EPOCH_MS = 1_700_000_000_000;

export interface World {
  readonly cluster: Cluster;
  readonly notes: Note[];
  readonly image: MetadataImage;
  readonly brokers: BrokerNode[];
  /** Answers that the client got, and resets (null), oldest first. */
  readonly answers: (Response | null)[];
  /** AlterPartition requests that wait for `answerAlterPartition`. */
  readonly alterPartitions: Request<'AlterPartition'>[];
  /** Requests from broker to broker, and to the controller. */
  readonly requests: Request[];
}

export interface WorldSettings {
  readonly brokers?: number;
  readonly partitions?: number;
  readonly configs?: Readonly<Record<string, ConfigValue>>;
  readonly topicConfigs?: Readonly<Record<string, string>>;
}

/** All brokers have a replica of every partition; broker 1 leads, all are in sync. */
export function createWorld(settings: WorldSettings = {}): World {
  const cluster = createCluster(1, EPOCH_MS);
  const image = createBroker(0, withDefaults(BROKER_CONFIGS, {})).disk.image;
  const ids = Array.from({ length: settings.brokers ?? 3 }, (_, index) => index + 1);
  const configs = withDefaults(BROKER_CONFIGS, settings.configs ?? {}) as BrokerConfig;
  const brokers = ids.map((id) => createBroker(id, configs));
  const world: World = {
    cluster,
    notes: [],
    image,
    brokers,
    answers: [],
    alterPartitions: [],
    requests: [],
  };
  for (const id of [CONTROLLER_NODE, CLIENT]) cluster.nodes.set(id, bareNode(id));
  for (const id of ids) registerBroker(world, id, 10 + id);
  replayMetadata(image, { type: 'TopicRecord', name: TOPIC, topicId: TOPIC_ID });
  for (const [name, value] of Object.entries(settings.topicConfigs ?? {})) setTopicConfig(world, name, value);
  for (const broker of brokers) {
    cluster.nodes.set(broker.id, broker);
    startBroker(world, broker);
  }
  for (let partition = 0; partition < (settings.partitions ?? 1); partition++)
    decide(world, partition, { replicas: ids, isr: ids, leader: 1, leaderEpoch: 0, partitionEpoch: 0 });
  return world;
}

function bareNode(id: string): Node {
  const node: NodeBase = {
    id,
    process: 'running',
    incarnation: 1,
    client: createNetworkClient(),
    held: [],
    draws: 0,
  };
  return node as Node;
}

function registerBroker({ image }: World, brokerId: number, brokerEpoch: number): void {
  replayMetadata(image, {
    type: 'RegisterBrokerRecord',
    brokerId,
    incarnationId: `incarnation-${brokerEpoch}`,
    brokerEpoch,
    rack: null,
    fenced: false,
    inControlledShutdown: false,
  });
}

/** Begins a process on the broker's disk, as the lifecycle manager does once it has caught up. */
export function startBroker(world: World, broker: BrokerNode): void {
  Object.assign(broker, memoryOfNewProcess(), { client: createNetworkClient() });
  broker.process = 'running';
  broker.incarnation++;
  const brokerEpoch = 10 * broker.incarnation + broker.brokerId;
  registerBroker(world, broker.brokerId, brokerEpoch);
  broker.lifecycle.brokerEpoch = brokerEpoch;
  broker.lifecycle.readyToUnfence = true;
  broker.disk.image = world.image;
  act(world, (ctx) => loadOnStart(ctx, broker));
  for (const partition of world.image.topics.get(TOPIC_ID)!.partitions.keys())
    publish(world, broker, partition);
}

export function killBroker(world: World, broker: BrokerNode): void {
  act(world, (ctx) => endProcess(ctx, broker as Node, 'kill'));
}

/** The controller fences a broker, or unfences it; what follows for the ISRs is to be decided by the test. */
export function fence({ image }: World, brokerId: number, fenced: 1 | -1 = 1): void {
  const brokerEpoch = image.brokers.get(brokerId)!.epoch;
  const change = { type: 'BrokerRegistrationChangeRecord', brokerId, brokerEpoch } as const;
  replayMetadata(image, { ...change, fenced, inControlledShutdown: 0 });
}

/** As `broker.rack` of its registration. */
export function setRack({ image }: World, brokerId: number, rack: string): void {
  image.brokers.set(brokerId, { ...image.brokers.get(brokerId)!, rack });
}

type Decision = Pick<PartitionRegistration, 'replicas' | 'isr' | 'leader' | 'leaderEpoch' | 'partitionEpoch'>;

/** The controller has decided on a partition, and every running broker hears of it now. */
export function decide(world: World, partition: number, change: Partial<Decision>): void {
  const { partitions } = world.image.topics.get(TOPIC_ID)!;
  const before = partitions[partition];
  partitions[partition] = {
    ...{ elr: [], lastKnownElr: [], leaderRecoveryState: 0 },
    ...(before as Decision),
    partitionEpoch: (before?.partitionEpoch ?? -1) + 1,
    ...change,
  };
  for (const broker of world.brokers) if (broker.process === 'running') publish(world, broker, partition);
}

/** Another leader reigns, in the next epoch. */
export function elect(world: World, leader: number, isr: readonly number[], partition = 0): void {
  const { leaderEpoch } = world.image.topics.get(TOPIC_ID)!.partitions[partition]!;
  decide(world, partition, { leader, isr, leaderEpoch: leaderEpoch + 1 });
}

function publish(world: World, broker: BrokerNode, partition: number): void {
  const registration = world.image.topics.get(TOPIC_ID)!.partitions[partition]!;
  act(world, (ctx) => {
    applyPartitionState(ctx, broker, { topicId: TOPIC_ID, topic: TOPIC, partition }, registration);
    drainActions(ctx, broker);
  });
}

function setTopicConfig(world: World, name: string, value: string): void {
  const key = configResourceKey(2, TOPIC);
  const configs = world.image.configs.get(key) ?? new Map<string, string>();
  world.image.configs.set(key, configs.set(name, value));
  for (const broker of world.brokers) act(world, (ctx) => updateLogConfigs(ctx, broker, TOPIC_ID));
}

/** The controller agrees to the oldest AlterPartition request, or refuses it. */
export function answerAlterPartition(world: World, errorCode: number = Errors.NONE): void {
  const request = world.alterPartitions.shift()!;
  const topics = request.body.topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: partitions.map((asked) => {
      const ofTopic = world.image.topics.get(topicId)!.partitions;
      const before = ofTopic[asked.partitionIndex]!;
      if (errorCode === Errors.NONE)
        ofTopic[asked.partitionIndex] = {
          ...before,
          isr: asked.newIsrWithEpochs.map(({ brokerId }) => brokerId),
          partitionEpoch: before.partitionEpoch + 1,
        };
      const { isr, leader, leaderEpoch, partitionEpoch } = ofTopic[asked.partitionIndex]!;
      return {
        partitionIndex: asked.partitionIndex,
        errorCode: errorCode as 0,
        leaderId: leader,
        leaderEpoch,
        isr,
        leaderRecoveryState: 0 as const,
        partitionEpoch,
      };
    }),
  }));
  const controller = world.cluster.nodes.get(CONTROLLER_NODE)!;
  act(world, (ctx) => sendResponse(ctx, controller, request, { throttleTimeMs: 0, errorCode: 0, topics }));
}

/** Does something at the present moment, as an event of its own. */
export function act(world: World, doing: (ctx: Ctx) => void): void {
  const { cluster } = world;
  const ctx: Ctx = { cluster, nowUs: cluster.nowUs, event: cluster.nextEvent++, notes: [], sends: [] };
  doing(ctx);
  world.notes.push(...ctx.notes);
  for (const message of ctx.sends) if (message.kind === 'request') world.requests.push(message);
}

/** Lets so much time go by, handling all that comes due. */
export function run(world: World, forMs: number): void {
  const { cluster } = world;
  const untilUs = cluster.nowUs + forMs * MICROS_PER_MS;
  for (let head = peek(cluster.queue); head && head.dueUs <= untilUs; head = peek(cluster.queue)) {
    pop(cluster.queue);
    cluster.nowUs = Math.max(cluster.nowUs, head.dueUs);
    const item = head;
    if (item.kind === 'timer') act(world, (ctx) => fire(ctx, item));
    else if (item.kind === 'message') act(world, (ctx) => deliver(ctx, world, item.message));
    else act(world, (ctx) => processNextRequest(ctx, brokerAt(world, item.request.to)!, item.request));
  }
  cluster.nowUs = untilUs;
}

function brokerAt(world: World, id: string): BrokerNode | undefined {
  return world.brokers.find((broker) => broker.id === id);
}

function fire(
  ctx: Ctx,
  item: { node: string; incarnation: number; timer: string; key: string; dueUs: number },
) {
  const node = ctx.cluster.nodes.get(item.node) as BrokerNode;
  if (node.incarnation !== item.incarnation || node.process !== 'running') return;
  if (item.timer === 'request-timeout') {
    if (node.client.timeoutDueUs !== item.dueUs) return;
    for (const request of expireRequests(ctx, node as Node))
      if (node.kind === 'broker') brokerBehaviour.onDisconnect(ctx, node, request, 'timeout');
    return;
  }
  const timer = brokerBehaviour.timers[item.timer]!;
  if (timer.due(node, item.key) === item.dueUs) timer.fire(ctx, node, item.key);
}

function deliver(ctx: Ctx, world: World, message: Message): void {
  const node = ctx.cluster.nodes.get(message.to)!;
  if (node.process !== 'running' || node.incarnation !== message.toIncarnation) {
    if (message.kind === 'request') sendReset(ctx, message.to, message.from, message);
    return;
  }
  const broker = brokerAt(world, message.to);
  if (message.kind === 'request') {
    if (broker) brokerBehaviour.onRequest(ctx, broker, message);
    else if (message.api === 'AlterPartition')
      world.alterPartitions.push(message as Request<'AlterPartition'>);
  } else if (message.kind === 'response') {
    const request = settle(node.client, message);
    if (request && broker) brokerBehaviour.onResponse(ctx, broker, request, message);
    else if (!broker) world.answers.push(message as Response);
  } else {
    const { from, channel, connection } = message;
    const failed = closeConnection(ctx, node.client, from, channel, connection);
    for (const request of failed) if (broker) brokerBehaviour.onDisconnect(ctx, broker, request, 'reset');
    if (!broker) world.answers.push(null);
  }
}

/** Sends a request as the client. A broker handles one request of a channel at a time: another one overtakes it. */
export function ask<Api extends ApiName>(
  world: World,
  brokerId: number,
  api: Api,
  body: RequestOf<Api>,
  {
    channel = 'data',
    expectResponse = true,
    apiVersion,
  }: { channel?: Channel; expectResponse?: boolean; apiVersion?: number } = {},
): void {
  const client = world.cluster.nodes.get(CLIENT)!;
  const options = { channel, timeoutMs: 3_600_000, expectResponse, apiVersion };
  act(world, (ctx) => sendRequest(ctx, client, brokerNode(brokerId), api, body, options));
}

/** The newest answer to the client. */
export function answer<Api extends ApiName>(world: World, api: Api): ResponseOf<Api> {
  const last = world.answers.at(-1);
  if (last?.api !== api) throw new Error(`no answer to ${api}`);
  return last.body as ResponseOf<Api>;
}

export interface ProduceSettings {
  readonly acks?: -1 | 0 | 1;
  readonly timeoutMs?: number;
  readonly partition?: number;
  readonly topicId?: string;
}

export function produce(
  world: World,
  brokerId: number,
  batch: RecordBatch,
  { acks = -1, timeoutMs = 30_000, partition = 0, topicId = TOPIC_ID }: ProduceSettings = {},
): void {
  const topicData = [{ topicId, partitionData: [{ index: partition, records: [batch] }] }];
  ask(
    world,
    brokerId,
    'Produce',
    { transactionalId: null, acks, timeoutMs, topicData },
    { expectResponse: acks !== 0 },
  );
}

export function produced(world: World) {
  return answer(world, 'Produce').responses[0]!.partitionResponses[0]!;
}

export interface FetchSettings {
  readonly minBytes?: number;
  readonly maxWaitMs?: number;
  readonly maxBytes?: number;
  readonly leaderEpoch?: number;
  readonly partitionMaxBytes?: number;
  readonly partition?: number;
  readonly topicId?: string;
  readonly channel?: Channel;
  readonly rackId?: string;
  readonly isolationLevel?: 0 | 1;
}

export function fetch(
  world: World,
  brokerId: number,
  fetchOffset: number,
  settings: FetchSettings = {},
): void {
  const { minBytes = 1, maxWaitMs = 500, maxBytes = 52_428_800, topicId = TOPIC_ID, channel } = settings;
  const asked: FetchPartition = {
    partition: settings.partition ?? 0,
    currentLeaderEpoch: settings.leaderEpoch ?? -1,
    fetchOffset,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    partitionMaxBytes: settings.partitionMaxBytes ?? 1_048_576,
    highWatermark: Number.MAX_SAFE_INTEGER,
  };
  const body = {
    replicaState: { replicaId: -1, replicaEpoch: -1 },
    maxWaitMs,
    minBytes,
    maxBytes,
    isolationLevel: settings.isolationLevel ?? 0,
    sessionId: 0,
    sessionEpoch: -1,
    topics: [{ topicId, partitions: [asked] }],
    forgottenTopicsData: [],
    rackId: settings.rackId ?? '',
  } as const;
  ask(world, brokerId, 'Fetch', body, { channel });
}

export function fetched(world: World): FetchPartitionData {
  return answer(world, 'Fetch').responses[0]!.partitions[0]!;
}

export function partitionAt(world: World, brokerId: number, partition = 0): Partition {
  return world.brokers[brokerId - 1]!.replicaManager.partitions.get(`${TOPIC_ID}:${partition}`)!;
}

export function logAt(world: World, brokerId: number, partition = 0): UnifiedLog {
  return world.brokers[brokerId - 1]!.disk.logs.get(`${TOPIC_ID}:${partition}`)!;
}

export function notesOf<Code extends NoteCode>(world: World, code: Code) {
  return world.notes.filter((each): each is Extract<Note, { code: Code }> => each.code === code);
}
