/** Consumer configs of Kafka 4.3.1 that the engine does not obey (ConsumerConfig). */
import { COMMON_CLIENT_CONFIGS } from './common-client-configs.ts';
import { bool, type ConfigDefs, int, list, nullableString } from './config-def.ts';

export const OTHER_CONSUMER_CONFIGS: ConfigDefs = {
  ...COMMON_CLIENT_CONFIGS,
  'allow.auto.create.topics': bool(true),
  'check.crcs': bool(true),
  'default.api.timeout.ms': int(60_000, { min: 0 }),
  'exclude.internal.topics': bool(true),
  'group.id': nullableString(),
  'interceptor.classes': list([]),
  'internal.throw.on.fetch.stable.offset.unsupported': bool(false),
  'key.deserializer': { type: 'CLASS', default: null },
  'value.deserializer': { type: 'CLASS', default: null },
};
