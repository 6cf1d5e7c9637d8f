/** Every config of a topic, those that the engine obeys and the others: a new topic is told all of them. */
import type { ConfigDefs } from './config-def.ts';
import { OTHER_TOPIC_CONFIGS } from './other-topic-configs.ts';
import { TOPIC_CONFIGS } from './topic-config.ts';

export const ALL_TOPIC_CONFIGS: ConfigDefs = { ...OTHER_TOPIC_CONFIGS, ...TOPIC_CONFIGS };
