/**
 * Walks of raw requests of transactional producers against a live broker, sent to ours: a whole cluster of a
 * controller and one broker. The same answers, the same transactions after each step, the same last stable offsets.
 */
import {
  askAndWait,
  brokerOf,
  runFor,
  type SampleCluster,
  sampleCluster,
} from '../../engine/broker/sample-cluster.ts';
import { serializeSubscription } from '../../engine/client/consumer-protocol.ts';
import { topicByName } from '../../engine/controller/metadata-image.ts';
import { partitionFor } from '../../engine/coordinator/group/offsets-topic.ts';
import type { TransactionDescription } from '../../engine/coordinator/transaction/describe-transactions.ts';
import { isPrepared } from '../../engine/coordinator/transaction/transaction-state.ts';
import { lastStableOffset } from '../../engine/log/high-watermark.ts';
import { brokerNode } from '../../engine/node.ts';
import { partitionByName } from '../../engine/replica/hosted-partition.ts';
import { transactions } from '../../engine/transaction/transactions.ts';
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import type { BrokerConfig } from '../../protocol/config/broker-config.ts';
import type { ApiName, RequestOf } from '../../protocol/messages/index.ts';
import { messageOf, type Step, tracedAnswer } from './admin-trace-messages.ts';
import { firstDifference } from './first-difference.ts';
import { inOrder, type Json, mapValues } from './in-order.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';

interface TraceCase {
  /** What the walk is about. */
  readonly walk: string;
  readonly steps: readonly TraceStep[];
}

interface Settled {
  /** What is to be seen once no transaction is being ended any more. */
  readonly after?: Json;
}

type TraceStep = Settled &
  (
    | Step
    | { readonly idleMs: number }
    /** A classic consumer joins the group. */
    | { readonly do: string; readonly generation: number }
  );

interface Walk {
  readonly sample: SampleCluster;
  /** What `$P1`, `$topicId:ta` and the like stand for in this run. */
  readonly symbols: Map<string, unknown>;
}

/** Long after the batches' own timestamps, as when the walks were recorded: markers come into segments of their own. */
const START_MS = 1_780_000_000_000;
const SETTLED_AFTER_MS = 1000;
/** How long an end may take, and how often that is looked at. */
const ENDED_AFTER_MS = 10_000;
const POLL_MS = 1;
const BROKER = 1;
const TOPICS = { ta: 2, tb: 1 };
const RUN = 'run';
const GROUP = `${RUN}-group`;
const OFFSETS_TOPIC = '__consumer_offsets';

const CONFIGS = {
  'offsets.topic.replication.factor': 1,
  'transaction.abort.timed.out.transaction.cleanup.interval.ms': 500,
};

export const checkTransactionTraces = checkEachCase<TraceCase>(({ steps }) => {
  const walk = beginWalk();
  for (const [index, step] of steps.entries()) {
    const mismatch = checkStep(walk, step, `step ${index}`);
    if (mismatch) return mismatch;
  }
  return null;
});

/** The recorded broker had the topics of both coordinators, and producer ids to give away. */
function beginWalk(): Walk {
  const sample = sampleCluster([BROKER], CONFIGS as Partial<BrokerConfig>, START_MS);
  runFor(sample, SETTLED_AFTER_MS);
  const topics = Object.entries(TOPICS).map(([name, numPartitions]) => ({
    name: `${RUN}-${name}`,
    numPartitions,
    replicationFactor: 1,
    assignments: [],
    configs: [{ name: 'retention.ms', value: '-1' }],
  }));
  const created = asked({ sample }, 'CreateTopics', { topics, timeoutMs: 1000, validateOnly: false });
  for (const keyType of [0, 1] as const)
    asked({ sample }, 'FindCoordinator', { keyType, coordinatorKeys: [GROUP] });
  const nobody = { transactionalId: null, producerId: -1, producerEpoch: -1, transactionTimeoutMs: 1000 };
  asked({ sample }, 'InitProducerId', nobody);
  runFor(sample, SETTLED_AFTER_MS);
  const { partitions } = topicByName(sample.controller.image, OFFSETS_TOPIC)!;
  const topicIds = created.topics.map(({ name, topicId }): [string, unknown] => [
    name.replace(`${RUN}-`, '$topicId:'),
    topicId,
  ]);
  const symbols = new Map<string, unknown>([
    ...topicIds,
    ['$port', 9092],
    ['127.0.0.1', brokerNode(BROKER)],
    ['$groupPartition', partitionFor(GROUP, partitions.length)],
    ['$nobody', NOBODYS_PRODUCER_ID],
  ]);
  return { sample, symbols };
}

const NOBODYS_PRODUCER_ID = 4_000_000_000;

function asked<Api extends ApiName>(
  { sample }: Pick<Walk, 'sample'>,
  api: Api,
  body: RequestOf<Api>,
  apiVersion?: number,
) {
  return askAndWait(sample, brokerNode(BROKER), api, body, apiVersion);
}

function checkStep(walk: Walk, step: TraceStep, at: string): Mismatch | null {
  if ('do' in step) return firstDifference(step.generation, joinGroup(walk), `${at} (join)`);
  if ('idleMs' in step) runFor(walk.sample, step.idleMs);
  else {
    const note = step.note === undefined ? '' : `: ${step.note}`;
    const mismatch = checkRequest(walk, step, `${at} (${step.api} v${step.version}${note})`);
    if (mismatch) return mismatch;
  }
  awaitEnds(walk);
  if (!step.after) return null;
  return firstDifference(resolve(walk, step.after), afterStep(walk, step.after), `${at}, after`);
}

function checkRequest(walk: Walk, step: Step, at: string): Mismatch | null {
  const { api, version } = step;
  const request = messageOf(api, resolve(walk, step.request), nowMs(walk));
  const answer = asked(walk, api as ApiName, request as never, version);
  const got = ordered(tracedAnswer(step, answer));
  const expected = recognize(walk, ordered(resolve(walk, step.response)), got);
  return firstDifference(expected, got, at);
}

/** What tells things in lists apart. */
const IDENTITY = [
  'name',
  'topic',
  'topicId',
  'groupId',
  'transactionalId',
  'key',
  'producerId',
  'partition',
  'partitionIndex',
  'index',
];

/** The partitions of a transaction are a hash set too, of plain numbers. */
function ordered(answer: unknown): unknown {
  return inOrder(withNumbersInOrder(answer), IDENTITY);
}

function withNumbersInOrder(value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.every((item) => typeof item === 'number')
      ? [...value].sort((a, b) => a - b)
      : value.map(withNumbersInOrder);
  }
  return typeof value === 'object' && value !== null
    ? mapValues(value, (item) => withNumbersInOrder(item))
    : value;
}

function nowMs({ sample: { cluster } }: Pick<Walk, 'sample'>): number {
  return cluster.epochMs + Math.floor(cluster.nowUs / MICROS_PER_MS);
}

/** With what is known of the symbols in their place; names begin with the run's. */
function resolve(walk: Walk, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(walk, item));
  if (typeof value === 'object' && value !== null)
    return Object.fromEntries(
      Object.entries(value).map(([key, item]) => [String(resolve(walk, key)), resolve(walk, item)]),
    );
  if (typeof value !== 'string') return value;
  return walk.symbols.has(value)
    ? walk.symbols.get(value)
    : value
        .replaceAll(/\$(txn|topic):/g, `${RUN}-`)
        .replaceAll('$group', GROUP)
        .replaceAll('$run', RUN);
}

/** Producer ids told for the first time are ours from then on; `$now` is any moment of the walk. */
function recognize(walk: Walk, expected: unknown, got: unknown): unknown {
  if (Array.isArray(expected))
    return expected.map((item, index) => recognize(walk, item, Array.isArray(got) ? got[index] : undefined));
  if (typeof expected === 'object' && expected !== null)
    return mapValues(expected, (item, key) => recognize(walk, item, (got as Json | null)?.[key]));
  if (expected === '$now') return isWithinWalk(walk, got) ? got : expected;
  if (typeof expected !== 'string' || !/^\$P\d/.test(expected)) return expected;
  if (typeof got !== 'number' || got < 0 || [...walk.symbols.values()].includes(got)) return expected;
  walk.symbols.set(expected, got);
  return got;
}

function isWithinWalk(walk: Walk, timestamp: unknown): boolean {
  return typeof timestamp === 'number' && timestamp >= START_MS && timestamp <= nowMs(walk);
}

function awaitEnds({ sample }: Walk): void {
  const isEnding = () =>
    transactions
      .rules()
      .describeTransactions(brokerOf(sample, BROKER))
      .some(({ state }) => isPrepared(state));
  for (let waitedMs = 0; isEnding() && waitedMs < ENDED_AFTER_MS; waitedMs += POLL_MS)
    runFor(sample, POLL_MS);
}

/** As the walk was seen by somebody else: the transactions that it names, and all partitions. */
function afterStep({ sample }: Walk, { transactions: named }: Json): Json {
  const broker = brokerOf(sample, BROKER);
  const known = transactions.rules().describeTransactions(broker);
  const states = Object.keys(named as Json).map((symbol) => {
    const transactionalId = symbol.replace('$txn:', `${RUN}-`);
    return [
      transactionalId,
      stateOf(known.find((each) => each.transactionalId === transactionalId)),
    ] as const;
  });
  const ends = Object.entries(TOPICS).flatMap(([topic, count]) =>
    Array.from({ length: count }, (_, partition) => {
      const { log } = partitionByName(broker, `${RUN}-${topic}`, partition)!;
      return [`${topic}:${partition}`, [lastStableOffset(log), log.highWatermark]] as const;
    }),
  );
  return { transactions: Object.fromEntries(states), partitions: Object.fromEntries(ends) };
}

function stateOf(transaction: TransactionDescription | undefined): Json {
  if (!transaction) return { error: 'TRANSACTIONAL_ID_NOT_FOUND' };
  const { state, producerId, producerEpoch } = transaction;
  const partitions = transaction.partitions.map(({ topic, partition }) =>
    topic === OFFSETS_TOPIC ? topic : `${topic.replace(`${RUN}-`, '')}:${partition}`,
  );
  return { state, producerId, producerEpoch, partitions: partitions.sort() };
}

const SESSION_MS = 120_000;
const JOIN_VERSION = 3;
const SUBSCRIPTION = { topics: [`${RUN}-ta`], userData: null, ownedPartitions: [], generationId: -1 };

/** Returns the generation; the member is `$member` from now on. */
function joinGroup(walk: Walk): number {
  const protocols = [{ name: 'range', metadata: serializeSubscription(SUBSCRIPTION) }];
  const { memberId, generationId } = asked(
    walk,
    'JoinGroup',
    {
      groupId: GROUP,
      sessionTimeoutMs: SESSION_MS,
      rebalanceTimeoutMs: SESSION_MS,
      memberId: '',
      groupInstanceId: null,
      protocolType: 'consumer',
      protocols,
      reason: null,
    },
    JOIN_VERSION,
  );
  walk.symbols.set('$member', memberId);
  asked(
    walk,
    'SyncGroup',
    {
      groupId: GROUP,
      generationId,
      memberId,
      groupInstanceId: null,
      protocolType: null,
      protocolName: null,
      assignments: [{ memberId, assignment: new Uint8Array() }],
    },
    JOIN_VERSION,
  );
  return generationId;
}
