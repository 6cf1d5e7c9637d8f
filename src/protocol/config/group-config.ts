/**
 * Configs of single groups (GroupConfig of Apache Kafka 4.3.1): what a group does not set is as the brokers have it,
 * mostly by the same name with `group.` before it, and brokers keep what groups may set within bounds.
 */
import { bool, type ConfigDefs, type ConfigValue, int, parseConfig, string } from './config-def.ts';
import { isOffsetReset } from './offset-reset.ts';

export const CONSUMER_GROUP_CONFIGS: ConfigDefs = {
  'consumer.assignment.interval.ms': int(1000, { min: 0 }),
  'consumer.heartbeat.interval.ms': int(5000, { min: 1 }),
  'consumer.session.timeout.ms': int(45_000, { min: 1 }),
};

/** Those that share consumers here can tell the difference of: none of them renews. */
export const SHARE_GROUP_CONFIGS: ConfigDefs = {
  'share.assignment.interval.ms': int(1000, { min: 0 }),
  'share.auto.offset.reset': string('latest'),
  'share.delivery.count.limit': int(5, { min: 2 }),
  'share.heartbeat.interval.ms': int(5000, { min: 1 }),
  'share.isolation.level': string('read_uncommitted', ['read_committed', 'read_uncommitted']),
  'share.partition.max.record.locks': int(2000, { min: 100 }),
  'share.record.lock.duration.ms': int(30_000, { min: 1000 }),
  'share.session.timeout.ms': int(45_000, { min: 1 }),
};

export const GROUP_CONFIGS: ConfigDefs = {
  ...CONSUMER_GROUP_CONFIGS,
  ...SHARE_GROUP_CONFIGS,
  'share.renew.acknowledge.enable': bool(true),
  'streams.assignment.interval.ms': int(1000, { min: 0 }),
  'streams.heartbeat.interval.ms': int(5000, { min: 1 }),
  'streams.initial.rebalance.delay.ms': int(3000, { min: 0 }),
  'streams.num.standby.replicas': int(0, { min: 0 }),
  'streams.session.timeout.ms': int(45_000, { min: 1 }),
};

const OF_GROUPS_ALONE: readonly string[] = [
  'share.auto.offset.reset',
  'share.isolation.level',
  'share.renew.acknowledge.enable',
];

/** The broker config whose value counts while the group sets none; undefined: there is none. */
export function groupConfigSynonym(name: string): string | undefined {
  return OF_GROUPS_ALONE.includes(name) ? undefined : `group.${name}`;
}

type Values = (brokerConfig: string) => ConfigValue | undefined;

/** Why the first illegal config is refused; null when all are legal. `broker` gives the brokers' own values. */
export function invalidGroupConfigs(configs: ReadonlyMap<string, string>, broker: Values): string | null {
  for (const name of configs.keys())
    if (!Object.hasOwn(GROUP_CONFIGS, name)) return `Unknown group config name: ${name}`;
  for (const [name, text] of configs) {
    const parsed = parseConfig(GROUP_CONFIGS, name, text);
    const isLegal = 'value' in parsed && (name !== 'share.auto.offset.reset' || isOffsetReset(text.trim()));
    if (!isLegal) return `Invalid value ${text} for configuration ${name}`;
  }
  return groupConfigConflict(configs, broker);
}

/** Why legal values are refused all the same: beyond what the brokers allow, or one against the other. */
export function groupConfigConflict(configs: ReadonlyMap<string, string>, broker: Values): string | null {
  return outOfBounds(configs, broker) ?? heartbeatTooLong(configs, broker);
}

/** `group.consumer.session.timeout.ms` is kept by `group.consumer.min.session.timeout.ms` and `….max.…`. */
function outOfBounds(configs: ReadonlyMap<string, string>, broker: Values): string | null {
  for (const [name, text] of configs) {
    const value = Number(text);
    const min = broker(boundOf(name, 'min'));
    const max = broker(boundOf(name, 'max'));
    if (typeof min === 'number' && value < min)
      return `${name} must be greater than or equal to ${boundOf(name, 'min')}`;
    if (typeof max === 'number' && value > max)
      return `${name} must be less than or equal to ${boundOf(name, 'max')}`;
  }
  return null;
}

function boundOf(name: string, bound: 'min' | 'max'): string {
  if (name === 'streams.num.standby.replicas') return `group.streams.${bound}.standby.replicas`;
  return `group.${name.replace('.', `.${bound}.`)}`;
}

function heartbeatTooLong(configs: ReadonlyMap<string, string>, broker: Values): string | null {
  for (const kind of ['consumer', 'share', 'streams']) {
    const [session, heartbeat] = [`${kind}.session.timeout.ms`, `${kind}.heartbeat.interval.ms`].map((name) =>
      Number(configs.get(name) ?? broker(`group.${name}`)),
    );
    if (session! <= heartbeat!)
      return `${kind}.session.timeout.ms must be greater than ${kind}.heartbeat.interval.ms`;
  }
  return null;
}
