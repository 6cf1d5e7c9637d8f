/** What a consumer group's configs say: its own (ConfigResource GROUP), else the brokers' (GroupConfigManager). */
import { RESOURCE_GROUP } from '../../../../protocol/messages/44-incremental-alter-configs.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { configResourceKey } from '../../../controller/metadata-image.ts';

type Name = 'assignment.interval.ms' | 'heartbeat.interval.ms' | 'session.timeout.ms';

/** Milliseconds. A change counts from the next heartbeat on. */
export function consumerGroupConfig({ configs, disk }: BrokerNode, groupId: string, name: Name): number {
  const own = disk.image.configs.get(configResourceKey(RESOURCE_GROUP, groupId))?.get(`consumer.${name}`);
  // Only legal values are ever written.
  return own === undefined ? configs[`group.consumer.${name}`] : Number(own);
}
