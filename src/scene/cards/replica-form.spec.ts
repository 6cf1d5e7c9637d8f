import { expect, it } from 'vitest';
import { replicaForm } from './replica-form.ts';

const alike = (count: number, width: number): number[] => Array.from({ length: count }, () => width);

it('replicas are chips as long as they fit in two lines, then a number', () => {
  expect([5, 7, 14, 15].map((count) => replicaForm(alike(count, 12), 148))).toEqual([
    'normal',
    'small',
    'two-lines',
    'count',
  ]);
  expect(replicaForm(alike(6, 13.5), 154), 'P0 to P5, on a stage 1440 wide').toBe('normal');
  expect(replicaForm([], 148)).toBe('count');
});

it('long names take the room that they take', () => {
  expect(replicaForm(alike(2, 50), 148)).toBe('normal');
  expect(replicaForm(alike(4, 50), 148)).toBe('two-lines');
  expect(replicaForm(alike(6, 50), 148)).toBe('count');
});
