import { expect, it } from 'vitest';
import type { Mark } from '../../view/codes.ts';
import { withMarks } from './timeline-slice.ts';

const mark = (atUs: number, group = 'billing'): Mark => ({
  atUs,
  kind: 'rebalance',
  author: 'cluster',
  params: { group },
});

it('a stretch that is shown again does not double its marks', () => {
  const known = [mark(1000), mark(2000), mark(3000)];
  expect(withMarks(known, [mark(2000), mark(3000)])).toBe(known);
  expect(withMarks(known, [mark(3000), mark(4000)])).toEqual([...known, mark(4000)]);
});

it('two things at one instant are two, and what is told late takes its place', () => {
  expect(withMarks([mark(1000)], [mark(1000, 'audit')])).toHaveLength(2);
  expect(withMarks([mark(1000), mark(5000)], [mark(3000)]).map(({ atUs }) => atUs)).toEqual([
    1000, 3000, 5000,
  ]);
});
