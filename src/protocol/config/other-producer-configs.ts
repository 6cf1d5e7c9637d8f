/** Producer configs of Kafka 4.3.1 that the engine does not obey (ProducerConfig). */
import { COMMON_CLIENT_CONFIGS } from './common-client-configs.ts';
import { COMPRESSION_LEVELS } from './compression-levels.ts';
import { bool, type ConfigDefs, int, list, long } from './config-def.ts';

export const OTHER_PRODUCER_CONFIGS: ConfigDefs = {
  ...COMMON_CLIENT_CONFIGS,
  ...COMPRESSION_LEVELS,
  'interceptor.classes': list([]),
  'key.serializer': { type: 'CLASS', default: null },
  'metadata.max.idle.ms': long(300_000, { min: 5000 }),
  'partitioner.class': { type: 'CLASS', default: null },
  'receive.buffer.bytes': int(32_768, { min: -1 }),
  'transaction.two.phase.commit.enable': bool(false),
  'value.serializer': { type: 'CLASS', default: null },
};
