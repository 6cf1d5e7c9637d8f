import { describe, expect, it } from 'vitest';
import { partitionFor } from './offsets-topic.ts';

describe('the partition of a group', () => {
  it("is Java's hash of its id, without sign, modulo the partitions", () => {
    expect(partitionFor('', 50)).toBe(0);
    expect(partitionFor('a', 50)).toBe(97 % 50);
    expect(partitionFor('my-group', 50)).toBe(12);
  });

  it("is 0 for the one hash that has no positive, as 'polygenelubricants' has", () => {
    expect(partitionFor('polygenelubricants', 50)).toBe(0);
  });
});
