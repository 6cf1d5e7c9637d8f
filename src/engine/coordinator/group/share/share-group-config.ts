/** Configs of share groups that their coordinator obeys: what the group sets, else the broker's (GroupConfigManager). */
import { RESOURCE_GROUP } from '../../../../protocol/messages/44-incremental-alter-configs.ts';
import type { BrokerNode } from '../../../broker/broker.ts';
import { configResourceKey } from '../../../controller/metadata-image.ts';

type Name = 'assignment.interval.ms' | 'heartbeat.interval.ms' | 'session.timeout.ms';

/** `share.…` among the group's configs, `group.share.…` among the broker's. */
export function shareGroupConfig({ configs, disk }: BrokerNode, groupId: string, name: Name): number {
  const own = disk.image.configs.get(configResourceKey(RESOURCE_GROUP, groupId))?.get(`share.${name}`);
  return own === undefined ? configs[`group.share.${name}`] : Number(own);
}
