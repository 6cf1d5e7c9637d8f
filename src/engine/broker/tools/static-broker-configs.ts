/** What this broker's properties say, of the configs that the engine obeys and of those that it doesn't. */
import type { ConfigValue } from '../../../protocol/config/config-def.ts';
import { configText } from '../../../protocol/config/config-text.ts';
import { KAFKA_CONFIGS } from '../../../protocol/config/kafka-configs.ts';
import type { BrokerNode } from '../broker.ts';

/** What stands in server.properties: the node's id, and whatever is not as it is by default. */
export function staticTexts({
  brokerId,
  configs,
}: Pick<BrokerNode, 'brokerId' | 'configs'>): Map<string, string> {
  const texts = new Map([['node.id', String(brokerId)]]);
  for (const [name, value] of Object.entries(configs as Readonly<Record<string, ConfigValue>>)) {
    const def = KAFKA_CONFIGS.broker[name];
    if (!def) continue;
    const text = configText(def, value);
    if (text !== null && text !== configText(def, def.default)) texts.set(name, text);
  }
  return texts;
}

/** The value of a broker config that the engine need not know. */
export function staticValue(configs: BrokerNode['configs'], name: string): ConfigValue | undefined {
  const given = (configs as Readonly<Record<string, ConfigValue>>)[name];
  return given === undefined ? KAFKA_CONFIGS.broker[name]?.default : given;
}
