/** `__consumer_offsets`: which of its partitions a group's records go to. */
import { stringHashCode } from '../../../kernel/java-hash-order.ts';

export const OFFSETS_TOPIC = '__consumer_offsets';

/** `Utils.abs(groupId.hashCode()) % numPartitions`, where Java's one integer without a positive gives 0. */
export function partitionFor(groupId: string, numPartitions: number): number {
  const hash = stringHashCode(groupId);
  return (hash === -0x8000_0000 ? 0 : Math.abs(hash)) % numPartitions;
}
