import { expect, it } from 'vitest';
import { fakeStructure } from '../testing/fake-frame.ts';
import { chipTextsOf } from './chip-texts.ts';

it('partitions of the only topic are P0, P1, …', () => {
  expect(chipTextsOf(fakeStructure({ partitions: 3 }))).toEqual(['P0', 'P1', 'P2']);
});

it('with several topics, each has its shortest distinct beginning', () => {
  const structure = fakeStructure({ partitions: 3, topics: 3 });
  const named = (...names: string[]) => ({
    ...structure,
    topics: structure.topics.map((topic, index) => ({ ...topic, name: names[index]! })),
  });
  expect(chipTextsOf(named('orders', 'payments', 'clicks'))).toEqual(['o-0', 'p-0', 'c-0']);
  expect(chipTextsOf(named('pay', 'payments', 'prices'))).toEqual(['pay-0', 'paym-0', 'pr-0']);
  expect(chipTextsOf(named('orders-eu', 'orders-us', 'clicks'))).toEqual(['eu-0', 'us-0', 'c-0']);
  expect(chipTextsOf(named('orders-eu', 'orders-us', 'refunds-eu'))).toEqual(['eu-0', 'us-0', 'r-0']);
  // Last words that say nothing apart are of no use.
  expect(chipTextsOf(named('orders-a-x', 'orders-b-x', 'pay'))).toEqual(['orders-a-0', 'orders-b-0', 'p-0']);
});
