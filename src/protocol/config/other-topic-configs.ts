/** Topic configs of Kafka 4.3.1 that the engine does not obey (LogConfig): they may be set, and are told of. */
import { COMPRESSION_LEVELS } from './compression-levels.ts';
import { bool, type ConfigDefs, FOR_EVER, list, long } from './config-def.ts';

export const OTHER_TOPIC_CONFIGS: ConfigDefs = {
  ...COMPRESSION_LEVELS,
  'flush.messages': long(FOR_EVER, { min: 1 }),
  'flush.ms': long(FOR_EVER, { min: 0 }),
  'follower.replication.throttled.replicas': list([]),
  'leader.replication.throttled.replicas': list([]),
  'local.retention.bytes': long(-2, { min: -2 }),
  'local.retention.ms': long(-2, { min: -2 }),
  preallocate: bool(false),
  'remote.log.copy.disable': bool(false),
  'remote.log.delete.on.disable': bool(false),
  'remote.storage.enable': bool(false),
};
