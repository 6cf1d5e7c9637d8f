import { describe, expect, it } from 'vitest';
import { group, member, shown, topicId, topics } from './example-group.ts';
import { simpleAssignor } from './simple-assignor.ts';

const assign = (...asked: Parameters<typeof simpleAssignor.assign>) => shown(simpleAssignor.assign(...asked));

describe('simple, all subscribed alike', () => {
  it('divides the partitions when there are at least as many as members', () => {
    const members = group({ a: member('t0'), b: member('t0') });
    expect(assign(members, topics({ t0: 4 }))).toEqual({ a: 't0-0 t0-2', b: 't0-1 t0-3' });
  });

  it('gives a partition to several members when there are more members', () => {
    const members = group({ a: member('t0'), b: member('t0'), c: member('t0'), d: member('t0') });
    expect(assign(members, topics({ t0: 2 }))).toEqual({ a: 't0-0', b: 't0-0', c: 't0-1', d: 't0-1' });
  });

  it('takes no more from a member than it has beyond its share', () => {
    const members = group({ a: member('t0', 't0-0 t0-1 t0-2 t0-3'), b: member('t0') });
    expect(assign(members, topics({ t0: 4 }))).toEqual({ a: 't0-2 t0-3', b: 't0-0 t0-1' });
  });

  it('members leave: the partitions that nobody has any more are shared out', () => {
    const members = group({ a: member('t0', 't0-0'), d: member('t0', 't0-0') });
    expect(assign(members, topics({ t0: 2 }))).toEqual({ a: 't0-1', d: 't0-0' });
  });

  it('takes topics away that the group is not subscribed to any more', () => {
    expect(assign(group({ a: member('t1', 't0-0') }), topics({ t0: 1, t1: 1 }))).toEqual({ a: 't1-0' });
    expect(assign(group({ a: member('', 't0-0') }), topics({ t0: 1 }))).toEqual({ a: '' });
  });

  it('gives nobody a partition whose share state is not initialized', () => {
    const members = group({ a: member('t0 t1') });
    const assignablePartitions = new Map([[topicId('t0'), new Set([1])]]);
    expect(assign({ ...members, assignablePartitions }, topics({ t0: 2, t1: 1 }))).toEqual({ a: 't0-1' });
  });

  it('has nothing to say of a group without members', () => {
    expect(assign(group({}), topics({ t0: 1 }))).toEqual({});
  });
});

describe('simple, subscribed unlike', () => {
  it('shares out each topic by itself', () => {
    const members = group({ a: member('t0 t1'), b: member('t0'), c: member('t1') });
    expect(assign(members, topics({ t0: 2, t1: 1 }))).toEqual({ a: 't0-0 t1-0', b: 't0-1', c: 't1-0' });
  });

  it('takes a topic away from a member that has unsubscribed', () => {
    const members = group({ a: member('t1', 't0-0'), b: member('t0 t1', 't1-0') });
    expect(assign(members, topics({ t0: 1, t1: 1 }))).toEqual({ a: 't1-0', b: 't0-0 t1-0' });
  });

  it('leaves a topic with its members when nobody at all is subscribed to it any more', () => {
    const members = group({ a: member('t1', 't0-0'), b: member('t1 t2') });
    expect(assign(members, topics({ t0: 1, t1: 2, t2: 1 }))).toEqual({ a: 't0-0 t1-0', b: 't1-1 t2-0' });
  });
});
