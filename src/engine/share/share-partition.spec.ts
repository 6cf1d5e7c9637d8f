import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AcknowledgeType, RECORD_LIMIT } from '../../protocol/messages/78-share-fetch.ts';
import type { StateBatch } from '../../protocol/messages/84-read-share-group-state.ts';
import type { RecordBatch } from '../../protocol/record-batch.ts';
import { combineStateBatches } from '../coordinator/share/state-batch-combiner.ts';
import { records, sampleBatch } from '../log/sample-batch.ts';
import { acknowledge } from './acknowledge.ts';
import { acquire } from './acquire.ts';
import { beginWithState } from './begin-with-state.ts';
import { statesOf } from './in-flight-batch.ts';
import { isTerminal, RecordState } from './in-flight-state.ts';
import { releaseAcquired, releaseTimedOut } from './release.ts';
import { createSharePartition, nextFetchOffset, type SharePartition } from './share-partition.ts';
import { commitChanges, rollBackChanges, type StateChange } from './state-changes.ts';

const LIMIT = 3;
const MAX_IN_FLIGHT = 20;
const LOCK_US = 30;
const BATCH_OPTIMIZED = 0;

type Step =
  | { readonly do: 'append'; readonly count: number }
  | {
      readonly do: 'fetch';
      readonly member: string;
      readonly mode: number;
      readonly maxRecords: number;
      readonly batchSize: number;
    }
  | {
      readonly do: 'acknowledge';
      readonly member: string;
      /** Places in the share partition, in tenths of what is in flight. */
      readonly from: number;
      readonly count: number;
      readonly types: readonly number[];
    }
  | { readonly do: 'release'; readonly member: string }
  | { readonly do: 'written'; readonly isWritten: boolean }
  | { readonly do: 'wait'; readonly us: number }
  | { readonly do: 'leader-change' };

const member = fc.constantFrom('A', 'B', 'C');
const type = fc.constantFrom(0, 1, 1, 2, 2, 3);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({ do: fc.constant('append' as const), count: fc.integer({ min: 1, max: 6 }) }),
  fc.record({
    do: fc.constant('fetch' as const),
    member,
    mode: fc.constantFrom(BATCH_OPTIMIZED, RECORD_LIMIT),
    maxRecords: fc.integer({ min: 1, max: 8 }),
    batchSize: fc.integer({ min: 1, max: 8 }),
  }),
  fc.record({
    do: fc.constant('acknowledge' as const),
    member,
    from: fc.integer({ min: 0, max: 10 }),
    count: fc.integer({ min: 1, max: 8 }),
    types: fc.array(type, { minLength: 8, maxLength: 8 }),
  }),
  fc.record({ do: fc.constant('release' as const), member }),
  fc.record({ do: fc.constant('written' as const), isWritten: fc.boolean() }),
  fc.record({ do: fc.constant('wait' as const), us: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ do: fc.constant('leader-change' as const) }),
);

/** A share partition, its log, and a share coordinator that answers when it is told to. */
class World {
  partition = begun(0, []);
  readonly log: RecordBatch[] = [];
  nowUs = 0;
  saved: { startOffset: number; batches: readonly StateBatch[] } = { startOffset: 0, batches: [] };
  pending: { readonly changes: readonly StateChange[]; readonly write: World['saved'] }[] = [];
  /** What is acquired, by whom. */
  readonly held = new Map<number, string>();
  readonly accepted = new Set<number>();
  largestStart = 0;

  take(step: Step): void {
    switch (step.do) {
      case 'append':
        this.append(step.count);
        break;
      case 'fetch':
        this.fetch(step);
        break;
      case 'acknowledge':
        this.acknowledge(step);
        break;
      case 'release':
        this.save(releaseAcquired(this.partition, step.member, LIMIT));
        break;
      case 'written':
        this.answer(step.isWritten);
        break;
      case 'wait':
        this.wait(step.us);
        break;
      case 'leader-change':
        this.pending = [];
        this.partition = begun(this.saved.startOffset, this.saved.batches);
        break;
    }
    this.forgetWhoHasNot();
    check(this);
  }

  private append(count: number): void {
    const baseOffset = (this.log.at(-1)?.lastOffset ?? -1) + 1;
    const batch = sampleBatch({ atMs: records(count) });
    this.log.push({ ...batch, baseOffset, lastOffset: baseOffset + count - 1 });
  }

  private fetch({ member: memberId, mode, maxRecords, batchSize }: Extract<Step, { do: 'fetch' }>): void {
    const fetchOffset = nextFetchOffset(this.partition);
    const { acquired } = acquire(this.partition, {
      memberId,
      shareAcquireMode: mode,
      batchSize,
      maxRecords,
      fetchOffset,
      records: this.log.filter(({ lastOffset }) => lastOffset >= fetchOffset),
      lockDueUs: this.nowUs + LOCK_US,
      maxInFlightRecords: MAX_IN_FLIGHT,
      maxDeliveryCount: LIMIT,
    });
    let count = 0;
    for (const { firstOffset, lastOffset } of acquired) {
      for (let offset = firstOffset; offset <= lastOffset; offset++) {
        expect(this.held.get(offset), `${offset} is held`).toBeUndefined();
        expect(this.accepted.has(offset), `${offset} was accepted`).toBe(false);
        this.held.set(offset, memberId);
        count++;
      }
    }
    if (mode === RECORD_LIMIT) expect(count).toBeLessThanOrEqual(maxRecords);
  }

  private acknowledge({ member: memberId, from, count, types }: Extract<Step, { do: 'acknowledge' }>): void {
    const { startOffset, endOffset } = this.partition;
    const firstOffset = startOffset + Math.floor(((endOffset - startOffset) * from) / 10);
    const batch = {
      firstOffset,
      lastOffset: firstOffset + count - 1,
      acknowledgeTypes: types.slice(0, from % 2 === 0 ? 1 : count),
    };
    const acknowledger = { memberId, maxDeliveryCount: LIMIT, renewedUntilUs: this.nowUs + LOCK_US };
    const { changes, refused } = acknowledge(this.partition, acknowledger, [batch]);
    for (const { batch: changed } of refused ? [] : changes)
      for (let offset = changed.firstOffset; offset <= changed.lastOffset; offset++)
        expect(this.held.get(offset)).toBe(memberId);
    if (refused) rollBackChanges(this.partition, changes, this.nowUs);
    else this.save(changes);
  }

  private save(changes: readonly StateChange[]): void {
    const write = { startOffset: this.partition.startOffset, batches: changes.map(({ batch }) => batch) };
    if (changes.length > 0) this.pending.push({ changes, write });
  }

  private answer(isWritten: boolean): void {
    const next = this.pending.shift();
    if (!next) return;
    if (!isWritten) {
      rollBackChanges(this.partition, next.changes, this.nowUs);
      return;
    }
    const { startOffset, batches } = next.write;
    this.saved = { startOffset, batches: combineStateBatches(this.saved.batches, batches, startOffset) };
    commitChanges(this.partition, next.changes, this.nowUs);
    for (const { firstOffset, lastOffset, deliveryState } of batches) {
      if (deliveryState !== RecordState.ACKNOWLEDGED) continue;
      for (let offset = firstOffset; offset <= lastOffset; offset++) this.accepted.add(offset);
    }
  }

  private wait(us: number): void {
    this.nowUs += us;
    const batches = releaseTimedOut(this.partition, this.nowUs, LIMIT);
    const write = { startOffset: this.partition.startOffset, batches };
    if (batches.length > 0) this.pending.push({ changes: [], write });
  }

  private forgetWhoHasNot(): void {
    const acquired = new Map<number, string>();
    for (const batch of this.partition.batches) {
      for (const { firstOffset, lastOffset, inFlight } of statesOf(batch)) {
        // Until it is written down that it has given a record up, the member has it.
        const memberId = inFlight.rollback?.memberId ?? inFlight.memberId;
        if (memberId === '') continue;
        for (let offset = firstOffset; offset <= lastOffset; offset++) acquired.set(offset, memberId);
      }
    }
    for (const [offset, memberId] of acquired) expect(this.held.get(offset)).toBe(memberId);
    for (const offset of [...this.held.keys()]) if (!acquired.has(offset)) this.held.delete(offset);
  }
}

function begun(startOffset: number, batches: readonly StateBatch[]): SharePartition {
  const partition = createSharePartition('g', 'topic', 0, 0);
  beginWithState(partition, startOffset, batches);
  return partition;
}

function check(world: World): void {
  const { partition } = world;
  expect(partition.startOffset).toBeGreaterThanOrEqual(world.largestStart);
  world.largestStart = partition.startOffset;
  let end = -1;
  let done = 0;
  for (const batch of partition.batches) {
    expect(batch.firstOffset).toBeGreaterThan(end);
    end = batch.lastOffset;
    for (const { firstOffset, lastOffset, inFlight } of statesOf(batch)) {
      expect(inFlight.deliveryCount).toBeLessThanOrEqual(LIMIT);
      expect(inFlight.state === RecordState.ACQUIRED).toBe(inFlight.memberId !== '');
      if (isTerminal(inFlight.state))
        done += Math.max(0, lastOffset - Math.max(firstOffset, partition.startOffset) + 1);
    }
  }
  if (partition.batches.length > 0) expect(end).toBe(partition.endOffset);
  expect(partition.deliveryCompleteCount).toBe(done);
}

describe('a share partition, whatever its members do', () => {
  it('gives a record to one member at a time, not too often, and never again once it was accepted', () => {
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 60 }), (steps) => {
        const world = new World();
        for (const each of steps) world.take(each);
      }),
      { numRuns: 400 },
    );
  });
});

describe('records that were delivered often', () => {
  const acquisition = {
    memberId: 'A',
    shareAcquireMode: BATCH_OPTIMIZED,
    batchSize: 500,
    maxRecords: 500,
    fetchOffset: 0,
    records: [{ ...sampleBatch({ atMs: records(8) }), baseOffset: 0, lastOffset: 7 }],
    lockDueUs: LOCK_US,
    maxInFlightRecords: 2000,
    maxDeliveryCount: 5,
  };

  function deliver(partition: SharePartition): number[] {
    return acquire(partition, acquisition).acquired.map(
      ({ firstOffset, lastOffset }) => lastOffset - firstOffset + 1,
    );
  }

  it('come by the half of their batch, by a quarter, and the last time alone', () => {
    const partition = begun(0, []);
    const delivered = [1, 2, 3, 4, 5].map(() => {
      const sizes = deliver(partition);
      commitChanges(partition, releaseAcquired(partition, 'A', 5), 0);
      return sizes;
    });
    expect(delivered).toEqual([[8], [8], [8], [4], [1]]);
  });

  it('are archived after their last delivery, and the start moves over them', () => {
    const partition = begun(0, [{ firstOffset: 0, lastOffset: 0, deliveryState: 0, deliveryCount: 4 }]);
    expect(deliver(partition)).toEqual([1]);
    commitChanges(partition, releaseAcquired(partition, 'A', 5), 0);
    expect(partition.startOffset).toBe(1);
    expect(partition.batches).toEqual([]);
  });
});

describe('a lock', () => {
  const acknowledger = { memberId: 'A', maxDeliveryCount: LIMIT, renewedUntilUs: 100 };
  const RENEW = { firstOffset: 0, lastOffset: 0, acknowledgeTypes: [AcknowledgeType.RENEW] };

  function acquired(): SharePartition {
    const world = new World();
    world.take({ do: 'append', count: 2 });
    world.take({ do: 'fetch', member: 'A', mode: BATCH_OPTIMIZED, maxRecords: 2, batchSize: 2 });
    return world.partition;
  }

  it('that is renewed runs out later than the others', () => {
    const partition = acquired();
    expect(acknowledge(partition, acknowledger, [RENEW])).toEqual({ changes: [], refused: null });
    expect(releaseTimedOut(partition, LOCK_US, LIMIT)).toMatchObject([{ firstOffset: 1, lastOffset: 1 }]);
    expect(releaseTimedOut(partition, 100, LIMIT)).toMatchObject([{ firstOffset: 0, lastOffset: 0 }]);
  });

  it('cannot be renewed where the group does not allow it', () => {
    const { refused } = acknowledge(acquired(), { ...acknowledger, renewedUntilUs: null }, [RENEW]);
    expect(refused?.message).toContain('not enabled');
  });

  it('that runs out while an acknowledgement fails is gone', () => {
    const partition = acquired();
    const { changes } = acknowledge(partition, acknowledger, [{ ...RENEW, acknowledgeTypes: [1] }]);
    expect(releaseTimedOut(partition, LOCK_US, LIMIT)).toHaveLength(1);
    rollBackChanges(partition, changes, LOCK_US);
    expect(nextFetchOffset(partition)).toBe(0);
  });
});
