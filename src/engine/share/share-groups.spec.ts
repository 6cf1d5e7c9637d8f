import { describe, expect, it } from 'vitest';
import { ZERO_UUID } from '../../protocol/bytes/uuid.ts';
import { Errors } from '../../protocol/errors.ts';
import { askAndWait, brokerOf, input, runFor, startBroker } from '../broker/sample-cluster.ts';
import { topicByName } from '../controller/metadata-image.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import { brokerNode } from '../node.ts';
import { beginProcess, endProcess } from '../process.ts';
import {
  acknowledge,
  fetch,
  fetchRequest,
  leaderOf,
  produce,
  type ShareWorld,
  shareWorld,
  TOPIC,
} from './testing/share-world.ts';

const BEHIND_FAILOVER_MS = 20_000;
const ACCEPT = [1];
const RELEASE = [2];

describe('after its leader was lost', () => {
  it('a share partition goes on: what was accepted is done, what was released is counted', () => {
    const of = shareWorld();
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
    const of = shareWorld();
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
    const of = shareWorld({ 'group.share.record.lock.duration.ms': 15_000 }, [1]);
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
    const of = shareWorld({ 'group.share.max.share.sessions': 1 }, [1]);
    produce(of, 1);
    expect(fetch(of, 'A', 0).errorCode).toBe(Errors.NONE);
    const askedUs = of.sample.cluster.nowUs;
    expect(fetch(of, 'B', 0, { maxWaitMs: 400 }).errorCode).toBe(Errors.SHARE_SESSION_LIMIT_REACHED);
    expect(of.sample.cluster.nowUs - askedUs).toBeGreaterThan(400_000);
  });

  it('that are closed give back what is acquired', () => {
    const of = shareWorld({}, [1]);
    produce(of, 3);
    fetch(of, 'A', 0);
    fetch(of, 'A', -1, { topics: [] });
    runFor(of.sample, 100);
    expect(fetch(of, 'B', 0).acquired).toEqual([[0, 2, 2]]);
  });
});

describe('a member whose process is killed', () => {
  it('gives back what it has acquired, since its connection is gone', () => {
    const of = shareWorld({}, [1]);
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
    const of = shareWorld();
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

  function stateLog({ sample }: ShareWorld): UnifiedLog {
    const { topicId } = topicByName(sample.controller.image, '__share_group_state')!;
    return brokerOf(sample, 1).disk.logs.get(`${topicId}:0`)!;
  }

  function acceptOneByOne(of: ShareWorld, count: number): void {
    produce(of, count);
    fetch(of, 'A', 0);
    for (let offset = 0; offset < count; offset++)
      acknowledge(of, 'A', offset + 1, [
        { firstOffset: offset, lastOffset: offset, acknowledgeTypes: ACCEPT },
      ]);
  }

  it('loses what is before the last snapshot, every five minutes', () => {
    const of = shareWorld(few, [1]);
    acceptOneByOne(of, 6);
    expect(stateLog(of).logStartOffset).toBe(0);
    runFor(of.sample, FIVE_MINUTES_MS);
    // One that begins it, one of its first leader, one for each record; each third one is a snapshot.
    expect(stateLog(of).logStartOffset).toBe(6);
  });

  it('has what nobody writes written down anew after five minutes', () => {
    const of = shareWorld(few, [1]);
    acceptOneByOne(of, 1);
    const { logEndOffset } = stateLog(of);
    runFor(of.sample, 2 * FIVE_MINUTES_MS);
    expect(stateLog(of).logEndOffset).toBe(logEndOffset + 1);
  });

  it('is all that the next process needs, even without what was deleted', () => {
    const of = shareWorld(few, [1]);
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
    const of = shareWorld(few, [1]);
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
    const of = shareWorld();
    produce(of, 4);
    fetch(of, 'A', 0);
    runFor(of.sample, 1000);
    return of.sample.sends.map(({ kind, from, to, sentUs }) => `${kind} ${from} ${to} ${sentUs}`);
  });
  expect(told[0]).toEqual(told[1]);
});
