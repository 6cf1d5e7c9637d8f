import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import { AcknowledgeType } from '../../protocol/messages/78-share-fetch.ts';
import { askAndWait, brokerOf, input, runFor, startBroker } from '../broker/sample-cluster.ts';
import { topicByName } from '../controller/metadata-image.ts';
import { brokerNode } from '../node.ts';
import { endProcess } from '../process.ts';
import { acknowledge, fetch, GROUP, leaderOf, produce, shareWorld, TOPIC } from './testing/share-world.ts';

const LIMIT = 3;
const LOCK_MS = 15_000;
const MEMBERS = ['A', 'B'] as const;

type Member = (typeof MEMBERS)[number];
type Step =
  | { readonly do: 'produce'; readonly count: number }
  | { readonly do: 'fetch'; readonly member: Member; readonly maxRecords: number; readonly mode: number }
  | { readonly do: 'acknowledge'; readonly member: Member; readonly types: readonly number[] }
  | { readonly do: 'close'; readonly member: Member }
  | { readonly do: 'wait'; readonly ms: number }
  /** The leader, or the broker that coordinates the share partition, dies and comes back. */
  | { readonly do: 'failover'; readonly of: 'topic' | 'state' };

const member = fc.constantFrom(...MEMBERS);
const type = fc.constantFrom(AcknowledgeType.ACCEPT, AcknowledgeType.RELEASE, AcknowledgeType.REJECT);
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ do: fc.constant('produce' as const), count: fc.integer({ min: 1, max: 5 }) }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('fetch' as const),
      member,
      maxRecords: fc.integer({ min: 1, max: 6 }),
      mode: fc.constantFrom(0, 1),
    }),
  },
  {
    weight: 6,
    arbitrary: fc.record({
      do: fc.constant('acknowledge' as const),
      member,
      types: fc.array(type, { minLength: 3, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('close' as const), member }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('wait' as const), ms: fc.constantFrom(100, 8000, 16_000) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('failover' as const), of: fc.constantFrom('topic', 'state') }),
  },
);

interface Held {
  readonly member: Member;
  /** A later leader knows nothing of it. */
  readonly leaderEpoch: number;
  readonly untilUs: number;
}

class Play {
  readonly world = shareWorld({
    'group.share.record.lock.duration.ms': LOCK_MS,
    'group.share.delivery.count.limit': LIMIT,
    'share.coordinator.snapshot.update.records.per.snapshot': 3,
  });
  readonly held = new Map<number, Held>();
  readonly accepted = new Set<number>();
  readonly epochs = new Map<Member, number>();
  startOffset = -1;

  take(step: Step): void {
    switch (step.do) {
      case 'produce':
        produce(this.world, step.count);
        break;
      case 'fetch':
        this.fetch(step);
        break;
      case 'acknowledge':
        this.acknowledge(step);
        break;
      case 'close':
        this.close(step.member);
        break;
      case 'wait':
        runFor(this.world.sample, step.ms);
        break;
      case 'failover':
        this.failOver(step.of);
        break;
    }
    this.checkStart();
  }

  private get nowUs(): number {
    return this.world.sample.cluster.nowUs;
  }

  private get leaderEpoch(): number {
    return topicByName(this.world.sample.controller.image, TOPIC)!.partitions[0]!.leaderEpoch;
  }

  private fetch({ member: by, maxRecords, mode }: Extract<Step, { do: 'fetch' }>): void {
    const epoch = this.epochs.get(by) ?? 0;
    const { errorCode, acquired } = fetch(this.world, by, epoch, { maxRecords, shareAcquireMode: mode });
    this.epochs.set(by, errorCode === Errors.NONE ? epoch + 1 : 0);
    for (const [first, last, deliveryCount] of acquired) {
      expect(deliveryCount).toBeLessThanOrEqual(LIMIT);
      for (let offset = first!; offset <= last!; offset++) this.acquire(by, offset);
    }
  }

  private acquire(by: Member, offset: number): void {
    expect(this.accepted.has(offset), `${offset} was accepted`).toBe(false);
    const earlier = this.held.get(offset);
    const { leaderEpoch } = this;
    const isHeld = earlier && earlier.leaderEpoch === leaderEpoch && earlier.untilUs > this.nowUs;
    expect(isHeld ?? false, `${offset} is held by ${earlier?.member}`).toBe(false);
    this.held.set(offset, {
      member: by,
      leaderEpoch,
      untilUs: this.nowUs + LOCK_MS * MICROS_PER_MS - 10_000,
    });
  }

  /** The first three that it has, each in its own way. */
  private acknowledge({ member: by, types }: Extract<Step, { do: 'acknowledge' }>): void {
    const own = [...this.held].filter(([, held]) => held.member === by).slice(0, types.length);
    if (own.length === 0) return;
    const batches = own
      .map(([offset], index) => ({
        firstOffset: offset,
        lastOffset: offset,
        acknowledgeTypes: [types[index]!],
      }))
      .sort((a, b) => a.firstOffset - b.firstOffset);
    const epoch = this.epochs.get(by) ?? 0;
    const error = acknowledge(this.world, by, epoch, batches);
    const isOfSession =
      error === Errors.SHARE_SESSION_NOT_FOUND || error === Errors.INVALID_SHARE_SESSION_EPOCH;
    this.epochs.set(by, isOfSession ? 0 : epoch + 1);
    for (const { firstOffset, acknowledgeTypes } of batches) {
      this.held.delete(firstOffset);
      const isAccepted = error === Errors.NONE && acknowledgeTypes[0] === AcknowledgeType.ACCEPT;
      if (isAccepted) this.accepted.add(firstOffset);
    }
  }

  private close(by: Member): void {
    fetch(this.world, by, -1, { topics: [] });
    this.epochs.set(by, 0);
    for (const [offset, held] of [...this.held]) if (held.member === by) this.held.delete(offset);
  }

  private failOver(of: 'topic' | 'state'): void {
    const { sample } = this.world;
    const state = topicByName(sample.controller.image, '__share_group_state')!;
    const ofState =
      state.partitions.find(({ leader }) => leader !== leaderOf(this.world)) ?? state.partitions[0]!;
    const broker = brokerOf(sample, of === 'topic' ? leaderOf(this.world) : ofState.leader);
    input(sample, (ctx) => endProcess(ctx, broker, 'kill'));
    runFor(sample, 12_000);
    input(sample, (ctx) => startBroker(ctx, broker));
    runFor(sample, 30_000);
  }

  /** As it is written down, which is what a next leader begins with. */
  private checkStart(): void {
    const topics = [{ topicName: TOPIC, partitions: [0] }];
    const answer = askAndWait(
      this.world.sample,
      brokerNode(leaderOf(this.world)),
      'DescribeShareGroupOffsets',
      {
        groups: [{ groupId: GROUP, topics }],
      },
    );
    const { startOffset, errorCode } = answer.groups[0]!.topics[0]!.partitions[0]!;
    if (errorCode !== Errors.NONE) return;
    expect(startOffset).toBeGreaterThanOrEqual(this.startOffset);
    this.startOffset = startOffset;
  }
}

describe('a share group on three brokers that die and come back', () => {
  it('has each record with one member at a time, not too often, and never again once it was accepted', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 30 }), (steps) => {
        const play = new Play();
        for (const each of steps) play.take(each);
      }),
      { numRuns: 25 },
    );
  });
});
