/**
 * What a running broker says to configs that the engine does not obey. After Kafka's DynamicBrokerConfig: a pool of
 * threads is resized by halving or doubling at most.
 */

import { parseConfig } from '../../../protocol/config/config-def.ts';
import { KAFKA_CONFIGS } from '../../../protocol/config/kafka-configs.ts';
import { RESOURCE_BROKER } from '../../../protocol/messages/44-incremental-alter-configs.ts';
import { configResourceKey } from '../../controller/metadata-image.ts';
import type { BrokerNode } from '../broker.ts';
import { staticValue } from './static-broker-configs.ts';

const THREAD_POOLS: readonly string[] = [
  'background.threads',
  'log.cleaner.threads',
  'num.io.threads',
  'num.network.threads',
  'num.recovery.threads.per.data.dir',
  'num.replica.fetchers',
];

/** Why the first pool can't be resized so; null when all can. */
export function invalidPoolSizes(broker: BrokerNode, values: ReadonlyMap<string, string>): string | null {
  for (const name of THREAD_POOLS) {
    const text = values.get(name);
    if (text === undefined) continue;
    const size = Number(text);
    const now = poolSize(broker, name);
    if (size < 1) return `Dynamic thread count update validation failed for ${name}=${size}: at least 1`;
    if (size < Math.trunc(now / 2) || size > now * 2)
      return `Dynamic thread count update validation failed for ${name}=${size}: it is ${now}`;
  }
  return null;
}

function poolSize({ brokerId, configs, disk }: BrokerNode, name: string): number {
  const text = [String(brokerId), '']
    .map((resource) => disk.image.configs.get(configResourceKey(RESOURCE_BROKER, resource))?.get(name))
    .find((value) => value !== undefined);
  const parsed = parseConfig(KAFKA_CONFIGS.broker, name, text ?? staticValue(configs, name));
  return 'value' in parsed ? Number(parsed.value) : 1;
}
