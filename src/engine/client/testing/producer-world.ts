/**
 * One producer and brokers that are no more than a script: enough to see what the producer does. A broker here
 * keeps a list of records a partition, and checks leadership and sequences as a leader does.
 */
import { MICROS_PER_MS } from '../../../kernel/brand.ts';
import { type ConfigValue, withDefaults } from '../../../protocol/config/config-def.ts';
import { PRODUCER_CONFIGS, type ProducerConfig } from '../../../protocol/config/producer-config.ts';
import { type ErrorCode, type ErrorName, Errors } from '../../../protocol/errors.ts';
import type { ApiName, RequestOf } from '../../../protocol/messages/index.ts';
import type { DataRecords, RecordBatch } from '../../../protocol/record-batch.ts';
import { recordCount } from '../../../protocol/record-batch.ts';
import { type Cluster, createCluster } from '../../cluster.ts';
import type { Ctx } from '../../ctx.ts';
import { peek, pop } from '../../event-queue.ts';
import { keyIdOf, NO_KEY } from '../../key-table.ts';
import type { Message, Request } from '../../network/message.ts';
import {
  closeConnection,
  createNetworkClient,
  expireRequests,
  inFlightCount,
  sendReset,
  sendResponse,
  settle,
} from '../../network/network-client.ts';
import { brokerNode, type Node, type NodeBase } from '../../node.ts';
import type { Note, NoteCode } from '../../note.ts';
import {
  createProducer,
  type ProducerNode,
  producerBehaviour,
  sendRecords,
  startProducer,
} from '../producer.ts';
import type { Records } from '../record-accumulator.ts';
import type { TransactionPlan } from '../transaction/transaction.ts';

export const TOPIC = 'orders';

/** What becomes of a batch at its leader; `lose-answer`: it is written, and the connection breaks. */
export type Verdict = 'write' | 'lose-answer' | 'silence' | ErrorCode;

interface Partition {
  leader: number;
  leaderEpoch: number;
  /** Indexes of the records written, in the log's order. */
  log: number[];
  batches: RecordBatch[];
  /** By producer id: what the leader remembers. */
  producers: Map<number, { epoch: number; last: { baseSequence: number; next: number; offset: number }[] }>;
}

export interface World {
  readonly cluster: Cluster;
  readonly producer: ProducerNode;
  readonly notes: Note[];
  readonly partitions: Partition[];
  /** What Metadata answers tell, which may lag behind `partitions`. */
  known: { leader: number; leaderEpoch: number }[];
  brokers: number[];
  topicId: string;
  /** Brokers that are down: whatever reaches them is answered by a reset. */
  readonly down: Set<number>;
  /** The most requests seen in flight on one connection so far. */
  mostInFlight: number;
  readonly requests: Request[];
  readonly judge: (batch: RecordBatch, partition: number, attempt: number) => Verdict;
  nextProducerId: number;
  /** Of all groups and transactions. */
  coordinator: number;
  /** What a coordinator answers to the next requests of an API, in order; afterwards that all is well. */
  readonly refusals: Partial<Record<CoordinatorApi, (ErrorName | 'silence')[]>>;
  /** The epoch that the next EndTxn answers with. */
  nextEpoch: number;
}

type CoordinatorApi = 'FindCoordinator' | 'InitProducerId' | 'TxnOffsetCommit' | 'EndTxn';

export interface WorldSettings {
  readonly configs?: Readonly<Record<string, ConfigValue>>;
  readonly explicitIdempotence?: boolean;
  readonly partitions?: number;
  readonly brokers?: number;
  readonly seed?: number;
  /** With a `transactional.id`. */
  readonly transactions?: TransactionPlan;
  readonly refusals?: World['refusals'];
  /** `attempt` counts the Produce requests seen so far for the batch's first record. */
  readonly judge?: World['judge'];
}

export function createWorld(settings: WorldSettings = {}): World {
  const cluster = createCluster(settings.seed ?? 1, 1_700_000_000_000);
  const brokers = Array.from({ length: settings.brokers ?? 1 }, (_, i) => i + 1);
  const partitions: Partition[] = Array.from({ length: settings.partitions ?? 1 }, (_, i) => ({
    leader: brokers[i % brokers.length]!,
    leaderEpoch: 0,
    log: [],
    batches: [],
    producers: new Map(),
  }));
  const producer = createProducer({
    id: 'producer-1',
    streamId: 7,
    bootstrap: brokers.map(brokerNode),
    topics: [TOPIC],
    configs: withDefaults(PRODUCER_CONFIGS, settings.configs ?? {}) as ProducerConfig,
    explicitIdempotence: settings.explicitIdempotence ?? false,
    transactions: settings.transactions ?? null,
  });
  cluster.nodes.set(producer.id, producer);
  for (const broker of brokers) cluster.nodes.set(brokerNode(broker), fakeBroker(broker));
  const world: World = {
    cluster,
    producer,
    notes: [],
    partitions,
    known: partitions.map(({ leader, leaderEpoch }) => ({ leader, leaderEpoch })),
    brokers,
    topicId: 'topic-id-1',
    down: new Set(),
    mostInFlight: 0,
    requests: [],
    judge: settings.judge ?? (() => 'write'),
    nextProducerId: 100,
    coordinator: brokers.at(-1)!,
    refusals: settings.refusals ?? {},
    nextEpoch: 1,
  };
  producer.process = 'running';
  producer.incarnation = 1;
  act(world, (ctx) => startProducer(ctx, producer));
  return world;
}

function fakeBroker(broker: number): Node {
  const node: NodeBase = {
    id: brokerNode(broker),
    process: 'running',
    incarnation: 1,
    client: createNetworkClient(),
    held: [],
    draws: 0,
  };
  return node as Node;
}

/** Does something at the present moment, as an event of its own. */
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
  for (let head = peek(cluster.queue); head && head.dueUs <= untilUs; head = peek(cluster.queue)) {
    pop(cluster.queue);
    cluster.nowUs = Math.max(cluster.nowUs, head.dueUs);
    if (head.kind === 'timer') act(world, (ctx) => fire(ctx, world, head.timer, head.key, head.dueUs));
    else if (head.kind === 'message') act(world, (ctx) => deliver(ctx, world, head.message));
  }
  cluster.nowUs = untilUs;
}

function fire(ctx: Ctx, { producer }: World, timer: string, key: string, dueUs: number): void {
  if (producer.process !== 'running') return;
  if (timer === 'request-timeout') {
    if (producer.client.timeoutDueUs !== dueUs) return;
    for (const request of expireRequests(ctx, producer))
      producerBehaviour.onDisconnect(ctx, producer, request, 'timeout');
    return;
  }
  const rule = producerBehaviour.timers[timer]!;
  if (rule.due(producer, key) === dueUs) rule.fire(ctx, producer, key);
}

function deliver(ctx: Ctx, world: World, message: Message): void {
  const { producer } = world;
  if (message.kind === 'request') {
    const inFlight = inFlightCount(producer.client, message.to, 'data');
    world.mostInFlight = Math.max(world.mostInFlight, inFlight);
    atBroker(ctx, world, message as Request);
  } else if (message.kind === 'response') {
    const request = settle(producer.client, message);
    if (request && producer.process === 'running')
      producerBehaviour.onResponse(ctx, producer, request, message);
  } else {
    const failed = closeConnection(ctx, producer.client, message.from, message.channel, message.connection);
    for (const request of failed) producerBehaviour.onDisconnect(ctx, producer, request, 'reset');
  }
}

function atBroker(ctx: Ctx, world: World, request: Request): void {
  const broker = world.cluster.nodes.get(request.to)!;
  world.requests.push(request);
  if (world.down.has(brokerIdOf(request))) sendReset(ctx, request.to, request.from, request);
  else if (request.api === 'Metadata')
    sendResponse(ctx, broker, request as Request<'Metadata'>, metadataAnswer(world));
  else if (isOfCoordinator(request.api)) coordinate(ctx, world, broker, request);
  else if (request.api === 'ApiVersions')
    sendResponse(ctx, broker, request as Request<'ApiVersions'>, {
      errorCode: Errors.NONE,
      apiKeys: [],
      throttleTimeMs: 0,
    });
  else if (request.api === 'Produce') produce(ctx, world, broker, request as Request<'Produce'>);
}

function isOfCoordinator(api: ApiName): boolean {
  return ['FindCoordinator', 'InitProducerId', 'TxnOffsetCommit', 'EndTxn'].includes(api);
}

/** A coordinator that takes everybody's word, unless it is told to refuse. */
function coordinate(ctx: Ctx, world: World, broker: Node, request: Request): void {
  const refusal = world.refusals[request.api as CoordinatorApi]?.shift();
  if (refusal === 'silence') return;
  const errorCode = Errors[refusal ?? 'NONE'];
  const isWell = errorCode === Errors.NONE;
  const throttleTimeMs = 0;
  if (request.api === 'InitProducerId') {
    const given = isWell
      ? { producerId: world.nextProducerId++, producerEpoch: 0 }
      : { producerId: -1, producerEpoch: -1 };
    sendResponse(ctx, broker, request as Request<'InitProducerId'>, { throttleTimeMs, errorCode, ...given });
  } else if (request.api === 'FindCoordinator') {
    const [key = ''] = (request as Request<'FindCoordinator'>).body.coordinatorKeys;
    const coordinators = [{ key, nodeId: isWell ? world.coordinator : -1, host: '', port: 0, errorCode }];
    sendResponse(ctx, broker, request as Request<'FindCoordinator'>, { throttleTimeMs, coordinators });
  } else if (request.api === 'EndTxn') {
    const { producerId } = (request as Request<'EndTxn'>).body;
    const next = isWell
      ? { producerId, producerEpoch: world.nextEpoch++ }
      : { producerId: -1, producerEpoch: -1 };
    sendResponse(ctx, broker, request as Request<'EndTxn'>, { throttleTimeMs, errorCode, ...next });
  } else if (request.api === 'TxnOffsetCommit') {
    const topics = (request as Request<'TxnOffsetCommit'>).body.topics.map(({ name, partitions }) => ({
      name,
      partitions: partitions.map(({ partitionIndex }) => ({ partitionIndex, errorCode })),
    }));
    sendResponse(ctx, broker, request as Request<'TxnOffsetCommit'>, { throttleTimeMs, topics });
  }
}

function brokerIdOf(request: Request): number {
  return Number(request.to.slice('broker-'.length));
}

function metadataAnswer(world: World) {
  return {
    throttleTimeMs: 0,
    brokers: world.brokers.map((nodeId) => ({ nodeId, host: '', port: 0, rack: null })),
    clusterId: '',
    controllerId: -1,
    errorCode: Errors.NONE,
    topics: [
      {
        errorCode: Errors.NONE,
        name: TOPIC,
        topicId: world.topicId,
        isInternal: false,
        partitions: world.known.map(({ leader, leaderEpoch }, partitionIndex) => ({
          errorCode: leader < 0 ? Errors.LEADER_NOT_AVAILABLE : Errors.NONE,
          partitionIndex,
          leaderId: leader,
          leaderEpoch,
          replicaNodes: world.brokers,
          isrNodes: world.brokers,
          offlineReplicas: [],
        })),
      },
    ],
  };
}

function produce(ctx: Ctx, world: World, broker: Node, request: Request<'Produce'>): void {
  const body: RequestOf<'Produce'> = request.body;
  let answered = true;
  let broken = false;
  const responses = body.topicData.map(({ topicId, partitionData }) => ({
    topicId,
    partitionResponses: partitionData.map(({ index, records }) => {
      const verdict = judge(world, records[0]!, index);
      const result = write(world, brokerIdOf(request), index, records[0]!, verdict);
      if (verdict === 'silence') answered = false;
      if (verdict === 'lose-answer') broken = true;
      return { index, logAppendTimeMs: -1, recordErrors: [], logStartOffset: 0, ...result };
    }),
  }));
  if (broken) sendReset(ctx, request.to, request.from, request);
  else if (answered && body.acks !== 0) sendResponse(ctx, broker, request, { responses, throttleTimeMs: 0 });
}

function judge(world: World, batch: RecordBatch, partition: number): Verdict {
  const first = (batch.records as DataRecords).indexes[0]!;
  let attempt = 0;
  for (const { api, body } of world.requests) {
    if (api !== 'Produce') continue;
    for (const topic of (body as RequestOf<'Produce'>).topicData)
      for (const { index, records } of topic.partitionData)
        if (index === partition && (records[0]!.records as DataRecords).indexes[0] === first) attempt++;
  }
  return world.judge(batch, partition, attempt);
}

function write(world: World, broker: number, index: number, batch: RecordBatch, verdict: Verdict) {
  const partition = world.partitions[index]!;
  const none = { leaderId: -1, leaderEpoch: -1 };
  const refuse = (errorCode: ErrorCode, currentLeader = none) => ({
    errorCode,
    baseOffset: -1,
    currentLeader,
  });
  if (partition.leader !== broker)
    return refuse(Errors.NOT_LEADER_OR_FOLLOWER, {
      leaderId: partition.leader,
      leaderEpoch: partition.leaderEpoch,
    });
  if (typeof verdict === 'number') return refuse(verdict);
  if (verdict === 'silence') return refuse(Errors.REQUEST_TIMED_OUT);
  const offset = partition.log.length;
  const repeat = checkSequence(partition, batch, offset);
  if (typeof repeat === 'string') return refuse(Errors[repeat]);
  if (repeat !== null) return { errorCode: Errors.NONE, baseOffset: repeat, currentLeader: none };
  partition.log.push(...(batch.records as DataRecords).indexes);
  partition.batches.push(batch);
  return { errorCode: Errors.NONE, baseOffset: offset, currentLeader: none };
}

/** Null: the batch is to be written; an offset: it is a repeat; an error: there is a gap. */
function checkSequence(
  { producers }: Partition,
  batch: RecordBatch,
  offset: number,
): number | null | 'OUT_OF_ORDER_SEQUENCE_NUMBER' {
  if (batch.producerId < 0) return null;
  const known = producers.get(batch.producerId);
  const entry = known?.epoch === batch.producerEpoch ? known : { epoch: batch.producerEpoch, last: [] };
  const repeat = entry.last.find(({ baseSequence }) => baseSequence === batch.baseSequence);
  if (repeat) return repeat.offset;
  if (batch.baseSequence !== (entry.last.at(-1)?.next ?? 0)) return 'OUT_OF_ORDER_SEQUENCE_NUMBER';
  entry.last.push({
    baseSequence: batch.baseSequence,
    next: batch.baseSequence + recordCount(batch),
    offset,
  });
  if (entry.last.length > 5) entry.last.shift();
  producers.set(batch.producerId, entry);
  return null;
}

/** Hands over records now; the key of each is given, null for none. */
export function send(
  world: World,
  indexes: readonly number[],
  options: { valueSize?: number; keys?: readonly (string | null)[]; partition?: number } = {},
): void {
  const { keys: table } = world.cluster;
  const keyIds = indexes.map((_, i) => {
    const key = options.keys?.[i % options.keys.length] ?? null;
    return key === null ? NO_KEY : keyIdOf(table, key);
  });
  const timestamp = world.cluster.epochMs + Math.floor(world.cluster.nowUs / MICROS_PER_MS);
  const records: Records = {
    indexes,
    keyIds,
    keySizes: keyIds.map((id) => (id === NO_KEY ? -1 : table.sizes[id]!)),
    valueSizes: indexes.map(() => options.valueSize ?? 100),
    timestamps: indexes.map(() => timestamp),
    ...(options.partition === undefined ? {} : { partition: options.partition }),
  };
  act(world, (ctx) => sendRecords(ctx, world.producer, TOPIC, records));
}

export function notesOf<Code extends NoteCode>(world: World, code: Code): Extract<Note, { code: Code }>[] {
  return world.notes.filter((note): note is Extract<Note, { code: Code }> => note.code === code);
}

/** Indexes of the records in batches that notes of a kind told of. */
export function recordsOf(world: World, code: 'batch-acknowledged' | 'batch-failed'): number[] {
  return notesOf(world, code).flatMap(({ batch }) => (batch.records as DataRecords).indexes);
}

/** Produce requests that reached a broker. */
export function produceRequests(world: World): Request<'Produce'>[] {
  return world.requests.filter(({ api }) => api === 'Produce') as Request<'Produce'>[];
}

export function range(from: number, count: number): number[] {
  return Array.from({ length: count }, (_, i) => from + i);
}
