/**
 * Stories of a live cluster of three brokers and a controller, one topic each, played in ours: brokers crash, stop
 * and come back, elections are asked for, replicas move. The same leader, ISR, eligible leader replicas and offsets
 * once the cluster has settled, and the same batches at the end.
 */

import { shutDownBroker } from '../../engine/broker/broker-lifecycle-manager.ts';
import {
  askAndWait,
  brokerOf,
  input,
  runFor,
  type SampleCluster,
  sampleCluster,
  startBroker,
} from '../../engine/broker/sample-cluster.ts';
import { records, sampleBatch } from '../../engine/log/sample-batch.ts';
import { setLink } from '../../engine/network/network.ts';
import { brokerNode } from '../../engine/node.ts';
import { endProcess } from '../../engine/process.ts';
import { type ErrorCode, Errors, errorName } from '../../protocol/errors.ts';
import { FINAL_EPOCH } from '../../protocol/messages/01-fetch.ts';
import { EARLIEST_TIMESTAMP, LATEST_TIMESTAMP } from '../../protocol/messages/02-list-offsets.ts';
import type { DescribedTopic } from '../../protocol/messages/75-describe-topic-partitions.ts';
import type { ApiName, RequestOf, ResponseOf } from '../../protocol/messages/index.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { firstDifference } from './first-difference.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';

interface Story {
  readonly replicas: readonly number[];
  /** Of the topic. */
  readonly config: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}

type Step =
  | { readonly do: 'createTopic'; readonly response: string }
  | { readonly do: 'kill' | 'halt' | 'boot'; readonly node: number }
  | ProduceStep
  | { readonly do: 'observe'; readonly observed: readonly ObservedPartition[] }
  | { readonly do: 'electPreferred' | 'electUnclean'; readonly observed: Readonly<Record<string, string>> }
  | { readonly do: 'readAll'; readonly partition: number; readonly observed: unknown }
  | { readonly do: 'addPartition'; readonly replicas: readonly number[]; readonly observed: unknown }
  | ReassignStep;

interface ProduceStep {
  readonly do: 'produce';
  readonly partition?: number;
  readonly acks: number;
  /** Its name, absent where it was not sent for want of a leader. */
  readonly batch?: string;
  readonly records: number;
  readonly observed: unknown;
}

interface ReassignStep {
  readonly do: 'reassign' | 'cancelReassignment';
  readonly partition?: number;
  readonly replicas?: readonly number[];
  readonly observed: unknown;
}

interface ObservedPartition {
  readonly partition: number;
  readonly leader: number;
  readonly leaderEpoch?: number;
  readonly leaderEpochAtLeast?: number;
  readonly replicas: readonly number[];
  readonly isr: readonly number[];
  readonly eligibleLeaderReplicas: readonly number[];
  readonly lastKnownElr: readonly number[];
  readonly offlineReplicas: readonly number[];
  readonly logStart?: number | string;
  /** Or the name of the error. */
  readonly highWatermark?: number | string;
  readonly logEnd?: number | string;
}

interface Walk {
  readonly sample: SampleCluster;
  readonly story: Story;
  readonly running: Set<number>;
  /** By the number in the batch that stands for the name. */
  readonly batchNames: string[];
}

const BROKERS = [1, 2, 3];
const TOPIC = 'story';
const TIMEOUT_MS = 4000;
/** More than a session (5 s after a crash), the lag that is allowed, and a start. */
const SETTLED_AFTER_MS = 12_000;
/** Between two steps replicas get what was produced. */
const BETWEEN_STEPS_MS = 200;
const TRIES = 20;
const MAX_BYTES = 0x7fff_ffff;

const CONFIGS = {
  'auto.create.topics.enable': false,
  'auto.leader.rebalance.enable': false,
  'broker.heartbeat.interval.ms': 500,
  'broker.session.timeout.ms': 5000,
  'replica.lag.time.max.ms': 3000,
};

export const checkFailoverTraces = checkEachCase<Story>((story) => {
  const walk = beginWalk(story);
  for (const [index, step] of story.steps.entries()) {
    const mismatch = checkStep(walk, step, `step ${index} (${step.do})`);
    if (mismatch) return mismatch;
  }
  return null;
});

function beginWalk(story: Story): Walk {
  const sample = sampleCluster(BROKERS, CONFIGS);
  // Who asks is at hand: what follows another request at once finds the cluster as that left it.
  for (const brokerId of BROKERS)
    setLink(sample.cluster.network, sample.admin.id, brokerNode(brokerId), { latencyUs: 10, jitterUs: 0 });
  runFor(sample, SETTLED_AFTER_MS);
  return { sample, story, running: new Set(BROKERS), batchNames: [] };
}

function checkStep(walk: Walk, step: Step, path: string): Mismatch | null {
  // Before the new replica has caught up.
  if (step.do !== 'cancelReassignment') runFor(walk.sample, BETWEEN_STEPS_MS);
  switch (step.do) {
    case 'createTopic':
      return firstDifference(step.response, createTopic(walk), path);
    case 'kill':
    case 'halt':
    case 'boot':
      changeNode(walk, step.do, step.node);
      runFor(walk.sample, SETTLED_AFTER_MS);
      return null;
    case 'produce':
      return firstDifference(step.observed, produce(walk, step), path);
    case 'observe':
      runFor(walk.sample, SETTLED_AFTER_MS);
      return checkObserved(walk, step.observed, path);
    case 'electPreferred':
      return firstDifference(step.observed, electLeaders(walk, 0), path);
    case 'electUnclean':
      return firstDifference(step.observed, electLeaders(walk, 1), path);
    case 'readAll':
      runFor(walk.sample, SETTLED_AFTER_MS);
      return firstDifference(step.observed, readAll(walk, step.partition), path);
    case 'addPartition':
      return firstDifference(step.observed, addPartition(walk, step.replicas), path);
    case 'reassign':
    case 'cancelReassignment':
      return firstDifference(step.observed, reassign(walk, step), path);
  }
}

function changeNode({ sample, running }: Walk, change: 'kill' | 'halt' | 'boot', node: number): void {
  const broker = brokerOf(sample, node);
  input(sample, (ctx) => {
    if (change === 'boot') startBroker(ctx, broker);
    else if (change === 'halt') shutDownBroker(ctx, broker);
    else endProcess(ctx, broker, 'kill');
  });
  if (change === 'boot') running.add(node);
  else running.delete(node);
}

/** Any broker that runs answers. */
function asked<Api extends ApiName>(walk: Walk, api: Api, body: RequestOf<Api>): ResponseOf<Api> {
  return askedAt(walk, Math.min(...walk.running), api, body);
}

function askedAt<Api extends ApiName>(
  { sample, running }: Walk,
  brokerId: number,
  api: Api,
  body: RequestOf<Api>,
): ResponseOf<Api> {
  if (!running.has(brokerId)) throw new Error(`${api} to broker ${brokerId}, which does not run`);
  return askAndWait(sample, brokerNode(brokerId), api, body);
}

function createTopic(walk: Walk): string {
  const { replicas, config } = walk.story;
  const { topics } = asked(walk, 'CreateTopics', {
    topics: [
      {
        name: TOPIC,
        numPartitions: -1,
        replicationFactor: -1,
        assignments: [{ partitionIndex: 0, brokerIds: replicas }],
        configs: Object.entries(config).map(([name, value]) => ({ name, value })),
      },
    ],
    timeoutMs: TIMEOUT_MS,
    validateOnly: false,
  });
  return errorName(topics[0]!.errorCode);
}

function describeTopic(walk: Walk): DescribedTopic {
  const asking = { topics: [{ name: TOPIC }], responsePartitionLimit: 1000, cursor: null };
  return asked(walk, 'DescribeTopicPartitions', asking).topics[0]!;
}

/** Again while the broker that was thought to lead does not, or no longer. */
function produce(walk: Walk, { partition: index = 0, acks, batch, records: count }: ProduceStep): unknown {
  const named = batchNamed(walk, batch ?? '', count);
  let error: ErrorCode = Errors.NONE;
  for (let tries = 0; tries < TRIES; tries++) {
    const { topicId, partitions } = describeTopic(walk);
    const { leaderId } = partitions[index]!;
    if (leaderId < 0) return { error: 'no leader' };
    const { responses } = askedAt(walk, leaderId, 'Produce', {
      transactionalId: null,
      acks,
      timeoutMs: TIMEOUT_MS,
      topicData: [{ topicId, partitionData: [{ index, records: [named] }] }],
    });
    const { errorCode, baseOffset } = responses[0]!.partitionResponses[0]!;
    if (errorCode === Errors.NONE) return { baseOffset };
    error = errorCode;
    if (error !== Errors.NOT_LEADER_OR_FOLLOWER) break;
    runFor(walk.sample, BETWEEN_STEPS_MS);
  }
  return { error: errorName(error) };
}

function batchNamed({ batchNames }: Walk, name: string, count: number): RecordBatch {
  const stream = batchNames.push(name) - 1;
  const batch = sampleBatch({ atMs: records(count) });
  return { ...batch, records: { ...batch.records, stream } as RecordBatch['records'] };
}

function checkObserved(walk: Walk, expected: readonly ObservedPartition[], path: string): Mismatch | null {
  const observed = observe(walk).map((got, at) => asFarAsKnown(walk, expected[at], got));
  return firstDifference(expected, observed, path);
}

function observe(walk: Walk): ObservedPartition[] {
  return describeTopic(walk).partitions.map((described) => ({
    partition: described.partitionIndex,
    leader: described.leaderId,
    leaderEpoch: described.leaderEpoch,
    replicas: described.replicaNodes,
    isr: inOrder(described.isrNodes),
    eligibleLeaderReplicas: inOrder(described.eligibleLeaderReplicas),
    lastKnownElr: inOrder(described.lastKnownElr),
    offlineReplicas: inOrder(described.offlineReplicas),
    ...(described.leaderId >= 0 && offsetsAt(walk, described)),
  }));
}

function inOrder(brokers: readonly number[]): number[] {
  return [...brokers].sort((a, b) => a - b);
}

type Described = DescribedTopic['partitions'][number];

function offsetsAt(walk: Walk, described: Described) {
  return {
    logStart: listOffset(walk, described, EARLIEST_TIMESTAMP),
    highWatermark: listOffset(walk, described, LATEST_TIMESTAMP),
    logEnd: endOfCurrentEpoch(walk, described),
  };
}

function listOffset(walk: Walk, { leaderId, partitionIndex }: Described, timestamp: number): number | string {
  const partitions = [{ partitionIndex, currentLeaderEpoch: -1, timestamp }];
  const asking = { replicaId: -1, isolationLevel: 0, topics: [{ name: TOPIC, partitions }] } as const;
  const { errorCode, offset } = askedAt(walk, leaderId, 'ListOffsets', asking).topics[0]!.partitions[0]!;
  return errorCode === Errors.NONE ? offset : errorName(errorCode);
}

function endOfCurrentEpoch(
  walk: Walk,
  { leaderId, partitionIndex: partition, leaderEpoch }: Described,
): number | string {
  const partitions = [{ partition, currentLeaderEpoch: -1, leaderEpoch }];
  const asking = { replicaId: -1, topics: [{ topic: TOPIC, partitions }] };
  const { topics } = askedAt(walk, leaderId, 'OffsetForLeaderEpoch', asking);
  const { errorCode, endOffset } = topics[0]!.partitions[0]!;
  return errorCode === Errors.NONE ? endOffset : errorName(errorCode);
}

/** What was noted down may leave room, see the file's `about`: ours within it is taken for the same. */
function asFarAsKnown(
  { story }: Walk,
  expected: ObservedPartition | undefined,
  got: ObservedPartition,
): ObservedPartition {
  if (!expected) return got;
  const { leaderEpoch, ...rest } = got;
  const { leaderEpochAtLeast: atLeast } = expected;
  const epoch =
    atLeast !== undefined && leaderEpoch! >= atLeast ? { leaderEpochAtLeast: atLeast } : { leaderEpoch };
  const isFree = isHighWatermarkFree(story, expected) && mayBeHighWatermark(expected, got.highWatermark);
  return { ...rest, ...epoch, ...(isFree && { highWatermark: expected.highWatermark }) };
}

/** A leader whose ISR is too small can't move it: it stays where the last fetch from the leader before left it. */
function isHighWatermarkFree({ config }: Story, { isr, ...expected }: ObservedPartition): boolean {
  const leaderChanged = (expected.leaderEpoch ?? expected.leaderEpochAtLeast ?? 0) > 0;
  return leaderChanged && isr.length < Number(config['min.insync.replicas'] ?? 1);
}

function mayBeHighWatermark(
  { highWatermark, logEnd }: ObservedPartition,
  got: number | string | undefined,
): boolean {
  if (typeof got !== 'number') return got === 'OFFSET_NOT_AVAILABLE';
  return got <= Number(typeof highWatermark === 'number' ? highWatermark : logEnd);
}

function electLeaders(walk: Walk, electionType: number): unknown {
  const partitions = describeTopic(walk).partitions.map(({ partitionIndex }) => partitionIndex);
  const topicPartitions = [{ topic: TOPIC, partitions }];
  const asking = { electionType, topicPartitions, timeoutMs: TIMEOUT_MS };
  const { replicaElectionResults } = asked(walk, 'ElectLeaders', asking);
  return Object.fromEntries(
    replicaElectionResults[0]!.partitionResult.map(({ partitionId, errorCode }) => [
      partitionId,
      errorName(errorCode),
    ]),
  );
}

/** As a consumer without a session. */
function readAll(walk: Walk, partition: number): unknown {
  const { topicId, partitions } = describeTopic(walk);
  const fetched = {
    partition,
    currentLeaderEpoch: -1,
    fetchOffset: 0,
    lastFetchedEpoch: -1,
    logStartOffset: -1,
    partitionMaxBytes: MAX_BYTES,
    highWatermark: -1,
  };
  const { responses } = askedAt(walk, partitions[partition]!.leaderId, 'Fetch', {
    replicaState: { replicaId: -1, replicaEpoch: -1 },
    maxWaitMs: 500,
    minBytes: 1,
    maxBytes: MAX_BYTES,
    isolationLevel: 0,
    sessionId: 0,
    sessionEpoch: FINAL_EPOCH,
    topics: [{ topicId, partitions: [fetched] }],
    forgottenTopicsData: [],
    rackId: '',
  });
  const { errorCode, highWatermark, records: batches } = responses[0]!.partitions[0]!;
  if (errorCode !== Errors.NONE) return { error: errorName(errorCode) };
  return {
    highWatermark,
    batches: batches.map((batch) => [batch.baseOffset, batch.lastOffset, nameOf(walk, batch)]),
  };
}

function nameOf({ batchNames }: Walk, { records: content }: RecordBatch): string | undefined {
  return content.kind === 'data' ? batchNames[content.stream] : content.kind;
}

function addPartition(walk: Walk, brokerIds: readonly number[]): unknown {
  const count = describeTopic(walk).partitions.length + 1;
  const { results } = asked(walk, 'CreatePartitions', {
    topics: [{ name: TOPIC, count, assignments: [{ brokerIds }] }],
    timeoutMs: TIMEOUT_MS,
    validateOnly: false,
  });
  return { error: errorName(results[0]!.errorCode) };
}

function reassign(walk: Walk, { partition: partitionIndex = 0, ...step }: ReassignStep): unknown {
  const replicas = step.replicas ?? null;
  const { errorCode, responses } = asked(walk, 'AlterPartitionReassignments', {
    timeoutMs: TIMEOUT_MS,
    allowReplicationFactorChange: true,
    topics: [{ name: TOPIC, partitions: [{ partitionIndex, replicas }] }],
  });
  const error = responses[0]?.partitions[0]?.errorCode ?? errorCode;
  return { error: errorName(error) };
}
