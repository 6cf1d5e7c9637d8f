import { describe, expect, it } from 'vitest';
import type { MemberSubscription } from './assignor.ts';
import { cooperativeStickyAssignor } from './cooperative-sticky-assignor.ts';
import { member, partitions, shown, topics } from './example-group.ts';

const assign: typeof cooperativeStickyAssignor.assign = (...group) =>
  cooperativeStickyAssignor.assign(...group);

function owns(
  memberId: string,
  subscribed: readonly string[],
  names: string,
  generationId = 5,
): MemberSubscription {
  return member(memberId, subscribed, { ownedPartitions: partitions(names), generationId });
}

describe('cooperative-sticky', () => {
  it('gives a partition that changes hands to nobody until its owner has given it up', () => {
    const t = topics({ t: 4 });
    const first = assign(t, [owns('a', ['t'], 't-0 t-1 t-2 t-3'), member('b', ['t'])]);
    expect(shown(first)).toEqual({ a: 't-0 t-1', b: '' });

    const followUp = assign(t, [owns('a', ['t'], 't-0 t-1', 6), owns('b', ['t'], '', 6)]);
    expect(shown(followUp)).toEqual({ a: 't-0 t-1', b: 't-2 t-3' });
  });

  it('gives what nobody owns at once', () => {
    expect(shown(assign(topics({ t: 4 }), [owns('a', ['t'], 't-0 t-1'), member('b', ['t'])]))).toEqual({
      a: 't-0 t-1',
      b: 't-2 t-3',
    });
  });

  it('withholds in the general case too', () => {
    const group = [owns('a', ['t0', 't1'], 't0-0 t0-1 t1-0 t1-1'), member('b', ['t1'])];
    expect(shown(assign(topics({ t0: 2, t1: 2 }), group))).toEqual({ a: 't0-0 t0-1', b: '' });
  });

  it('takes a partition from both of two members that own it in one generation', () => {
    const group = [owns('a', ['t'], 't-0 t-1'), owns('b', ['t'], 't-1 t-2')];
    expect(shown(assign(topics({ t: 3 }), group))).toEqual({ a: 't-0', b: 't-2' });
  });

  it('reads the generation from the user data of a subscription that does not say it', () => {
    const last = { partitions: partitions('t-0 t-1'), generationId: 6 };
    const userData = cooperativeStickyAssignor.subscriptionUserData(last);
    const newer = member('b', ['t'], { ownedPartitions: last.partitions, userData });
    const older = owns('a', ['t'], 't-0 t-1', 5);
    expect(shown(assign(topics({ t: 4 }), [older, newer])).b).toBe('t-0 t-1');
  });
});
