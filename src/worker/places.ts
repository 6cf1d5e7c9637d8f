/** Where things stand in the structure shown, as anchors of flights: -1 for what is not in the picture. */
import { brokerNode } from '../engine/node.ts';
import { anchor } from '../view/frame.ts';
import type { Structure } from '../view/structure.ts';

export interface Places {
  producer(name: string): number;
  consumer(name: string): number;
  group(id: string): number;
  broker(node: string): number;
  /** The group of a consumer. */
  groupOf(consumer: string): number;
  row(topic: string, partition: number): number;
}

export function placesOf(structure: Structure): Places {
  const producers = indexBy(structure.producers.map(({ name }) => name));
  const consumers = indexBy(structure.consumers.map(({ name }) => name));
  const groups = indexBy(structure.groups.map(({ id }) => id));
  const brokers = indexBy(structure.brokers.map(({ id }) => brokerNode(id)));
  const topics = new Map(structure.topics.map((topic) => [topic.name, topic]));
  const at = (kind: 'producer' | 'consumer' | 'group' | 'broker', index: number | undefined): number =>
    index === undefined ? -1 : anchor(kind, index);
  return {
    producer: (name) => at('producer', producers.get(name)),
    consumer: (name) => at('consumer', consumers.get(name)),
    group: (id) => at('group', groups.get(id)),
    broker: (node) => at('broker', brokers.get(node)),
    groupOf(consumer) {
      const group = structure.consumers[consumers.get(consumer) ?? -1]?.group;
      return group ? at('group', groups.get(group)) : -1;
    },
    row(topic, partition) {
      const card = topics.get(topic);
      return card && partition < card.partitions ? anchor('row', card.firstRow + partition) : -1;
    },
  };
}

function indexBy(names: readonly string[]): Map<string, number> {
  return new Map(names.map((name, index) => [name, index]));
}
