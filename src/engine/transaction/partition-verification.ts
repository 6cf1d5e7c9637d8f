/** `transaction.partition.verification.enable`: whether leaders look at what older clients say of their transactions. */
import type { ConfigValue } from '../../protocol/config/config-def.ts';
import { RESOURCE_BROKER } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { configResourceKey } from '../controller/metadata-image.ts';

const CONFIG = 'transaction.partition.verification.enable';

/** It may be set dynamically, for the whole cluster. */
export function isPartitionVerificationEnabled({ disk, configs }: BrokerNode): boolean {
  const dynamic = disk.image.configs.get(configResourceKey(RESOURCE_BROKER, ''))?.get(CONFIG);
  const given = (configs as Readonly<Record<string, ConfigValue>>)[CONFIG];
  return String(dynamic ?? given ?? true) !== 'false';
}
