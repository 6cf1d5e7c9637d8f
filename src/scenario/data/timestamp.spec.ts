import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseTimestamp } from './timestamp.ts';

describe('a time in a file', () => {
  it.each([
    ['1970-01-01', 0],
    ['1990-01-08', 631_756_800_000],
    ['2024-02-29', 1_709_164_800_000],
    ['2026-01-01T00:00:00Z', 1_767_225_600_000],
    ['2026-01-01 00:00:00.250', 1_767_225_600_250],
    ['2026-01-01T09:00+09:00', 1_767_225_600_000],
    ['2025-12-31T19:00:00-0500', 1_767_225_600_000],
    ['2026/01/01 00:00', 1_767_225_600_000],
    ['1/1/2026 0:00', 1_767_225_600_000],
    ['12/31/2025 11:59 PM', 1_767_225_540_000],
    ['1/1/2026 12:00 AM', 1_767_225_600_000],
    ['1767225600', 1_767_225_600_000],
    ['1767225600.5', 1_767_225_600_500],
    ['1767225600000', 1_767_225_600_000],
    [' 2026-01-01 ', 1_767_225_600_000],
  ])('%s', (text, ms) => expect(parseTimestamp(text)).toBe(ms));

  it.each([
    '',
    'soon',
    '2023-02-29',
    '2026-13-01',
    '2026-01-01T24:00',
    '13/1/2026',
    '1/1/2026 13:00 PM',
    '2026-1/1',
  ])('not %s', (text) => expect(parseTimestamp(text)).toBeNull());

  it('reads ISO 8601 as every machine does', () => {
    fc.assert(
      fc.property(
        fc.date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true }),
        (date) => {
          expect(parseTimestamp(date.toISOString())).toBe(date.getTime());
        },
      ),
    );
  });
});
