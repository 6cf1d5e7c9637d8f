/** Every broker config, those that the engine obeys and those it doesn't, and what this broker's properties say. */
import { BROKER_CONFIGS } from '../../../protocol/config/broker-config.ts';
import type { ConfigDefs, ConfigValue } from '../../../protocol/config/config-def.ts';
import { configText } from '../../../protocol/config/config-text.ts';
import { OTHER_BROKER_CONFIGS } from '../../../protocol/config/other-broker-configs.ts';
import type { BrokerNode } from '../broker.ts';

export const ALL_BROKER_CONFIGS: ConfigDefs = { ...OTHER_BROKER_CONFIGS, ...BROKER_CONFIGS };

/** What stands in server.properties: the node's id, and whatever is not as it is by default. */
export function staticTexts({
  brokerId,
  configs,
}: Pick<BrokerNode, 'brokerId' | 'configs'>): Map<string, string> {
  const texts = new Map([['node.id', String(brokerId)]]);
  for (const [name, value] of Object.entries(configs as Readonly<Record<string, ConfigValue>>)) {
    const def = ALL_BROKER_CONFIGS[name];
    if (!def) continue;
    const text = configText(def, value);
    if (text !== null && text !== configText(def, def.default)) texts.set(name, text);
  }
  return texts;
}

/** The value of a broker config that the engine need not know. */
export function staticValue(configs: BrokerNode['configs'], name: string): ConfigValue | undefined {
  const given = (configs as Readonly<Record<string, ConfigValue>>)[name];
  return given === undefined ? ALL_BROKER_CONFIGS[name]?.default : given;
}
