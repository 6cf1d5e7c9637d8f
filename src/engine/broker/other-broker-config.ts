/** Configs that only parts of the engine obey which are brought along when needed (protocol/config/other-broker-configs.ts). */
import type { ConfigValue } from '../../protocol/config/config-def.ts';
import { OTHER_BROKER_CONFIGS } from '../../protocol/config/other-broker-configs.ts';
import type { BrokerNode } from './broker.ts';

/** As the broker has it; else Kafka's default. */
export function otherBrokerConfig(broker: BrokerNode, name: string): number {
  return (givenBrokerConfig(broker, name) ?? OTHER_BROKER_CONFIGS[name]!.default) as number;
}

/** Undefined: nobody has set it. */
export function givenBrokerConfig({ configs }: BrokerNode, name: string): number | undefined {
  return (configs as Readonly<Record<string, ConfigValue>>)[name] as number | undefined;
}
