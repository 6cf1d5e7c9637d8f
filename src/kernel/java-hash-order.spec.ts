import { describe, expect, it } from 'vitest';
import { inHashMapOrder, inTimelineHashMapOrder, stringHashCode } from './java-hash-order.ts';

describe('hash codes', () => {
  it("are Java's", () => {
    expect(stringHashCode('')).toBe(0);
    expect(stringHashCode('hello')).toBe(99162322);
    expect(stringHashCode('polygenelubricants')).toBe(-0x80000000);
  });
});

describe('inHashMapOrder', () => {
  it('is by bucket, and within a bucket as they came', () => {
    // One letter's hash is its code: q is 113, which is 16 more than a, so both are in bucket 1.
    expect(inHashMapOrder(['c', 'q', 'p', 'a'], stringHashCode)).toEqual(['p', 'q', 'a', 'c']);
  });

  it('has more buckets when the map has grown', () => {
    const thirteen = [...'qponmlkjihgfe'];
    expect(inHashMapOrder(thirteen.slice(1), stringHashCode)[0]).toBe('p');
    expect(inHashMapOrder(thirteen, stringHashCode).join('')).toBe('efghijklmnopq');
  });

  it('has as many buckets as the map was made with, rounded up to a power of two', () => {
    expect(inHashMapOrder(['q', 'p', 'a'], stringHashCode, 17)).toEqual(['a', 'p', 'q']);
    expect(inHashMapOrder(['d', 'b', 'a'], stringHashCode, 3)).toEqual(['d', 'a', 'b']);
  });
});

describe('inTimelineHashMapOrder', () => {
  it('is by the highest bits of the hash times the golden ratio', () => {
    expect(inTimelineHashMapOrder(['range', 'uniform'], stringHashCode)).toEqual(['uniform', 'range']);
    expect(inTimelineHashMapOrder(['uniform', 'range'], stringHashCode)).toEqual(['uniform', 'range']);
  });

  it('is backwards within a slot', () => {
    expect(inTimelineHashMapOrder(['member-B-1', 'member-C-1'], stringHashCode)).toEqual([
      'member-C-1',
      'member-B-1',
    ]);
  });
});
