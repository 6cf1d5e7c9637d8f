/** Configs of admin clients (AdminClientConfig of Kafka 4.3.1). */
import { COMMON_CLIENT_CONFIGS } from './common-client-configs.ts';
import { bool, type ConfigDefs, int, list, long } from './config-def.ts';

export const ADMIN_CONFIGS: ConfigDefs = {
  ...COMMON_CLIENT_CONFIGS,
  'bootstrap.controllers': list([]),
  'bootstrap.servers': list([]),
  'connections.max.idle.ms': long(300_000),
  'default.api.timeout.ms': int(60_000, { min: 0 }),
  'enable.metrics.push': bool(false),
  'metadata.max.age.ms': long(300_000, { min: 0 }),
  'reconnect.backoff.max.ms': long(1000, { min: 0 }),
  'reconnect.backoff.ms': long(50, { min: 0 }),
  'request.timeout.ms': int(30_000, { min: 0 }),
  retries: int(0x7fffffff, { min: 0, max: 0x7fffffff }),
  'retry.backoff.max.ms': long(1000, { min: 0 }),
  'retry.backoff.ms': long(100, { min: 0 }),
};
