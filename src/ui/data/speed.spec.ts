import { expect, it } from 'vitest';
import { fittingSpeed } from './speed.ts';

const events = (count: number, everyMs: number) =>
  Array.from({ length: count }, (_, index) => ({ key: null, timeMs: index * everyMs, value: '', valueBytes: 0 }));

it('brings data to some eight records a second', () => {
  expect(fittingSpeed(events(100, 1000))).toBe(8);
  expect(fittingSpeed(events(100, 86_400_000))).toBe(700_000);
  expect(fittingSpeed(events(1000, 10))).toBe(0.08);
  expect(fittingSpeed([])).toBe(1);
});
