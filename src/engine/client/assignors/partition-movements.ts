import { inHashMapOrder } from '../../../kernel/java-hash-order.ts';
import { type TopicPartition, topicPartitionHashCode } from '../topic-partition.ts';

interface Movement {
  readonly from: string;
  readonly to: string;
}

/**
 * Where partitions went while balancing, so that two members don't swap partitions of one topic: the second
 * movement would undo the first with another partition, and both would be moved for nothing
 * (`AbstractStickyAssignor.PartitionMovements`).
 */
export class PartitionMovements {
  private readonly movements = new Map<TopicPartition, Movement>();

  /** Notes that the partition goes from one member to another; back to where it began is no movement. */
  move(partition: TopicPartition, from: string, to: string): void {
    const origin = this.movements.get(partition)?.from ?? from;
    this.movements.delete(partition);
    if (origin !== to) this.movements.set(partition, { from: origin, to });
  }

  /**
   * Which partition to move instead of this one, going from `from` to `to`: one of the same topic that went
   * the other way before, if there is any, which sends that one home.
   */
  partitionToMove(partition: TopicPartition, from: string, to: string): TopicPartition {
    const origin = this.movements.get(partition)?.from ?? from;
    const reverse = [...this.movements.keys()].filter((moved) => {
      const movement = this.movements.get(moved)!;
      return moved.topic === partition.topic && movement.from === to && movement.to === origin;
    });
    return inHashMapOrder(reverse, topicPartitionHashCode)[0] ?? partition;
  }
}
