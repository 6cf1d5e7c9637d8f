/**
 * Walks of raw requests against a live broker, in the versions of their APIs that were asked, sent to ours: a
 * whole cluster of a controller and one broker. The same answers, and so the same topics, configs, logs, sessions
 * and groups behind them.
 */
import { ask, runFor, type SampleCluster, sampleCluster } from '../../engine/broker/sample-cluster.ts';
import { CLUSTER_ID } from '../../engine/controller/reserved-ids.ts';
import { brokerNode } from '../../engine/node.ts';
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import type { ApiName } from '../../protocol/messages/index.ts';
import { messageOf, type Step, tracedAnswer } from './admin-trace-messages.ts';
import { firstDifference } from './first-difference.ts';
import { inOrder, type Json, mapValues } from './in-order.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';

interface TraceCase {
  /** What the walk is about. */
  readonly walk: string;
  readonly steps: readonly Step[];
}

interface Walk {
  readonly sample: SampleCluster;
  /** What `$topicId:ta`, `$S1` and the like stand for in this run. */
  readonly symbols: Map<string, unknown>;
  /** Sizes of the batches that were sent compressed: those of others that are fetched so are the library's. */
  readonly compressedSizes: Set<unknown>;
}

/** Later than every batch that is said to be old. */
const START_MS = 1_780_000_000_000;
const SETTLED_AFTER_MS = 1000;
const BROKER = 1;

const CONFIGS = {
  'auto.create.topics.enable': false,
  'broker.rack': 'rack1',
  'group.consumer.assignment.interval.ms': 0,
  'group.share.assignment.interval.ms': 0,
  'group.share.record.lock.duration.ms': 15_000,
  'node.id': BROKER,
  'offsets.topic.replication.factor': 1,
};

export const checkAdminTraces = checkEachCase<TraceCase>(({ steps }) => {
  const walk = beginWalk();
  for (const [index, step] of steps.entries()) {
    const mismatch = checkStep(walk, step, index);
    if (mismatch) return mismatch;
  }
  return null;
});

function beginWalk(): Walk {
  const sample = sampleCluster([BROKER], CONFIGS, START_MS);
  runFor(sample, SETTLED_AFTER_MS);
  // The recorded broker had `__consumer_offsets`; somebody who looks for a coordinator has it created.
  ask(sample, brokerNode(BROKER), 'FindCoordinator', { keyType: 0, coordinatorKeys: ['group'] });
  runFor(sample, SETTLED_AFTER_MS);
  return { sample, symbols: new Map(), compressedSizes: new Set() };
}

function checkStep(walk: Walk, step: Step, index: number): Mismatch | null {
  const { api, version, note } = step;
  const request = messageOf(api, resolve(walk, step.request), nowMs(walk));
  for (const size of compressedSizesIn(step.request)) walk.compressedSizes.add(size);
  const answer = ask(walk.sample, brokerNode(BROKER), api as ApiName, request as never, version);
  const got = answer && inOrder(tracedAnswer(step, answer), IDENTITY);
  const expected = recognize(walk, inOrder(resolve(walk, step.response), IDENTITY), got);
  return firstDifference(expected, got, `step ${index} (${api}${note === undefined ? '' : `: ${note}`})`);
}

function nowMs({ sample: { cluster } }: Walk): number {
  return cluster.epochMs + Math.floor(cluster.nowUs / MICROS_PER_MS);
}

/** What the recorded cluster was called, and what ours is. */
const NAMES: ReadonlyMap<unknown, unknown> = new Map<string, unknown>([
  ['$port', 9092],
  ['127.0.0.1', brokerNode(BROKER)],
  ['anVkZ2UtY2x1c3Rlci0wMQ', CLUSTER_ID],
]);

/** With what is known of the symbols in their place; names of topics and groups may be a part of a text. */
function resolve(walk: Walk, value: unknown): unknown {
  if (Array.isArray(value)) return value.map((item) => resolve(walk, item));
  if (typeof value === 'object' && value !== null) return mapValues(value, (item) => resolve(walk, item));
  if (typeof value !== 'string') return value;
  return (
    NAMES.get(value) ??
    walk.symbols.get(value) ??
    value.replaceAll('$topic:', '$run-').replaceAll('$run', 'run').replaceAll('$group', 'run-group')
  );
}

function compressedSizesIn(value: unknown): unknown[] {
  if (Array.isArray(value)) return value.flatMap(compressedSizesIn);
  if (typeof value !== 'object' || value === null) return [];
  return 'compression' in value && 'bytes' in value
    ? [value.bytes]
    : Object.values(value).flatMap(compressedSizesIn);
}

/** Symbols seen for the first time stand for what our answer has in their place; `$now` for any moment of the walk. */
function recognize(walk: Walk, expected: unknown, got: unknown): unknown {
  if (Array.isArray(expected))
    return expected.map((item, index) => recognize(walk, item, Array.isArray(got) ? got[index] : undefined));
  if (typeof expected === 'object' && expected !== null)
    return mapValues(expected, (item, key) => {
      const ours = (got as Json | null | undefined)?.[key];
      return isOfLibrary(walk, expected, key) ? ours : recognize(walk, item, ours);
    });
  if (expected === '$now') return isWithinWalk(walk, got) ? got : expected;
  if (typeof expected !== 'string' || !/^\$(topicId:|S\d)/.test(expected)) return expected;
  if ([...walk.symbols.values()].includes(got)) return expected;
  walk.symbols.set(expected, got);
  return got;
}

function isOfLibrary(walk: Walk, expected: object, key: string): boolean {
  return key === 'bytes' && 'compression' in expected && !walk.compressedSizes.has((expected as Json).bytes);
}

function isWithinWalk(walk: Walk, timestamp: unknown): boolean {
  return typeof timestamp === 'number' && timestamp >= START_MS && timestamp <= nowMs(walk);
}

/** What tells things in lists apart. */
const IDENTITY = [
  'name',
  'topic',
  'topicId',
  'groupId',
  'resourceName',
  'partitionIndex',
  'partition',
  'partitionId',
  'index',
  'nodeId',
  'brokerId',
];
