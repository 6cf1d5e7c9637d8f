/** Quotas (QuotaConfig of Kafka 4.3.1): bytes or connections a second, percent of a thread's time. They are only ever set dynamically. */
import { type ConfigDefs, double, FOR_EVER, int, long } from './config-def.ts';

const UNLIMITED = 0x7fffffff;

export const USER_CLIENT_QUOTAS: ConfigDefs = {
  consumer_byte_rate: long(FOR_EVER),
  controller_mutation_rate: double(UNLIMITED),
  producer_byte_rate: long(FOR_EVER),
  request_percentage: double(UNLIMITED),
};

export const IP_QUOTAS: ConfigDefs = { connection_creation_rate: int(UNLIMITED, { min: 0 }) };

export const BROKER_QUOTAS: ConfigDefs = {
  'follower.replication.throttled.rate': long(FOR_EVER, { min: 0 }),
  'leader.replication.throttled.rate': long(FOR_EVER, { min: 0 }),
  'replica.alter.log.dirs.io.max.bytes.per.second': long(FOR_EVER, { min: 0 }),
};
