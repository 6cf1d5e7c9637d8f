/**
 * Walks of raw requests through a live coordinator, sent to ours: the same answers to the same clients, the same
 * who wait, the same group after each step.
 */
import {
  type GroupApi,
  letPass,
  type SampleCoordinator,
  sampleCoordinator,
  send,
  takeAnswers,
} from '../../engine/coordinator/group/sample-coordinator.ts';
import { uint32At } from '../../kernel/prng.ts';
import { UUID_BYTES, uuidToString } from '../../protocol/bytes/uuid.ts';
import { errorName } from '../../protocol/errors.ts';
import type { ResponseOf } from '../../protocol/messages/index.ts';
import { firstDifference } from './first-difference.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';

type Json = Readonly<Record<string, unknown>>;

interface TraceCase {
  readonly protocol: 'classic' | 'consumer';
  readonly steps: readonly TraceStep[];
}

interface TraceStep {
  readonly client?: string;
  readonly api?: string;
  readonly version?: number;
  readonly request?: Json;
  readonly idleMs?: number;
  readonly responses: readonly { readonly client: string; readonly api: string; readonly body: Json }[];
  readonly unanswered: readonly string[];
  readonly group: Json;
}

interface Walk {
  readonly protocol: TraceCase['protocol'];
  readonly sample: SampleCoordinator;
  /** What `$A1`, `$topicId:ta` and the like stand for in this run. */
  readonly symbols: Map<string, string>;
  /** Who has a request that waits. */
  readonly waiting: Set<string>;
  /** In which version each client last asked. */
  readonly versions: Map<string, number>;
}

const GROUP = 'trace-group';
const TOPICS = { ta: 4, tb: 3, tc: 2 };
const BETWEEN_STEPS_MS = 5;
/** Who leads after a leader has gone depends on the random ids of the others: one lot of ids must match Kafka's. */
const LOTS = 64;

export const checkGroupTraces = checkEachCase<TraceCase>((traceCase) => {
  let furthest: Attempt = { mismatch: null, steps: -1 };
  for (let seed = 0; seed < LOTS; seed++) {
    const attempt = replayTrace(traceCase, seed);
    if (attempt.mismatch === null) return null;
    if (attempt.steps > furthest.steps) furthest = attempt;
  }
  return furthest.mismatch;
});

interface Attempt {
  readonly mismatch: Mismatch | null;
  /** How many went well. */
  readonly steps: number;
}

/** The seed gives other member ids and other topic ids. */
function replayTrace({ protocol, steps }: TraceCase, seed: number): Attempt {
  const walk = beginWalk(protocol, seed);
  for (const [index, step] of steps.entries()) {
    const mismatch = checkStep(walk, step, `step ${index} (${step.api ?? 'idle'})`);
    if (mismatch) return { mismatch, steps: index };
  }
  return { mismatch: null, steps: steps.length };
}

function beginWalk(protocol: Walk['protocol'], seed: number): Walk {
  const topicIds = Object.fromEntries(Object.keys(TOPICS).map((topic, at) => [topic, uuidOf(seed, at)]));
  const configs = {
    'group.initial.rebalance.delay.ms': 0,
    'group.consumer.assignment.interval.ms': 0,
    'group.min.session.timeout.ms': 6000,
  };
  const topicSymbols = Object.keys(TOPICS).flatMap((topic): [string, string][] => [
    [`$topic:${topic}`, topic],
    [`$topicId:${topic}`, topicIds[topic]!],
  ]);
  return {
    protocol,
    sample: sampleCoordinator({ seed, configs, topics: TOPICS, topicIds }),
    symbols: new Map([['$group', GROUP], ...topicSymbols]),
    waiting: new Set(),
    versions: new Map(),
  };
}

const TOPIC_ID_STREAM = 1;

function uuidOf(seed: number, index: number): string {
  const bytes = Uint8Array.from({ length: UUID_BYTES }, (_, at) =>
    uint32At(seed, TOPIC_ID_STREAM, index * UUID_BYTES + at),
  );
  return uuidToString(bytes);
}

function checkStep(walk: Walk, step: TraceStep, path: string): Mismatch | null {
  perform(walk, step);
  const answers = takeAnswers(walk.sample);
  for (const { to } of answers) walk.waiting.delete(to);
  for (const { client, body } of step.responses)
    learn(walk, body.memberId, answers.find(({ to }) => to === client)?.body);
  const got = {
    responses: answers
      .map(({ to, api, body }) => ({ client: to, api, body: asTraced(body, walk.versions.get(to)!) }))
      .sort(byClient),
    unanswered: [...walk.waiting].sort(),
    group: groupOf(walk),
  };
  const expected = {
    responses: step.responses
      .map(({ body, ...rest }) => ({ ...rest, body: inOrder(resolve(walk, body)) }))
      .sort(byClient),
    unanswered: step.unanswered,
    group: inOrder(resolve(walk, step.group)),
  };
  return firstDifference(expected, got, path);
}

function byClient(a: { client: string }, b: { client: string }): number {
  return a.client < b.client ? -1 : a.client > b.client ? 1 : 0;
}

function perform(walk: Walk, step: TraceStep): void {
  letPass(walk.sample, step.idleMs ?? BETWEEN_STEPS_MS);
  if (step.client === undefined) return;
  walk.waiting.add(step.client);
  walk.versions.set(step.client, step.version!);
  const body = { ...DEFAULTS, ...(fromBase64(resolve(walk, step.request)) as Json) };
  send(walk.sample, step.client, step.api as GroupApi, body as never, step.version);
}

/** What older versions of the requests lack. */
const DEFAULTS = { groupInstanceId: null, protocolType: null, protocolName: null };

/** A member id that the broker gave away is named by the trace, and by us when it is first seen. */
function learn({ symbols }: Walk, symbol: unknown, got: object | undefined): void {
  if (typeof symbol !== 'string' || !symbol.startsWith('$') || symbols.has(symbol)) return;
  if (got && 'memberId' in got) symbols.set(symbol, String(got.memberId));
}

/** With the symbols replaced by what they stand for, also within a sentence. */
function resolve(walk: Walk, value: unknown): unknown {
  if (typeof value === 'string') {
    const known = walk.symbols.get(value);
    if (known !== undefined) return known;
    // An id that only later answers tell.
    return /^\$[A-Z]\d+$/.test(value) ? '$?' : value.replaceAll('$group', GROUP);
  }
  if (Array.isArray(value)) return value.map((item) => resolve(walk, item));
  return value !== null && typeof value === 'object'
    ? mapValues(value, (item) => resolve(walk, item))
    : value;
}

function mapValues(value: object, map: (item: unknown, key: string) => unknown): Json {
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, map(item, key)]));
}

const BYTES = ['metadata', 'assignment'];

function fromBase64(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(fromBase64);
  if (value === null || typeof value !== 'object') return value;
  return mapValues(value, (item, key) =>
    BYTES.includes(key) && typeof item === 'string'
      ? Uint8Array.from(Buffer.from(item, 'base64'))
      : fromBase64(item),
  );
}

/** Our answer as Kafka's JSON has it in that version: bytes in base64, later fields left out, lists in order. */
function asTraced(body: object, version: number): unknown {
  const isJoin = 'skipAssignment' in body;
  const isSync = 'assignment' in body && !isJoin && body.assignment instanceof Uint8Array;
  const left = Object.entries(body).filter(([key]) => {
    if (isJoin && key === 'protocolType') return version >= 7;
    if (isJoin && key === 'skipAssignment') return version >= 9;
    if (isSync && key.startsWith('protocol')) return version >= 5;
    return true;
  });
  const traced = mapValues(Object.fromEntries(left), toBase64);
  const protocolName = isJoin && version < 7 ? { protocolName: traced.protocolName ?? '' } : {};
  const members = isJoin && version < 5 ? { members: withoutInstanceIds(traced.members) } : {};
  return inOrder({ ...traced, ...protocolName, ...members });
}

function withoutInstanceIds(members: unknown): unknown {
  return (members as Json[]).map(({ groupInstanceId: _, ...member }) => member);
}

function toBase64(value: unknown): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toBase64);
  return value !== null && typeof value === 'object' ? mapValues(value, toBase64) : value;
}

/** Members and topics sorted, since Kafka lists them in the order of a hash table of random ids. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (value === null || typeof value !== 'object') return value;
  return mapValues(value, (item, key) => {
    if (!Array.isArray(item)) return inOrder(item);
    const keyOf = SORTED_BY[key];
    const items = item.map(inOrder) as Json[];
    return keyOf ? items.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1)) : items;
  });
}

const SORTED_BY: Readonly<Record<string, (item: Json) => string>> = {
  members: ({ memberId, groupInstanceId }) => `${memberId} ${groupInstanceId}`,
  topicPartitions: ({ topicId }) => String(topicId),
};

const OBSERVER = 'observer';

/** The group as somebody else is told of it. */
function groupOf(walk: Walk): unknown {
  const api = walk.protocol === 'classic' ? 'DescribeGroups' : 'ConsumerGroupDescribe';
  const asked = walk.protocol === 'classic' ? { groups: [GROUP] } : { groupIds: [GROUP] };
  send(walk.sample, OBSERVER, api, { ...asked, includeAuthorizedOperations: false } as never);
  const [answer] = takeAnswers(walk.sample);
  if (answer?.api === 'DescribeGroups') return classicGroup(walk, answer.body.groups[0]!);
  if (answer?.api === 'ConsumerGroupDescribe') return consumerGroup(answer.body.groups[0]!);
  throw new Error(`${api} is not answered at once`);
}

/** Ids that no client learned are `$?` in the trace. */
function classicGroup({ symbols }: Walk, group: ResponseOf<'DescribeGroups'>['groups'][number]): unknown {
  if (group.errorCode !== 0) return { error: errorName(group.errorCode) };
  const known = new Set(symbols.values());
  return inOrder({
    state: group.groupState,
    protocolType: group.protocolType,
    protocol: group.protocolData,
    members: group.members.map(({ memberId, memberAssignment, groupInstanceId }) => ({
      memberId: known.has(memberId) ? memberId : '$?',
      assignmentBytes: memberAssignment.length,
      ...(groupInstanceId === null ? {} : { groupInstanceId }),
    })),
  });
}

type DescribedConsumerGroup = ResponseOf<'ConsumerGroupDescribe'>['groups'][number];

function consumerGroup(group: DescribedConsumerGroup): unknown {
  if (group.errorCode !== 0) return { error: errorName(group.errorCode) };
  return inOrder({
    state: group.groupState,
    groupEpoch: group.groupEpoch,
    assignmentEpoch: group.assignmentEpoch,
    assignor: group.assignorName,
    members: group.members.map(({ memberId, memberEpoch, instanceId, assignment, targetAssignment }) => ({
      memberId,
      memberEpoch,
      ...(instanceId === null ? {} : { instanceId }),
      assignment: byTopicName(assignment),
      target: byTopicName(targetAssignment),
    })),
  });
}

function byTopicName({
  topicPartitions,
}: DescribedConsumerGroup['members'][number]['assignment']): Record<string, number[]> {
  return Object.fromEntries(
    topicPartitions.map(({ topicName, partitions }) => [topicName, [...partitions].sort((a, b) => a - b)]),
  );
}
