import { expect, it } from 'vitest';
import { RATE_STEPS, rateOf, stepOf } from './rate-scale.ts';

it('runs from 1/1000 to 1000, with real time in the middle', () => {
  expect([rateOf(0), rateOf(RATE_STEPS / 2), rateOf(RATE_STEPS)]).toEqual([0.001, 1, 1000]);
});

it('leads from every step to its rate and back', () => {
  for (let step = 0; step <= RATE_STEPS; step++) expect(stepOf(rateOf(step))).toBe(step);
});
