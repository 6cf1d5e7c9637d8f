import { expect, it } from 'vitest';
import { topicPartitionHashCode } from './topic-partition.ts';

it("a partition's hash code is Java's", () => {
  expect(topicPartitionHashCode({ topic: 'a', partition: 1 })).toBe(31 * 32 + 97);
});
