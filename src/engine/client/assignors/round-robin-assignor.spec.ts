import { describe, expect, it } from 'vitest';
import { member, shown, topics } from './example-group.ts';
import { roundRobinAssignor } from './round-robin-assignor.ts';

describe('roundrobin', () => {
  it('deals the partitions of all topics out in turn', () => {
    const group = [member('a', ['t0', 't1']), member('b', ['t0', 't1'])];
    expect(shown(roundRobinAssignor.assign(topics({ t0: 3, t1: 3 }), group))).toEqual({
      a: 't0-0 t0-2 t1-1',
      b: 't0-1 t1-0 t1-2',
    });
  });

  it('passes over members that did not subscribe, which can get uneven', () => {
    const group = [member('a', ['t0']), member('b', ['t0', 't1']), member('c', ['t0', 't1', 't2'])];
    expect(shown(roundRobinAssignor.assign(topics({ t0: 1, t1: 2, t2: 3 }), group))).toEqual({
      a: 't0-0',
      b: 't1-0',
      c: 't1-1 t2-0 t2-1 t2-2',
    });
  });
});
