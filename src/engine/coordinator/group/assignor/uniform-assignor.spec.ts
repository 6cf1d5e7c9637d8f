import { describe, expect, it } from 'vitest';
import { group, member, shown, topics } from './example-group.ts';
import { uniformAssignor } from './uniform-assignor.ts';

const assign = (...asked: Parameters<typeof uniformAssignor.assign>) =>
  shown(uniformAssignor.assign(...asked));

describe('uniform, all subscribed alike', () => {
  it('gives all members as many, over all topics together', () => {
    const members = group({ a: member('t0 t1'), b: member('t0 t1') });
    expect(assign(members, topics({ t0: 1, t1: 3 }))).toEqual({ a: 't0-0 t1-0', b: 't1-1 t1-2' });
  });

  it('a member joins: everybody gives up what is beyond its quota, and nothing else moves', () => {
    const members = group({
      a: member('t0', 't0-0 t0-1 t0-2'),
      b: member('t0', 't0-3 t0-4 t0-5'),
      c: member('t0'),
    });
    expect(assign(members, topics({ t0: 6 }))).toEqual({ a: 't0-0 t0-1', b: 't0-3 t0-4', c: 't0-2 t0-5' });
  });

  it('a member leaves: the others keep what they have and divide the rest', () => {
    const members = group({ a: member('t0', 't0-0 t0-1'), b: member('t0', 't0-3 t0-4') });
    expect(assign(members, topics({ t0: 6 }))).toEqual({ a: 't0-0 t0-1 t0-2', b: 't0-3 t0-4 t0-5' });
  });

  it('leaves an odd partition with the member that has it, whoever comes first', () => {
    const members = group({ a: member('t0', 't0-0'), b: member('t0', 't0-1 t0-2') });
    expect(assign(members, topics({ t0: 3 }))).toEqual({ a: 't0-0', b: 't0-1 t0-2' });
  });

  it('gives an odd partition that nobody has to a member that has no more members after it', () => {
    const members = group({ a: member('t0', 't0-0'), b: member('t0', 't0-1') });
    expect(assign(members, topics({ t0: 3 }))).toEqual({ a: 't0-0', b: 't0-1 t0-2' });
  });

  it('takes topics away that the group is not subscribed to any more', () => {
    const members = group({ a: member('t1', 't0-0'), b: member('t1', 't0-1') });
    expect(assign(members, topics({ t0: 2, t1: 2 }))).toEqual({ a: 't1-0', b: 't1-1' });
    expect(assign(group({ a: member('', 't0-0') }), topics({ t0: 1 }))).toEqual({ a: '' });
  });

  it('has nothing to say of a group without members', () => {
    expect(assign(group({}), topics({ t0: 1 }))).toEqual({});
  });
});

describe('uniform, subscribed unlike', () => {
  it('gives a partition to the least loaded of its subscribers', () => {
    const members = group({ a: member('t0'), b: member('t0 t1') });
    expect(assign(members, topics({ t0: 2, t1: 1 }))).toEqual({ a: 't0-0 t0-1', b: 't1-0' });
  });

  it('begins with the topic that has most partitions for each subscriber', () => {
    const members = group({ a: member('t0 t1'), b: member('t1') });
    expect(assign(members, topics({ t0: 2, t1: 2 }))).toEqual({ a: 't0-0 t0-1', b: 't1-0 t1-1' });
  });

  it('leaves members what they have and are still subscribed to', () => {
    const members = group({ a: member('t0 t1', 't0-1 t1-0'), b: member('t0', 't0-0 t1-1') });
    expect(assign(members, topics({ t0: 2, t1: 1 }))).toEqual({ a: 't0-1 t1-0', b: 't0-0' });
  });

  it('moves partitions from the most to the least loaded subscribers, the last partitions first', () => {
    const members = group({ a: member('t0 t1', 't0-0 t0-1 t0-2 t0-3'), b: member('t0') });
    expect(assign(members, topics({ t0: 4, t1: 1 }))).toEqual({
      a: 't0-0 t0-1 t1-0',
      b: 't0-2 t0-3',
    });
  });

  it('does not move more than the loads gain by', () => {
    const members = group({ a: member('t0', 't0-0 t0-1'), b: member('t0 t1', 't0-2') });
    expect(assign(members, topics({ t0: 3, t1: 0 }))).toEqual({ a: 't0-0 t0-1', b: 't0-2' });
  });

  it('looks at one topic at a time, so that over a chain of topics the ends can be further apart', () => {
    const members = group({
      a: member('t0', 't0-0'),
      b: member('t0 t1', 't0-1 t1-0'),
      c: member('t1', 't1-1 t1-2 t1-3'),
    });
    expect(assign(members, topics({ t0: 2, t1: 4 }))).toEqual({
      a: 't0-0',
      b: 't0-1 t1-0',
      c: 't1-1 t1-2 t1-3',
    });
  });

  it('comes back to a topic after another one has changed the loads', () => {
    const members = group({
      a: member('t0'),
      b: member('t0 t1', 't0-0 t0-1'),
      c: member('t1', 't1-0 t1-1 t1-2 t1-3 t1-4 t1-5'),
    });
    expect(assign(members, topics({ t0: 2, t1: 6 }))).toEqual({
      a: 't0-0 t0-1',
      b: 't1-3 t1-4 t1-5',
      c: 't1-0 t1-1 t1-2',
    });
  });
});
