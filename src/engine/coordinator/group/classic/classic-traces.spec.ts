/**
 * Walks of raw requests through a live Kafka 4.3.1 coordinator, sent to ours: the same answers to the same
 * clients, the same who wait, the same group after each step. `classic-traces.json` says where they are from.
 */
import { describe, expect, it } from 'vitest';
import { describeGroups } from '../describe-groups.ts';
import {
  type GroupApi,
  letPass,
  type SampleCoordinator,
  sampleCoordinator,
  send,
  takeAnswers,
} from '../sample-coordinator.ts';
import recorded from './classic-traces.json';

const traces = recorded.cases as unknown as readonly Trace[];
const SEEDS = Array.from({ length: 64 }, (_, seed) => seed);

/** Who leads after a leader has gone depends on the random ids of the others: one lot of ids must match Kafka's. */
function replayWithMatchingIds(trace: Trace): void {
  let furthest: { error: unknown; checks: number } = { error: null, checks: -1 };
  for (const seed of SEEDS) {
    let checks = 0;
    try {
      replayTrace(trace, seed, (got, expected, label) => {
        expect(got, label).toEqual(expected);
        checks++;
      });
      return;
    } catch (error) {
      if (checks > furthest.checks) furthest = { error, checks };
    }
  }
  throw furthest.error;
}

describe('the coordinator answers raw requests as Kafka 4.3.1 did', () => {
  it.each(traces.map((trace, index) => ({ trace, index })))('walk $index', ({ trace }) => {
    replayWithMatchingIds(trace);
  });
});

type Json = Readonly<Record<string, unknown>>;

interface Trace {
  readonly sessionExpiry: boolean;
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
  readonly sample: SampleCoordinator;
  /** What `$A1` and the like stand for in this run. */
  readonly symbols: Map<string, string>;
  readonly waiting: Set<string>;
  readonly versions: Map<string, number>;
}

const GROUP = 'trace-group';
const BETWEEN_STEPS_MS = 5;

/** Throws by `expectSame` where the two part; the label names the step. The seed gives other member ids. */
function replayTrace(
  trace: Trace,
  seed: number,
  expectSame: (got: unknown, expected: unknown, label: string) => void,
): void {
  const walk: Walk = {
    sample: sampleCoordinator({
      seed,
      configs: { 'group.initial.rebalance.delay.ms': 0 },
      topics: { ta: 4, tb: 3, tc: 2 },
    }),
    symbols: new Map([['$group', GROUP]]),
    waiting: new Set(),
    versions: new Map(),
  };
  trace.steps.forEach((step, index) => {
    const label = `step ${index} (${step.api ?? 'idle'} of ${step.client})`;
    perform(walk, step);
    const got = takeAnswers(walk.sample);
    for (const { to } of got) walk.waiting.delete(to);
    for (const { client, body } of step.responses)
      learn(walk, body.memberId, got.find(({ to }) => to === client)?.body);
    expectSame(
      got
        .map(({ to, api, body }) => ({ client: to, api, body: asTraced(body, walk.versions.get(to)!) }))
        .sort(byClient),
      step.responses
        .map(({ body, ...rest }) => ({ ...rest, body: inOrder(resolve(walk, body)) }))
        .sort(byClient),
      `${label}: answers`,
    );
    expectSame([...walk.waiting].sort(), step.unanswered, `${label}: who waits`);
    expectSame(describedGroup(walk, step), inOrder(resolve(walk, step.group)), `${label}: group`);
  });
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

/** With the symbols replaced by what they stand for. */
function resolve(walk: Walk, value: unknown): unknown {
  if (typeof value === 'string') {
    if (value.startsWith('$topic:')) return value.slice('$topic:'.length);
    // An id that only later answers tell.
    if (/^\$[A-Z]\d+$/.test(value)) return walk.symbols.get(value) ?? '$?';
    return walk.symbols.get(value) ?? value;
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

/** Our answer as Kafka's JSON has it in that version: bytes in base64, later fields left out, members in order. */
function asTraced(body: object, version: number): unknown {
  const isJoin = 'skipAssignment' in body;
  const isSync = 'assignment' in body;
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

/** Members sorted, since Kafka lists them in the order of a hash table of random ids. */
function inOrder(value: unknown): unknown {
  if (value === null || typeof value !== 'object' || !('members' in value)) return value;
  const members = value.members as { memberId: string; groupInstanceId?: string }[];
  const key = (member: (typeof members)[number]) => `${member.memberId} ${member.groupInstanceId}`;
  return { ...value, members: [...members].sort((a, b) => (key(a) < key(b) ? -1 : 1)) };
}

/** DescribeGroups: the assignor is told of a stable group only. Ids that no client learned are `$?` in the trace. */
function describedGroup({ sample, symbols }: Walk, step: TraceStep): unknown {
  const group = describeGroups(sample.broker).find(({ groupId }) => groupId === GROUP);
  if (!group) return 'error' in step.group ? step.group : 'no such group';
  const known = new Set(symbols.values());
  return inOrder({
    state: group.state,
    protocolType: group.protocolType ?? '',
    protocol: group.state === 'Stable' ? group.protocol : '',
    members: group.members.map(({ memberId, assignment, groupInstanceId }) => ({
      memberId: known.has(memberId) ? memberId : '$?',
      assignmentBytes: assignment.length,
      ...(groupInstanceId === null ? {} : { groupInstanceId }),
    })),
  });
}
