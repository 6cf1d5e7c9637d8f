/** What commits of offsets, in a transaction or not, are answered for partitions that don't exist: each by itself. */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { topicByName } from '../../controller/metadata-image.ts';

interface CommittedTopic {
  readonly name: string;
  readonly partitions: readonly { readonly partitionIndex: number }[];
}

interface CheckedTopics {
  readonly throttleTimeMs: number;
  readonly topics: readonly {
    readonly name: string;
    readonly partitions: readonly { readonly partitionIndex: number; readonly errorCode: ErrorCode }[];
  }[];
}

/** The answer as far as this broker's metadata gives it: NONE or UNKNOWN_TOPIC_OR_PARTITION. */
export function checkPartitions(
  broker: BrokerNode,
  { topics }: { readonly topics: readonly CommittedTopic[] },
): CheckedTopics {
  const checked = topics.map(({ name, partitions }) => {
    const topic = topicByName(broker.disk.image, name);
    return {
      name,
      partitions: partitions.map(({ partitionIndex }) => ({
        partitionIndex,
        errorCode: topic?.partitions[partitionIndex] ? Errors.NONE : Errors.UNKNOWN_TOPIC_OR_PARTITION,
      })),
    };
  });
  return { throttleTimeMs: 0, topics: checked };
}
