import { expect, it } from 'vitest';
import { BROKER_CONFIGS } from './broker-config.ts';
import { CONSUMER_CONFIGS } from './consumer-config.ts';
import { kafkaConfig } from './kafka-configs.ts';
import { OTHER_BROKER_CONFIGS } from './other-broker-configs.ts';
import { OTHER_CONSUMER_CONFIGS } from './other-consumer-configs.ts';
import { OTHER_PRODUCER_CONFIGS } from './other-producer-configs.ts';
import { OTHER_TOPIC_CONFIGS } from './other-topic-configs.ts';
import { PRODUCER_CONFIGS } from './producer-config.ts';
import { TOPIC_CONFIGS } from './topic-config.ts';

it.each([
  ['topic', TOPIC_CONFIGS, OTHER_TOPIC_CONFIGS],
  ['broker', BROKER_CONFIGS, OTHER_BROKER_CONFIGS],
  ['producer', PRODUCER_CONFIGS, OTHER_PRODUCER_CONFIGS],
  ['consumer', CONSUMER_CONFIGS, OTHER_CONSUMER_CONFIGS],
])('no %s config is defined twice', (_scope, obeyed, others) => {
  expect(Object.keys(obeyed).filter((name) => Object.hasOwn(others, name))).toEqual([]);
});

it('knows no config by a name that Kafka has not', () => {
  expect(kafkaConfig('topic', 'Retention.ms')).toBeUndefined();
  expect(kafkaConfig('topic', 'toString')).toBeUndefined();
});
