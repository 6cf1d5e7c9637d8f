/** Consumer groups know topics by their ids, the classic protocol by their names: from one to the other. */
import { compareTopicPartitions, type TopicPartition } from '../../../client/topic-partition.ts';
import { type MetadataImage, topicByName } from '../../../controller/metadata-image.ts';

/** Topics that are no more are left out. */
export function toTopicPartitions(
  image: MetadataImage,
  byTopicId: Iterable<readonly [topicId: string, partitions: Iterable<number>]>,
): TopicPartition[] {
  const named = Array.from(byTopicId, ([topicId, partitions]) => {
    const topic = image.topics.get(topicId);
    return topic ? Array.from(partitions, (partition) => ({ topic: topic.name, partition })) : [];
  });
  return named.flat().sort(compareTopicPartitions);
}

/** Topics that nobody knows are left out. */
export function toTopicIds(
  image: MetadataImage,
  partitions: readonly TopicPartition[],
): Map<string, number[]> {
  const byTopicId = new Map<string, number[]>();
  for (const { topic, partition } of partitions) {
    const topicId = topicByName(image, topic)?.topicId;
    if (topicId === undefined) continue;
    const ofTopic = byTopicId.get(topicId);
    if (ofTopic) ofTopic.push(partition);
    else byTopicId.set(topicId, [partition]);
  }
  return byTopicId;
}
