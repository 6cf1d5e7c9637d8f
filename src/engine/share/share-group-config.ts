/** What a share group's configs say: its own, else the broker's (Kafka's ShareGroupConfigProvider). */
import { type ConfigValue, parseConfig } from '../../protocol/config/config-def.ts';
import { GROUP_CONFIGS, groupConfigSynonym } from '../../protocol/config/group-config.ts';
import { RESOURCE_GROUP } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { configResourceKey } from '../controller/metadata-image.ts';

function configOf({ configs, disk }: BrokerNode, groupId: string, name: string): ConfigValue {
  const own = disk.image.configs.get(configResourceKey(RESOURCE_GROUP, groupId))?.get(name);
  const synonym = groupConfigSynonym(name);
  const ofBroker =
    synonym === undefined ? undefined : (configs as Readonly<Record<string, ConfigValue>>)[synonym];
  const parsed = parseConfig(GROUP_CONFIGS, name, own ?? ofBroker ?? GROUP_CONFIGS[name]!.default);
  // A broker's own value may lie outside of the bounds that groups are kept to.
  return 'value' in parsed ? parsed.value : ofBroker!;
}

/** `group.share.record.lock.duration.ms`. */
export function recordLockDurationMs(broker: BrokerNode, groupId: string): number {
  return configOf(broker, groupId, 'share.record.lock.duration.ms') as number;
}

/** `group.share.delivery.count.limit`. */
export function deliveryCountLimit(broker: BrokerNode, groupId: string): number {
  return configOf(broker, groupId, 'share.delivery.count.limit') as number;
}

/** `group.share.partition.max.record.locks`. */
export function partitionMaxRecordLocks(broker: BrokerNode, groupId: string): number {
  return configOf(broker, groupId, 'share.partition.max.record.locks') as number;
}

export function isRenewAcknowledgeEnabled(broker: BrokerNode, groupId: string): boolean {
  return configOf(broker, groupId, 'share.renew.acknowledge.enable') as boolean;
}

/** `share.isolation.level`. */
export function readsCommittedOnly(broker: BrokerNode, groupId: string): boolean {
  return configOf(broker, groupId, 'share.isolation.level') === 'read_committed';
}

/** `share.auto.offset.reset`: `latest`, `earliest` or `by_duration:PnDTnHnMn.nS`. */
export function shareAutoOffsetReset(broker: BrokerNode, groupId: string): string {
  return configOf(broker, groupId, 'share.auto.offset.reset') as string;
}
