import { describe, expect, it } from 'vitest';
import { compareUuids, uuidHashCode } from './uuid-order.ts';

describe('topic ids', () => {
  it("have Java's hash codes", () => {
    expect(uuidHashCode('AAAAAAAAAAAAAAAAAAAAAA')).toBe(0);
    expect(uuidHashCode('AAAAAAAAAAAAAAAAAAAAAQ')).toBe(1);
    expect(uuidHashCode('GUfyP_yiWCdU5SNPu_1XeQ')).toBe(184409646);
    expect(uuidHashCode('ZUhgPLE6jadq6dNNeVx9QA')).toBe(-943242346);
  });

  it('are ordered by their halves as signed numbers, not as text', () => {
    const ordered = [
      'gAAAAAAAAAAAAAAAAAAAAA', // the first bit of the first half: the least number there is
      '_________________-AAAA',
      'AAAAAAAAAACAAAAAAAAAAA', // the first bit of the second half
      'AAAAAAAAAAAAAAAAAAAAAA',
      'AAAAAAAAAAAAAAAAAAAAAQ',
      'AAAAAAAAAAAAAAAAgAAAAA',
      'AAAAAAAAAAAAAAABAAAAAA',
      'AAAAAQAAAAAAAAAAAAAAAA',
      'f_____________________',
    ];
    expect(ordered.toReversed().sort(compareUuids)).toEqual(ordered);
  });
});
