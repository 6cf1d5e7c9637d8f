import { describe, expect, it } from 'vitest';
import { group, member, shown, topics } from './example-group.ts';
import { rangeAssignor } from './range-assignor.ts';

const assign = (...asked: Parameters<typeof rangeAssignor.assign>) => shown(rangeAssignor.assign(...asked));

describe('range', () => {
  it('cuts each topic into one range for each member, the first members getting one more', () => {
    const members = group({ a: member('t0 t1'), b: member('t0 t1') });
    expect(assign(members, topics({ t0: 3, t1: 4 }))).toEqual({
      a: 't0-0 t0-1 t1-0 t1-1',
      b: 't0-2 t1-2 t1-3',
    });
  });

  it('cuts topics with as many partitions and the same subscribers alike (co-partitioning)', () => {
    const members = group({ a: member('t0 t1 t2'), b: member('t0 t1'), c: member('t0 t1') });
    expect(assign(members, topics({ t0: 3, t1: 3, t2: 1 }))).toEqual({
      a: 't0-0 t1-0 t2-0',
      b: 't0-1 t1-1',
      c: 't0-2 t1-2',
    });
  });

  it('leaves later members without any when there are too few partitions', () => {
    const members = group({ a: member('t0'), b: member('t0'), c: member('t0') });
    expect(assign(members, topics({ t0: 2 }))).toEqual({ a: 't0-0', b: 't0-1', c: '' });
  });

  it('orders static members by instance id, before dynamic ones', () => {
    const members = group({ a: member('t0'), b: member('t0', '', 'z'), c: member('t0', '', 'y') });
    expect(assign(members, topics({ t0: 3 }))).toEqual({ a: 't0-2', b: 't0-1', c: 't0-0' });
  });

  it('gives a static member that came back under another id what it had', () => {
    const before = group({ a: member('t0', '', 'x'), b: member('t0') });
    expect(assign(before, topics({ t0: 2 }))).toEqual({ a: 't0-0', b: 't0-1' });
    const after = group({ b: member('t0', 't0-1'), z: member('t0', 't0-0', 'x') });
    expect(assign(after, topics({ t0: 2 }))).toEqual({ b: 't0-1', z: 't0-0' });
  });

  it('takes no notice of what members had', () => {
    const members = group({ a: member('t0', 't0-1'), b: member('t0', 't0-0') });
    expect(assign(members, topics({ t0: 2 }))).toEqual({ a: 't0-0', b: 't0-1' });
  });

  it('refuses a topic that does not exist', () => {
    expect(() => assign(group({ a: member('t0') }), topics({}))).toThrow('t0');
  });
});
