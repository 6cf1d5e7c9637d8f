/**
 * Walks of raw requests of a share group's members against a live broker, sent to ours: a whole cluster of a
 * controller and one broker. The same records acquired, the same acknowledgements taken, the same lag.
 */
import { askAndWait, runFor, type SampleCluster, sampleCluster } from '../../engine/broker/sample-cluster.ts';
import { records, sampleBatch } from '../../engine/log/sample-batch.ts';
import { setLink } from '../../engine/network/network.ts';
import { brokerNode } from '../../engine/node.ts';
import type { BrokerConfig } from '../../protocol/config/broker-config.ts';
import { errorName } from '../../protocol/errors.ts';
import { RESOURCE_GROUP } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { AcknowledgedTopic } from '../../protocol/messages/78-share-fetch.ts';
import type { ApiName, RequestOf } from '../../protocol/messages/index.ts';
import { firstDifference } from './first-difference.ts';
import { checkEachCase, type Mismatch } from './kind-runner.ts';

interface TraceCase {
  /** `group.share.record.lock.duration.ms` */
  readonly lockMs: number;
  readonly steps: readonly TraceStep[];
}

/** First offset, last offset, types. */
type Acknowledgement = readonly [number, number, readonly number[]];

interface OfMember {
  readonly member: string;
  readonly shareSessionEpoch: number;
  readonly acknowledge?: readonly Acknowledgement[];
  readonly response: unknown;
}

interface FetchStep extends OfMember {
  readonly do: 'shareFetch';
  readonly maxRecords: number;
  readonly batchSize: number;
  readonly shareAcquireMode: number;
  readonly namesPartition: boolean;
}

type TraceStep =
  | { readonly do: 'produce'; readonly records: number; readonly baseOffset: number }
  | { readonly do: 'setup'; readonly members: number }
  | FetchStep
  | (OfMember & { readonly do: 'shareAcknowledge' })
  | { readonly do: 'describeOffsets'; readonly startOffset: number; readonly lag: number }
  | { readonly do: 'idle'; readonly ms: number };

interface Walk {
  readonly sample: SampleCluster;
  readonly topicId: string;
}

const BROKER = 1;
const TOPIC = 'trace';
const GROUP = 'trace-group';
const PARTITION = 0;
const SETTLED_AFTER_MS = 1000;
const MAX_WAIT_MS = 250;
/**
 * How long a member's request takes to the broker, microseconds. What a session's end gives back is available once
 * that is written down, two milliseconds later here: how many requests a member gets through before was the recorded
 * machine's affair. One pace must match Kafka's.
 */
const PACES_US = [10, 450, 700, 1200];

export const checkShareTraces = checkEachCase<TraceCase>((traceCase) => {
  let furthest: Attempt = { mismatch: null, steps: -1 };
  for (const paceUs of PACES_US) {
    const attempt = replayTrace(traceCase, paceUs);
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

function replayTrace({ lockMs, steps }: TraceCase, paceUs: number): Attempt {
  const walk = beginWalk(lockMs, paceUs);
  for (const [index, step] of steps.entries()) {
    const mismatch = checkStep(walk, step, `step ${index} (${step.do})`);
    if (mismatch) return { mismatch, steps: index };
  }
  return { mismatch: null, steps: steps.length };
}

function beginWalk(lockMs: number, paceUs: number): Walk {
  const configs = {
    'group.share.record.lock.duration.ms': lockMs,
    'group.share.min.record.lock.duration.ms': 1000,
    'share.coordinator.state.topic.num.partitions': 1,
  };
  const sample = sampleCluster([BROKER], configs as Partial<BrokerConfig>);
  setLink(sample.cluster.network, sample.admin.id, brokerNode(BROKER), { latencyUs: paceUs, jitterUs: 0 });
  runFor(sample, SETTLED_AFTER_MS);
  const topic = { name: TOPIC, numPartitions: 1, replicationFactor: 1, assignments: [], configs: [] };
  const created = asked({ sample }, 'CreateTopics', {
    topics: [topic],
    timeoutMs: 1000,
    validateOnly: false,
  });
  const { topicId } = created.topics[0]!;
  setGroupConfig(sample, 'share.auto.offset.reset', 'earliest');
  const key = `${GROUP}:${topicId}:${PARTITION}`;
  asked({ sample }, 'FindCoordinator', { keyType: 2, coordinatorKeys: [key] });
  runFor(sample, SETTLED_AFTER_MS);
  const partitions = [{ partition: PARTITION, stateEpoch: 1, startOffset: -1 }];
  asked({ sample }, 'InitializeShareGroupState', { groupId: GROUP, topics: [{ topicId, partitions }] });
  return { sample, topicId };
}

function setGroupConfig(sample: SampleCluster, name: string, value: string): void {
  const resource = { resourceType: RESOURCE_GROUP, resourceName: GROUP };
  const configs = [{ name, configOperation: 0, value }];
  asked({ sample }, 'IncrementalAlterConfigs', {
    resources: [{ ...resource, configs }],
    validateOnly: false,
  });
}

function asked<Api extends ApiName>({ sample }: Pick<Walk, 'sample'>, api: Api, body: RequestOf<Api>) {
  return askAndWait(sample, brokerNode(BROKER), api, body);
}

function checkStep(walk: Walk, step: TraceStep, path: string): Mismatch | null {
  switch (step.do) {
    case 'produce':
      return firstDifference(step.baseOffset, produce(walk, step.records), path);
    case 'setup':
      acquireOnce(walk);
      return null;
    case 'shareFetch':
      return firstDifference(step.response, shareFetch(walk, step), path);
    case 'shareAcknowledge':
      return firstDifference(step.response, shareAcknowledge(walk, step), path);
    case 'describeOffsets': {
      const { startOffset, lag } = step;
      return firstDifference({ startOffset, lag }, describeOffsets(walk), path);
    }
    case 'idle':
      runFor(walk.sample, step.ms);
      return null;
  }
}

/** One batch; returns the offset that it got. */
function produce(walk: Walk, count: number): number {
  const partitionData = [{ index: PARTITION, records: [sampleBatch({ atMs: records(count) })] }];
  const { responses } = asked(walk, 'Produce', {
    transactionalId: null,
    acks: -1,
    timeoutMs: 1000,
    topicData: [{ topicId: walk.topicId, partitionData }],
  });
  return responses[0]!.partitionResponses[0]!.baseOffset;
}

/** What came before each walk: a member acquired a little, and closed its session. */
function acquireOnce(walk: Walk): void {
  const member = { do: 'shareFetch', member: 'A', response: null } as const;
  const little = { maxRecords: 1, batchSize: 1, shareAcquireMode: 0, namesPartition: true };
  shareFetch(walk, { ...member, ...little, shareSessionEpoch: 0 });
  shareFetch(walk, { ...member, ...little, shareSessionEpoch: -1, namesPartition: false });
  runFor(walk.sample, SETTLED_AFTER_MS);
}

function topicsOf(
  { topicId }: Walk,
  acknowledge: readonly Acknowledgement[] = [],
  isNamed = acknowledge.length > 0,
): AcknowledgedTopic[] {
  if (!isNamed) return [];
  const acknowledgementBatches = acknowledge.map(([firstOffset, lastOffset, acknowledgeTypes]) => ({
    firstOffset,
    lastOffset,
    acknowledgeTypes,
  }));
  return [{ topicId, partitions: [{ partitionIndex: PARTITION, acknowledgementBatches }] }];
}

function shareFetch(walk: Walk, step: FetchStep): unknown {
  const { member, shareSessionEpoch, maxRecords, batchSize, shareAcquireMode } = step;
  const body = asked(walk, 'ShareFetch', {
    groupId: GROUP,
    memberId: member,
    shareSessionEpoch,
    maxWaitMs: MAX_WAIT_MS,
    minBytes: 1,
    maxBytes: 0x7fff_ffff,
    maxRecords,
    batchSize,
    shareAcquireMode,
    isRenewAck: false,
    topics: topicsOf(walk, step.acknowledge, step.namesPartition),
    forgottenTopicsData: [],
  });
  const partition = body.responses[0]?.partitions[0];
  return {
    error: errorName(body.errorCode),
    ...(partition && {
      partitionError: errorName(partition.errorCode),
      acknowledgeError: errorName(partition.acknowledgeErrorCode),
      batches: partition.records.map(({ baseOffset, lastOffset }) => [baseOffset, lastOffset]),
      acquired: partition.acquiredRecords.map(({ firstOffset, lastOffset, deliveryCount }) => [
        firstOffset,
        lastOffset,
        deliveryCount,
      ]),
    }),
  };
}

function shareAcknowledge(walk: Walk, { member, shareSessionEpoch, acknowledge }: OfMember): unknown {
  const body = asked(walk, 'ShareAcknowledge', {
    groupId: GROUP,
    memberId: member,
    shareSessionEpoch,
    isRenewAck: false,
    topics: topicsOf(walk, acknowledge),
  });
  const partition = body.responses[0]?.partitions[0];
  return {
    error: errorName(body.errorCode),
    ...(partition && { partitionError: errorName(partition.errorCode) }),
  };
}

function describeOffsets(walk: Walk): unknown {
  const topics = [{ topicName: TOPIC, partitions: [PARTITION] }];
  const { groups } = asked(walk, 'DescribeShareGroupOffsets', { groups: [{ groupId: GROUP, topics }] });
  const { startOffset, lag } = groups[0]!.topics[0]!.partitions[0]!;
  return { startOffset, lag };
}
