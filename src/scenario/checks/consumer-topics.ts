/** The topics and partitions that a consumer names. */
import { pathOf, type ScenarioError } from '../errors.ts';
import type { ConsumerDocument } from '../schema-parts.ts';
import { checkNamedTopic, checkPartition, type World } from './world.ts';

export function checkConsumerTopics(world: World, consumer: ConsumerDocument, path: string): ScenarioError[] {
  const errors: ScenarioError[] = [];
  for (const [index, topic] of (consumer.topics ?? []).entries())
    errors.push(...checkNamedTopic(world, topic, pathOf(path, 'topics', index)));
  for (const [index, { topic, partitions }] of (consumer.assign ?? []).entries()) {
    const place = pathOf(path, 'assign', index);
    errors.push(...checkNamedTopic(world, topic, pathOf(place, 'topic')));
    for (const [number, partition] of partitions.entries())
      errors.push(...checkPartition(world, topic, partition, pathOf(place, 'partitions', number)));
  }
  if (consumer.forwards)
    errors.push(...checkNamedTopic(world, consumer.forwards.topic, pathOf(path, 'forwards.topic')));
  return errors;
}
