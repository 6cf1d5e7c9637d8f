import { describe, expect, it } from 'vitest';
import { bytes, count, duration, moment, rateLabel, tickLabel } from './format.ts';

const units = {
  milliseconds: '{n} ms',
  seconds: '{n} s',
  minutes: '{n} min',
  hours: '{n} h',
  days: '{n} d',
};

describe('times', () => {
  it('a moment keeps its milliseconds until hours drown them', () => {
    expect(moment(18_640_000, units)).toBe('18.640 s');
    expect(moment(2_431_999, units)).toBe('2.431 s');
    expect(moment(125_300_000, units)).toBe('2 min 05.300 s');
    expect(moment(3_725_000_000, units)).toBe('1 h 02 min 05 s');
    expect(moment(90_060_000_000, units)).toBe('1 d 1 h 01 min');
  });

  it('a duration is at most two units', () => {
    expect(duration(2.4, units)).toBe('2.4 ms');
    expect(duration(350, units)).toBe('350 ms');
    expect(duration(9000, units)).toBe('9 s');
    expect(duration(45_000, units)).toBe('45 s');
    expect(duration(300_000, units)).toBe('5 min');
    expect(duration(5_400_000, units)).toBe('1 h 30 min');
    expect(duration(604_800_000, units)).toBe('7 d');
  });

  it('ticks have the digits that tell them apart', () => {
    expect(tickLabel(5_000_000, 5_000_000, units)).toBe('5 s');
    expect(tickLabel(2_250_000, 250_000, units)).toBe('2.3 s');
    expect(tickLabel(2_010_000, 10_000, units)).toBe('2.01 s');
    expect(tickLabel(300_000_000, 60_000_000, units)).toBe('5 min');
  });
});

it('a rate reads as a fraction below one', () => {
  expect([0.004, 0.5, 0.6, 0.91, 1, 1.5, 20, 1000, 1 / 333, 1 / 1000].map(rateLabel)).toEqual([
    '1/250×',
    '1/2×',
    '0.6×',
    '0.9×',
    '1×',
    '1.5×',
    '20×',
    '1000×',
    '1/330×',
    '1/1000×',
  ]);
});

it('counts are grouped, bytes are in powers of 1024', () => {
  expect([7, 1284, 1_000_000].map(count)).toEqual(['7', '1\u202f284', '1\u202f000\u202f000']);
  expect([100, 16_384, 1_048_576, 1_500_000].map(bytes)).toEqual(['100 B', '16 KiB', '1 MiB', '1.4 MiB']);
});
