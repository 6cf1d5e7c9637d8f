import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { marks } from '../../i18n/marks.en.ts';
import type { Mark } from '../../view/codes.ts';
import { sayMark } from '../time/say-mark.ts';
import { createSpeaker } from './speaker.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const mark = (broker: number): Mark => ({
  atUs: 0,
  kind: 'broker-stopped',
  author: 'cluster',
  params: { broker, how: 'kill' },
});

it('says what happens, merged, at most once in two seconds', () => {
  const said: [number, string][] = [];
  const speaker = createSpeaker((words) => said.push([Math.round(performance.now()), words]));
  speaker.hear([mark(1), mark(2)], marks);
  vi.advanceTimersByTime(100);
  for (let broker = 3; broker <= 9; broker++) speaker.hear([mark(broker)], marks);
  vi.advanceTimersByTime(1000);
  expect(said.map(([, words]) => words)).toEqual(['Broker 1 was killed. Broker 2 was killed.']);
  vi.advanceTimersByTime(2000);
  expect(said[1]?.[1]).toBe('Broker 3 was killed. Broker 4 was killed. Broker 5 was killed. and 4 more.');
  expect(said[1]![0] - said[0]![0]).toBeGreaterThanOrEqual(2000);
  speaker.hear([], marks);
  vi.advanceTimersByTime(5000);
  expect(said).toHaveLength(2);
});

it('swallows other things before what you did', () => {
  const said: string[] = [];
  const speaker = createSpeaker((words) => said.push(words));
  const yours: Mark = {
    atUs: 0,
    kind: 'action',
    author: 'you',
    params: { do: 'moveConsumer', consumer: 'Bob', group: 'billing' },
  };
  speaker.hear([mark(1), mark(2), mark(3), mark(4), yours], marks);
  vi.advanceTimersByTime(100);
  expect(said).toEqual([`Broker 1 was killed. Broker 2 was killed. ${sayMark(yours, marks)}. and 2 more.`]);
});
