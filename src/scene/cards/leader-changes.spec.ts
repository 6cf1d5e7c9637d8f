import { expect, it } from 'vitest';
import type { Structure } from '../../view/structure.ts';
import { fakeStructure } from '../testing/fake-frame.ts';
import { leaderChanges } from './leader-changes.ts';

const before = fakeStructure({ partitions: 3 });
const led = (...leaders: number[]): Structure => ({
  ...before,
  rows: before.rows.map((row, index) => ({ ...row, leader: leaders[index]! })),
});

it('tells which partitions another broker leads', () => {
  expect(leaderChanges(led(1, 2, 3), led(2, 2, 3))).toEqual([{ row: 0, from: 1, to: 2 }]);
});

it('a partition that lost its leader has not moved; one that got one again has', () => {
  expect(leaderChanges(led(1, 2, 3), led(-1, 2, 3))).toEqual([]);
  expect(leaderChanges(led(-1, 2, 3), led(2, 2, 3))).toEqual([{ row: 0, from: -1, to: 2 }]);
});

it('nothing moved before the first structure, nor on partitions that are new', () => {
  expect(leaderChanges(null, before)).toEqual([]);
  expect(leaderChanges(before, fakeStructure({ partitions: 5 }))).toEqual([]);
});
