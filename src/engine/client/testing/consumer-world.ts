/**
 * Consumers, and one broker that is no more than a script: it leads all partitions, coordinates the one group
 * `readers`, and keeps what consumers commit. Enough to see what a consumer does; the real broker has its own
 * tests.
 */
import { MICROS_PER_MS, type Micros } from '../../../kernel/brand.ts';
import { type ConfigValue, withDefaults } from '../../../protocol/config/config-def.ts';
import { CONSUMER_CONFIGS } from '../../../protocol/config/consumer-config.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { FetchPartitionData } from '../../../protocol/messages/01-fetch.ts';
import type { ApiName, ResponseOf } from '../../../protocol/messages/index.ts';
import type { RecordBatch } from '../../../protocol/record-batch.ts';
import { type Cluster, createCluster } from '../../cluster.ts';
import type { Ctx } from '../../ctx.ts';
import { peek, pop, push } from '../../event-queue.ts';
import type { AnyRequest, Message, Request } from '../../network/message.ts';
import {
  closeConnection,
  createNetworkClient,
  expireRequests,
  sendReset,
  sendResponse,
  settle,
} from '../../network/network-client.ts';
import { brokerNode, type Node, type NodeBase } from '../../node.ts';
import type { Note, NoteCode } from '../../note.ts';
import { beginProcess } from '../../process.ts';
import {
  type ConsumerNode,
  type ConsumerReads,
  consumerBehaviour,
  createConsumer,
  startConsumer,
} from '../consumer.ts';
import {
  commitError,
  createFakeGroup,
  type FakeGroup,
  heartbeatError,
  joinAnswer,
  joinGroup,
  leaveGroup,
  onRebalanceTimeout,
  type Respond,
  syncAnswer,
  syncGroup,
} from './fake-group.ts';

const BROKER = 1;

interface Log {
  start: number;
  end: number;
  /** Records in each batch. */
  batchSize: number;
  /** Where batches begin that an aborted transaction wrote. */
  aborted: number[];
}

interface Parked {
  readonly request: Request<'Fetch'>;
  readonly dueUs: Micros;
}

export interface World {
  readonly cluster: Cluster;
  readonly notes: Note[];
  /** All that the broker was sent, with the time of its arrival. */
  readonly requests: { readonly atMs: number; readonly request: AnyRequest }[];
  /** Number of partitions by topic. */
  readonly topics: Map<string, number>;
  /** By `topic-partition`. */
  readonly logs: Map<string, Log>;
  readonly committed: Map<string, number>;
  readonly group: FakeGroup;
  parkedFetches: Parked[];
  /** The broker's answer to an API is this error, while there is one here. */
  readonly errors: Map<ApiName, ErrorCode>;
  /** The broker takes requests to these and says nothing. */
  readonly silent: Set<ApiName>;
  down: boolean;
  /** Of all partitions, and what the leader says of where an earlier epoch ended. */
  leaderEpoch: number;
  epochEnd: { readonly leaderEpoch: number; readonly endOffset: number };
}

export function createWorld(topics: Record<string, number> = { orders: 2 }): World {
  const cluster = createCluster(1, 1_700_000_000_000, {
    latencyUs: 1000,
    jitterUs: 0,
    bytesPerSecond: 1e9,
    lossPerMillion: 0,
    cut: false,
  });
  const broker: NodeBase = {
    id: brokerNode(BROKER),
    process: 'running',
    incarnation: 1,
    client: createNetworkClient(),
    held: [],
    draws: 0,
  };
  cluster.nodes.set(broker.id, broker as Node);
  const world: World = {
    cluster,
    notes: [],
    requests: [],
    topics: new Map(Object.entries(topics)),
    logs: new Map(),
    committed: new Map(),
    group: createFakeGroup(),
    parkedFetches: [],
    errors: new Map(),
    silent: new Set(),
    down: false,
    leaderEpoch: 0,
    epochEnd: { leaderEpoch: -1, endOffset: -1 },
  };
  for (const [topic, partitions] of world.topics) {
    for (let partition = 0; partition < partitions; partition++)
      world.logs.set(`${topic}-${partition}`, { start: 0, end: 0, batchSize: 10, aborted: [] });
  }
  return world;
}

export interface Settings {
  readonly configs?: Readonly<Record<string, ConfigValue>>;
  readonly group?: string | null;
  readonly reads?: ConsumerReads;
  readonly perRecordMs?: number;
  readonly commit?: ConsumerNode['commit'];
}

export function addConsumer(world: World, id: string, settings: Settings = {}): ConsumerNode {
  const { configs = {}, group = 'readers', reads = { topics: ['orders'] } } = settings;
  const consumer = createConsumer({
    id,
    configs: withDefaults(CONSUMER_CONFIGS, { 'auto.offset.reset': 'earliest', ...configs }),
    groupId: group,
    bootstrap: [brokerNode(BROKER)],
    reads,
    perRecordUs: (settings.perRecordMs ?? 0) * MICROS_PER_MS,
    commit: settings.commit ?? 'auto',
  });
  world.cluster.nodes.set(id, consumer);
  act(world, (ctx) => {
    beginProcess(ctx, consumer, 'start');
    startConsumer(ctx, consumer);
  });
  return consumer;
}

export function act(world: World, doing: (ctx: Ctx) => void): void {
  const { cluster } = world;
  const ctx: Ctx = { cluster, nowUs: cluster.nowUs, event: cluster.nextEvent++, notes: [], sends: [] };
  doing(ctx);
  world.notes.push(...ctx.notes);
}

/** Handles all that is due until then, and stops the clock there. */
export function runUntil(world: World, timeMs: number): void {
  const { cluster } = world;
  const untilUs = timeMs * MICROS_PER_MS;
  let events = 0;
  for (let head = peek(cluster.queue); head && head.dueUs <= untilUs; head = peek(cluster.queue)) {
    if (++events > 100_000) throw new Error('the world does not come to rest');
    pop(cluster.queue);
    cluster.nowUs = Math.max(cluster.nowUs, head.dueUs);
    const item = head;
    if (item.kind === 'timer') act(world, (ctx) => fire(ctx, world, item.node, item.timer, item.dueUs));
    else if (item.kind === 'message') act(world, (ctx) => deliver(ctx, world, item.message));
  }
  cluster.nowUs = untilUs;
}

/** To the nearest: a message takes a microsecond more than its latency. */
const nowMs = (world: World): number => Math.round(world.cluster.nowUs / MICROS_PER_MS);

export function append(world: World, name: string, records: number): void {
  const log = world.logs.get(name)!;
  log.end += records;
  act(world, (ctx) => answerFetches(ctx, world));
}

/** Retention: all before that offset is gone. */
export function deleteBefore(world: World, name: string, offset: number): void {
  world.logs.get(name)!.start = offset;
}

export function notesOf<Code extends NoteCode>(
  world: World,
  code: Code,
  consumer?: string,
): (Note & { code: Code })[] {
  return world.notes.filter(
    (note): note is Note & { code: Code } =>
      note.code === code && (consumer === undefined || !('consumer' in note) || note.consumer === consumer),
  );
}

/** Offsets handed over, `from-to` with the end excluded, by partition and in order. */
export function delivered(world: World, consumer: string, name: string): string[] {
  return notesOf(world, 'records-delivered', consumer)
    .filter(({ topic, partition }) => `${topic}-${partition}` === name)
    .map(({ fromOffset, toOffset }) => `${fromOffset}-${toOffset}`);
}

export function requestsOf<Api extends ApiName>(world: World, api: Api, from?: string) {
  return world.requests.filter(
    (entry): entry is { atMs: number; request: AnyRequest & Request<Api> } =>
      entry.request.api === api && (from === undefined || entry.request.from === from),
  );
}

function fire(ctx: Ctx, world: World, node: string, timer: string, dueUs: Micros): void {
  if (node === brokerNode(BROKER)) {
    if (timer === 'fetch') answerFetches(ctx, world);
    else onRebalanceTimeout(world.group, dueUs, respondTo(ctx, world));
    return;
  }
  const consumer = world.cluster.nodes.get(node);
  if (consumer?.kind !== 'consumer' || consumer.process !== 'running') return;
  if (timer === 'request-timeout') {
    if (consumer.client.timeoutDueUs !== dueUs) return;
    for (const request of expireRequests(ctx, consumer))
      consumerBehaviour.onDisconnect(ctx, consumer, request, 'timeout');
    return;
  }
  const rule = consumerBehaviour.timers[timer]!;
  if (rule.due(consumer, '') === dueUs) rule.fire(ctx, consumer, '');
}

function deliver(ctx: Ctx, world: World, message: Message): void {
  if (message.kind === 'request') {
    if (world.down) sendReset(ctx, message.to, message.from, message);
    else {
      world.requests.push({ atMs: nowMs(world), request: message });
      if (!world.silent.has(message.api)) answer(ctx, world, message);
    }
    return;
  }
  const consumer = world.cluster.nodes.get(message.to);
  if (consumer?.kind !== 'consumer' || message.toIncarnation !== consumer.incarnation) return;
  if (consumer.process !== 'running') return;
  if (message.kind === 'response') {
    const request = settle(consumer.client, message);
    if (request) consumerBehaviour.onResponse(ctx, consumer, request, message);
    return;
  }
  for (const request of closeConnection(
    ctx,
    consumer.client,
    message.from,
    message.channel,
    message.connection,
  ))
    consumerBehaviour.onDisconnect(ctx, consumer, request, 'reset');
}

function respondTo(ctx: Ctx, world: World): Respond {
  const broker = world.cluster.nodes.get(brokerNode(BROKER))!;
  return (request, body) => sendResponse(ctx, broker, request, body);
}

function answer(ctx: Ctx, world: World, request: AnyRequest): void {
  const respond = respondTo(ctx, world);
  const { group } = world;
  const errorCode = world.errors.get(request.api) ?? Errors.NONE;
  switch (request.api) {
    case 'Metadata':
      respond(request, metadata(world));
      break;
    case 'FindCoordinator':
      respond(request, {
        throttleTimeMs: 0,
        coordinators: [
          { key: request.body.coordinatorKeys[0]!, nodeId: BROKER, host: '', port: 0, errorCode },
        ],
      });
      break;
    case 'JoinGroup':
      if (errorCode !== Errors.NONE) respond(request, joinAnswer(errorCode, request.body.memberId));
      else joinGroup(ctx, group, request, respond);
      wakeBroker(ctx, 'rebalance', group.timeoutUs);
      break;
    case 'SyncGroup':
      if (errorCode !== Errors.NONE) respond(request, syncAnswer(errorCode));
      else syncGroup(group, request, respond);
      break;
    case 'Heartbeat': {
      const { memberId, generationId } = request.body;
      const error = errorCode || heartbeatError(group, memberId, generationId);
      respond(request, { throttleTimeMs: 0, errorCode: error });
      break;
    }
    case 'LeaveGroup':
      respond(request, { throttleTimeMs: 0, errorCode: Errors.NONE, members: [] });
      leaveGroup(ctx, group, request.body.members[0]!.memberId, respond);
      wakeBroker(ctx, 'rebalance', group.timeoutUs);
      break;
    case 'OffsetCommit':
      respond(request, commit(world, request, errorCode));
      break;
    case 'OffsetFetch':
      respond(request, committedOffsets(world, request, errorCode));
      break;
    case 'ListOffsets':
      respond(request, listOffsets(world, request, errorCode));
      break;
    case 'OffsetForLeaderEpoch': {
      const topics = request.body.topics.map(({ topic, partitions }) => ({
        topic,
        partitions: partitions.map(({ partition }) => ({ errorCode, partition, ...world.epochEnd })),
      }));
      respond(request, { throttleTimeMs: 0, topics });
      break;
    }
    case 'Fetch': {
      const dueUs = ctx.nowUs + request.body.maxWaitMs * MICROS_PER_MS;
      world.parkedFetches.push({ request, dueUs });
      wakeBroker(ctx, 'fetch', dueUs);
      answerFetches(ctx, world);
      break;
    }
    default:
      throw new Error(`the script does not know ${request.api}`);
  }
}

function commit(
  world: World,
  { body }: Request<'OffsetCommit'>,
  refused: ErrorCode,
): ResponseOf<'OffsetCommit'> {
  const errorCode = refused || commitError(world.group, body.memberId, body.generationIdOrMemberEpoch);
  const topics = body.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, committedOffset }) => {
      if (errorCode === Errors.NONE) world.committed.set(`${name}-${partitionIndex}`, committedOffset);
      return { partitionIndex, errorCode };
    }),
  }));
  return { throttleTimeMs: 0, topics };
}

function listOffsets(
  world: World,
  { body }: Request<'ListOffsets'>,
  errorCode: ErrorCode,
): ResponseOf<'ListOffsets'> {
  const topics = body.topics.map(({ name, partitions }) => ({
    name,
    partitions: partitions.map(({ partitionIndex, timestamp }) => {
      const log = world.logs.get(`${name}-${partitionIndex}`)!;
      const offset = timestamp === -1 ? log.end : log.start;
      return { partitionIndex, errorCode, timestamp: -1, offset, leaderEpoch: 0 };
    }),
  }));
  return { throttleTimeMs: 0, topics };
}

function wakeBroker(ctx: Ctx, timer: string, dueUs: Micros): void {
  if (dueUs <= ctx.nowUs) return;
  const { queue } = ctx.cluster;
  push(queue, {
    kind: 'timer',
    dueUs,
    seq: queue.nextSeq++,
    node: brokerNode(BROKER),
    incarnation: 1,
    timer,
    key: '',
    causedBy: ctx.event,
  });
}

function metadata(world: World): ResponseOf<'Metadata'> {
  return {
    throttleTimeMs: 0,
    brokers: [{ nodeId: BROKER, host: '', port: 0, rack: null }],
    clusterId: '',
    controllerId: 101,
    errorCode: Errors.NONE,
    topics: Array.from(world.topics, ([name, partitions]) => ({
      errorCode: Errors.NONE,
      name,
      topicId: `id-of-${name}`,
      isInternal: false,
      partitions: Array.from({ length: partitions }, (_, partitionIndex) => ({
        errorCode: Errors.NONE,
        partitionIndex,
        leaderId: BROKER,
        leaderEpoch: world.leaderEpoch,
        replicaNodes: [BROKER],
        isrNodes: [BROKER],
        offlineReplicas: [],
      })),
    })),
  };
}

function committedOffsets(
  world: World,
  request: Request<'OffsetFetch'>,
  errorCode: ErrorCode,
): ResponseOf<'OffsetFetch'> {
  const { groupId, topics } = request.body.groups[0]!;
  return {
    throttleTimeMs: 0,
    groups: [
      {
        groupId,
        errorCode,
        topics: (topics ?? []).map(({ name, partitionIndexes }) => ({
          name,
          partitions: partitionIndexes.map((partitionIndex) => ({
            partitionIndex,
            committedOffset: world.committed.get(`${name}-${partitionIndex}`) ?? -1,
            committedLeaderEpoch: -1,
            metadata: '',
            errorCode: Errors.NONE,
          })),
        })),
      },
    ],
  };
}

/** Answers every parked fetch that has something to say, or has waited long enough. */
function answerFetches(ctx: Ctx, world: World): void {
  const parked = world.parkedFetches;
  world.parkedFetches = [];
  for (const { request, dueUs } of parked) {
    const responses = request.body.topics.map(({ topicId, partitions }) => ({
      topicId,
      partitions: partitions.map((asked) =>
        read(world, topicId.replace('id-of-', ''), asked.partition, asked.fetchOffset),
      ),
    }));
    const hasNews = responses.some(({ partitions }) =>
      partitions.some(({ errorCode, records }) => errorCode !== Errors.NONE || records.length > 0),
    );
    if (hasNews || ctx.nowUs >= dueUs)
      respondTo(ctx, world)(request, { throttleTimeMs: 0, errorCode: Errors.NONE, sessionId: 0, responses });
    else world.parkedFetches.push({ request, dueUs });
  }
}

const ABORTED = { producerId: 7 };
const IN_TRANSACTION = { ...ABORTED, isTransactional: true };

/** At most 100 batches at once. */
function read(world: World, topic: string, partition: number, fetchOffset: number): FetchPartitionData {
  const log = world.logs.get(`${topic}-${partition}`)!;
  const inRange = fetchOffset >= log.start && fetchOffset <= log.end;
  const records: RecordBatch[] = [];
  let baseOffset = fetchOffset - (fetchOffset % log.batchSize);
  while (inRange && baseOffset < log.end && records.length < 100) {
    const lastOffset = Math.min(baseOffset + log.batchSize, log.end) - 1;
    const isAborted = log.aborted.includes(baseOffset);
    records.push({ ...batch(baseOffset, lastOffset), ...(isAborted ? IN_TRANSACTION : {}) });
    baseOffset = lastOffset + 1;
  }
  return {
    partitionIndex: partition,
    errorCode: world.errors.get('Fetch') ?? (inRange ? Errors.NONE : Errors.OFFSET_OUT_OF_RANGE),
    highWatermark: log.end,
    lastStableOffset: log.end,
    logStartOffset: log.start,
    divergingEpoch: { epoch: -1, endOffset: -1 },
    currentLeader: { leaderId: -1, leaderEpoch: -1 },
    abortedTransactions: log.aborted.map((firstOffset) => ({ ...ABORTED, firstOffset })),
    preferredReadReplica: -1,
    records,
  };
}

function batch(baseOffset: number, lastOffset: number): RecordBatch {
  return {
    baseOffset,
    lastOffset,
    partitionLeaderEpoch: 0,
    producerId: -1,
    producerEpoch: -1,
    baseSequence: -1,
    timestampType: 'CreateTime',
    baseTimestamp: 0,
    maxTimestamp: 0,
    sizeInBytes: 100,
    records: {
      kind: 'data',
      stream: -1,
      indexes: [],
      keyIds: [],
      keySizes: [],
      valueSizes: [],
      timestampDeltas: [],
    },
  };
}
