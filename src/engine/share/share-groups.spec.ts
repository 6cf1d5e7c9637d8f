import { describe, expect, it } from 'vitest';
import { ZERO_UUID } from '../../protocol/bytes/uuid.ts';
import type { BrokerConfig } from '../../protocol/config/broker-config.ts';
import { Errors } from '../../protocol/errors.ts';
import { RESOURCE_GROUP } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { AcknowledgementBatch, ShareFetchRequest } from '../../protocol/messages/78-share-fetch.ts';
import {
  askAndWait,
  brokerOf,
  input,
  runFor,
  type SampleCluster,
  sampleCluster,
  startBroker,
} from '../broker/sample-cluster.ts';
import { topicByName } from '../controller/metadata-image.ts';
import { records, sampleBatch } from '../log/sample-batch.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import { brokerNode } from '../node.ts';
import { beginProcess, endProcess } from '../process.ts';

const GROUP = 'pickers';
const TOPIC = 'orders';
const BEHIND_FAILOVER_MS = 20_000;

interface World {
  readonly sample: SampleCluster;
  readonly topicId: string;
}

/** A topic of one partition on all brokers, and a share group that begins at its beginning. */
function world(configs: object = {}, brokerIds = [1, 2, 3]): World {
  const sample = sampleCluster(brokerIds, { 'broker.session.timeout.ms': 9000, ...configs } as BrokerConfig);
  runFor(sample, 3000);
  const replicationFactor = brokerIds.length;
  const topic = { name: TOPIC, numPartitions: 1, replicationFactor, assignments: [], configs: [] };
  const created = askAndWait(sample, brokerNode(1), 'CreateTopics', {
    topics: [topic],
    timeoutMs: 10_000,
    validateOnly: false,
  });
  const { topicId } = created.topics[0]!;
  const reset = { name: 'share.auto.offset.reset', configOperation: 0, value: 'earliest' };
  askAndWait(sample, brokerNode(1), 'IncrementalAlterConfigs', {
    resources: [{ resourceType: RESOURCE_GROUP, resourceName: GROUP, configs: [reset] }],
    validateOnly: false,
  });
  const coordinatorKeys = [`${GROUP}:${topicId}:0`];
  askAndWait(sample, brokerNode(1), 'FindCoordinator', { keyType: 2, coordinatorKeys });
  runFor(sample, 3000);
  const { coordinators } = askAndWait(sample, brokerNode(1), 'FindCoordinator', {
    keyType: 2,
    coordinatorKeys,
  });
  const partitions = [{ partition: 0, stateEpoch: 1, startOffset: -1 }];
  const { results } = askAndWait(sample, brokerNode(coordinators[0]!.nodeId), 'InitializeShareGroupState', {
    groupId: GROUP,
    topics: [{ topicId, partitions }],
  });
  expect(results[0]!.partitions[0]!.errorCode).toBe(Errors.NONE);
  return { sample, topicId };
}

function leaderOf({ sample }: World): number {
  return topicByName(sample.controller.image, TOPIC)!.partitions[0]!.leader;
}

function produce(of: World, count: number): void {
  const partitionData = [{ index: 0, records: [sampleBatch({ atMs: records(count) })] }];
  askAndWait(of.sample, brokerNode(leaderOf(of)), 'Produce', {
    transactionalId: null,
    acks: -1,
    timeoutMs: 10_000,
    topicData: [{ topicId: of.topicId, partitionData }],
  });
}

function fetchRequest(of: World, memberId: string, shareSessionEpoch: number): ShareFetchRequest {
  const partitions = [{ partitionIndex: 0, acknowledgementBatches: [] }];
  return {
    groupId: GROUP,
    memberId,
    shareSessionEpoch,
    maxWaitMs: 500,
    minBytes: 1,
    maxBytes: 1_000_000,
    maxRecords: 500,
    batchSize: 500,
    shareAcquireMode: 0,
    isRenewAck: false,
    topics: [{ topicId: of.topicId, partitions }],
    forgottenTopicsData: [],
  };
}

function fetch(of: World, memberId: string, epoch: number, changes: Partial<ShareFetchRequest> = {}) {
  const request = { ...fetchRequest(of, memberId, epoch), ...changes };
  const body = askAndWait(of.sample, brokerNode(leaderOf(of)), 'ShareFetch', request);
  const acquired = body.responses[0]?.partitions[0]?.acquiredRecords ?? [];
  return {
    errorCode: body.errorCode,
    acquired: acquired.map(({ firstOffset, lastOffset, deliveryCount }) => [
      firstOffset,
      lastOffset,
      deliveryCount,
    ]),
  };
}

function acknowledge(of: World, memberId: string, epoch: number, batches: readonly AcknowledgementBatch[]) {
  const partitions = [{ partitionIndex: 0, acknowledgementBatches: batches }];
  const body = askAndWait(of.sample, brokerNode(leaderOf(of)), 'ShareAcknowledge', {
    groupId: GROUP,
    memberId,
    shareSessionEpoch: epoch,
    isRenewAck: false,
    topics: [{ topicId: of.topicId, partitions }],
  });
  return body.responses[0]?.partitions[0]?.errorCode ?? body.errorCode;
}

const ACCEPT = [1];
const RELEASE = [2];

describe('after its leader was lost', () => {
  it('a share partition goes on: what was accepted is done, what was released is counted', () => {
    const of = world();
    produce(of, 6);
    expect(fetch(of, 'A', 0).acquired).toEqual([[0, 5, 1]]);
    const said = [
      { firstOffset: 0, lastOffset: 1, acknowledgeTypes: ACCEPT },
      { firstOffset: 3, lastOffset: 3, acknowledgeTypes: RELEASE },
    ];
    expect(acknowledge(of, 'A', 1, said)).toBe(Errors.NONE);
    const first = leaderOf(of);
    input(of.sample, (ctx) => endProcess(ctx, brokerOf(of.sample, first), 'kill'));
    runFor(of.sample, BEHIND_FAILOVER_MS);
    expect(leaderOf(of)).not.toBe(first);
    // Offset 2 was acquired, and 4 and 5, but nobody has written that down.
    expect(fetch(of, 'B', 0).acquired).toEqual([
      [2, 2, 1],
      [3, 3, 2],
      [4, 5, 1],
    ]);
  });

  it('a session is not found, and begins anew at the next leader', () => {
    const of = world();
    produce(of, 1);
    fetch(of, 'A', 0);
    input(of.sample, (ctx) => endProcess(ctx, brokerOf(of.sample, leaderOf(of)), 'kill'));
    runFor(of.sample, BEHIND_FAILOVER_MS);
    expect(fetch(of, 'A', 1).errorCode).toBe(Errors.SHARE_SESSION_NOT_FOUND);
    expect(fetch(of, 'A', 0).acquired).toEqual([[0, 0, 1]]);
  });
});

describe('an acquisition lock', () => {
  it('runs out after group.share.record.lock.duration.ms, and whoever waits gets the records', () => {
    const of = world({ 'group.share.record.lock.duration.ms': 15_000 }, [1]);
    produce(of, 2);
    expect(fetch(of, 'A', 0).acquired).toEqual([[0, 1, 1]]);
    const acquiredUs = of.sample.cluster.nowUs;
    expect(fetch(of, 'B', 0, { maxWaitMs: 60_000 }).acquired).toEqual([[0, 1, 2]]);
    const waitedMs = (of.sample.cluster.nowUs - acquiredUs) / 1000;
    expect(waitedMs).toBeGreaterThan(14_990);
    expect(waitedMs).toBeLessThan(15_010);
    expect(acknowledge(of, 'A', 1, [{ firstOffset: 0, lastOffset: 1, acknowledgeTypes: ACCEPT }])).toBe(
      Errors.INVALID_RECORD_STATE,
    );
  });
});

describe('share sessions', () => {
  it('are as many as group.share.max.share.sessions: one more is refused once it has waited', () => {
    const of = world({ 'group.share.max.share.sessions': 1 }, [1]);
    produce(of, 1);
    expect(fetch(of, 'A', 0).errorCode).toBe(Errors.NONE);
    const askedUs = of.sample.cluster.nowUs;
    expect(fetch(of, 'B', 0, { maxWaitMs: 400 }).errorCode).toBe(Errors.SHARE_SESSION_LIMIT_REACHED);
    expect(of.sample.cluster.nowUs - askedUs).toBeGreaterThan(400_000);
  });

  it('that are closed give back what is acquired', () => {
    const of = world({}, [1]);
    produce(of, 3);
    fetch(of, 'A', 0);
    fetch(of, 'A', -1, { topics: [] });
    runFor(of.sample, 100);
    expect(fetch(of, 'B', 0).acquired).toEqual([[0, 2, 2]]);
  });
});

describe('a member whose process is killed', () => {
  it('gives back what it has acquired, since its connection is gone', () => {
    const of = world({}, [1]);
    produce(of, 3);
    fetch(of, 'A', 0);
    const { admin } = of.sample;
    input(of.sample, (ctx) => endProcess(ctx, admin, 'kill'));
    runFor(of.sample, 100);
    expect(brokerOf(of.sample, 1).share!.sessions.size).toBe(0);
    input(of.sample, (ctx) => beginProcess(ctx, admin, 'restart'));
    expect(fetch(of, 'B', 0).acquired).toEqual([[0, 2, 2]]);
  });
});

describe('what a broker without the topic is asked', () => {
  it('it refuses with who leads', () => {
    const of = world();
    const other = [1, 2, 3].find((id) => id !== leaderOf(of))!;
    const body = askAndWait(of.sample, brokerNode(other), 'ShareFetch', fetchRequest(of, 'A', 0));
    expect(body.responses[0]!.partitions[0]).toMatchObject({
      errorCode: Errors.NOT_LEADER_OR_FOLLOWER,
      currentLeader: { leaderId: leaderOf(of) },
    });
    expect(body.nodeEndpoints).toMatchObject([{ nodeId: leaderOf(of), host: brokerNode(leaderOf(of)) }]);
  });
});

describe("the share coordinator's topic", () => {
  const FIVE_MINUTES_MS = 300_000;
  const few = {
    'share.coordinator.snapshot.update.records.per.snapshot': 2,
    'share.coordinator.state.topic.num.partitions': 1,
  };

  function stateLog({ sample }: World): UnifiedLog {
    const { topicId } = topicByName(sample.controller.image, '__share_group_state')!;
    return brokerOf(sample, 1).disk.logs.get(`${topicId}:0`)!;
  }

  function acceptOneByOne(of: World, count: number): void {
    produce(of, count);
    fetch(of, 'A', 0);
    for (let offset = 0; offset < count; offset++)
      acknowledge(of, 'A', offset + 1, [
        { firstOffset: offset, lastOffset: offset, acknowledgeTypes: ACCEPT },
      ]);
  }

  it('loses what is before the last snapshot, every five minutes', () => {
    const of = world(few, [1]);
    acceptOneByOne(of, 6);
    expect(stateLog(of).logStartOffset).toBe(0);
    runFor(of.sample, FIVE_MINUTES_MS);
    // One that begins it, one of its first leader, one for each record; each third one is a snapshot.
    expect(stateLog(of).logStartOffset).toBe(6);
  });

  it('has what nobody writes written down anew after five minutes', () => {
    const of = world(few, [1]);
    acceptOneByOne(of, 1);
    const { logEndOffset } = stateLog(of);
    runFor(of.sample, 2 * FIVE_MINUTES_MS);
    expect(stateLog(of).logEndOffset).toBe(logEndOffset + 1);
  });

  it('is all that the next process needs, even without what was deleted', () => {
    const of = world(few, [1]);
    acceptOneByOne(of, 6);
    produce(of, 1);
    runFor(of.sample, FIVE_MINUTES_MS);
    const broker = brokerOf(of.sample, 1);
    input(of.sample, (ctx) => endProcess(ctx, broker, 'kill'));
    runFor(of.sample, 1000);
    input(of.sample, (ctx) => startBroker(ctx, broker));
    runFor(of.sample, BEHIND_FAILOVER_MS);
    expect(fetch(of, 'B', 0).acquired).toEqual([[6, 6, 1]]);
  });

  it('forgets what groups had of a topic that is deleted', () => {
    const of = world(few, [1]);
    askAndWait(of.sample, brokerNode(1), 'DeleteTopics', {
      topics: [{ name: TOPIC, topicId: ZERO_UUID }],
      timeoutMs: 1000,
    });
    runFor(of.sample, 3000);
    expect(brokerOf(of.sample, 1).share!.coordinator.shards.get(0)!.states.size).toBe(0);
  });
});

it('tells the same in every run', () => {
  const told = [1, 2].map(() => {
    const of = world();
    produce(of, 4);
    fetch(of, 'A', 0);
    runFor(of.sample, 1000);
    return of.sample.sends.map(({ kind, from, to, sentUs }) => `${kind} ${from} ${to} ${sentUs}`);
  });
  expect(told[0]).toEqual(told[1]);
});
