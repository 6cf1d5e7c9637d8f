import { expect, it } from 'vitest';
import { shortDuration } from './format.ts';
import { fillIn } from './painter-words.ts';

const units = { seconds: '{n} s', minutes: '{n} min', hours: '{n} h', days: '{n} d' };

it.each([
  [0, '0 s'],
  [40, '0.1 s'],
  [1950, '2.0 s'],
  [8001, '9 s'],
  [119_000, '119 s'],
  [120_001, '2 min'],
  [7 * 86_400_000 + 300_000, '7 d'],
  [5 * 3_600_000, '5 h'],
  [7 * 86_400_000, '7 d'],
])('%i ms: %s', (ms, text) => {
  expect(shortDuration(ms, units)).toBe(text);
});

it('leaves what it has no value for as it is', () => {
  expect(fillIn('{name}: {n}', { n: 3 })).toBe('{name}: 3');
});
