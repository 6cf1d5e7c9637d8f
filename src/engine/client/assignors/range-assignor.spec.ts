import { describe, expect, it } from 'vitest';
import { member, shown, topics } from './example-group.ts';
import { rangeAssignor } from './range-assignor.ts';

const assign: typeof rangeAssignor.assign = (...group) => rangeAssignor.assign(...group);

describe('range', () => {
  it('gives each member one range of each topic, the first members one partition more', () => {
    const group = [member('a', ['t0', 't1']), member('b', ['t0', 't1'])];
    expect(shown(assign(topics({ t0: 3, t1: 3 }), group))).toEqual({
      a: 't0-0 t0-1 t1-0 t1-1',
      b: 't0-2 t1-2',
    });
  });

  it('leaves later members without any when there are too few partitions', () => {
    const group = [member('a', ['t']), member('b', ['t']), member('c', ['t'])];
    expect(shown(assign(topics({ t: 2 }), group))).toEqual({ a: 't-0', b: 't-1', c: '' });
  });

  it('divides a topic among those who subscribed to it, and a topic that does not exist among none', () => {
    const group = [member('a', ['t0', 'gone']), member('b', ['t0', 't1'])];
    expect(shown(assign(topics({ t0: 2, t1: 2 }), group))).toEqual({ a: 't0-0', b: 't0-1 t1-0 t1-1' });
  });

  it('orders static members by instance id, before dynamic ones', () => {
    const group = [
      member('a', ['t']),
      member('b', ['t'], { groupInstanceId: 'z' }),
      member('c', ['t'], { groupInstanceId: 'y' }),
    ];
    expect(shown(assign(topics({ t: 3 }), group))).toEqual({ c: 't-0', b: 't-1', a: 't-2' });
  });
});

describe('range with racks (KIP-881)', () => {
  const group = [member('a', ['t0', 't1'], { rackId: 'B' }), member('b', ['t0', 't1'], { rackId: 'A' })];

  it('prefers partitions with a replica in the rack of the member, within its quota', () => {
    expect(shown(assign(topics({ t0: ['A', 'A', 'B', 'A'] }), group))).toEqual({
      a: 't0-2 t0-3',
      b: 't0-0 t0-1',
    });
  });

  it('keeps topics with as many partitions cut alike', () => {
    const coPartitioned = topics({ t0: ['A', 'B'], t1: ['A', 'B'] });
    expect(shown(assign(coPartitioned, group))).toEqual({ a: 't0-1 t1-1', b: 't0-0 t1-0' });
    const matchingIn = topics({ t0: ['A', 'B'], t1: ['B', 'A'] });
    expect(shown(assign(matchingIn, group))).toEqual({ a: 't0-0 t1-0', b: 't0-1 t1-1' });
  });

  it('takes no notice of racks when every partition is in all of them', () => {
    expect(shown(assign(topics({ t0: ['AB', 'BA'] }), group))).toEqual({ a: 't0-0', b: 't0-1' });
  });
});
