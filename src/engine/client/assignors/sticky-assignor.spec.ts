import { describe, expect, it } from 'vitest';
import type { MemberSubscription } from './assignor.ts';
import { member, partitions, shown, topics } from './example-group.ts';
import { stickyAssignor } from './sticky-assignor.ts';

const assign: typeof stickyAssignor.assign = (...group) => stickyAssignor.assign(...group);

/** A member that had these partitions in this generation, and says so as the assignor has it say so. */
function had(
  memberId: string,
  subscribed: readonly string[],
  names: string,
  generationId = 5,
): MemberSubscription {
  const last = stickyAssignor.onAssignment({ partitions: partitions(names), generationId });
  return member(memberId, subscribed, { userData: stickyAssignor.subscriptionUserData(last) });
}

describe('sticky, all subscribed alike', () => {
  it('deals out in turn at first', () => {
    expect(shown(assign(topics({ t: 5 }), [member('a', ['t']), member('b', ['t'])]))).toEqual({
      a: 't-0 t-2 t-4',
      b: 't-1 t-3',
    });
  });

  it('moves to a new member only what it has to get', () => {
    const group = [had('a', ['t'], 't-0 t-2 t-4'), had('b', ['t'], 't-1 t-3 t-5'), member('c', ['t'])];
    expect(shown(assign(topics({ t: 6 }), group))).toEqual({ a: 't-0 t-2', b: 't-1 t-3', c: 't-4 t-5' });
  });

  it('spreads what a member left behind over the others', () => {
    const group = [had('a', ['t'], 't-0 t-3'), had('b', ['t'], 't-1 t-4')];
    expect(shown(assign(topics({ t: 6 }), group))).toEqual({ a: 't-0 t-2 t-3', b: 't-1 t-4 t-5' });
  });

  it('believes the claim as of the newer generation', () => {
    const group = [
      { ...had('a', ['t'], 't-0 t-1', 4), generationId: 4 },
      { ...had('b', ['t'], 't-0 t-1', 5), generationId: 5 },
      member('c', ['t']),
    ];
    expect(shown(assign(topics({ t: 6 }), group)).b).toBe('t-0 t-1');
  });

  it('prefers the rack of a member to what it had (KIP-881)', () => {
    const group = [
      { ...had('a', ['t'], 't-0 t-1'), rackId: 'A' },
      { ...had('b', ['t'], 't-2 t-3'), rackId: 'B' },
    ];
    expect(shown(assign(topics({ t: ['B', 'A', 'B', 'A'] }), group))).toEqual({ a: 't-1 t-3', b: 't-0 t-2' });
  });
});

describe('sticky, subscribed to unlike topics', () => {
  it('evens out what roundrobin cannot', () => {
    const group = [member('a', ['t0']), member('b', ['t0', 't1']), member('c', ['t0', 't1', 't2'])];
    expect(shown(assign(topics({ t0: 1, t1: 2, t2: 3 }), group))).toEqual({
      a: 't0-0',
      b: 't1-0 t1-1',
      c: 't2-0 t2-1 t2-2',
    });
  });

  it('takes from a member what it no longer subscribes to, and leaves the rest where it was', () => {
    const group = [had('a', ['t0'], 't0-0 t1-0'), had('b', ['t0', 't1'], 't0-1 t1-1')];
    expect(shown(assign(topics({ t0: 2, t1: 2 }), group))).toEqual({ a: 't0-0 t0-1', b: 't1-0 t1-1' });
  });

  it('moves nothing when it would not make the loads more alike', () => {
    const group = [had('a', ['t0', 't1'], 't0-0 t0-1'), had('b', ['t1'], 't1-0')];
    expect(shown(assign(topics({ t0: 2, t1: 1 }), group))).toEqual({ a: 't0-0 t0-1', b: 't1-0' });
  });
});
