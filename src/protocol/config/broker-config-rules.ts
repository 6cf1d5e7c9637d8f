/**
 * What a broker's configs must say together (KafkaConfig, GroupCoordinatorConfig, ShareGroupConfig). Whatever is
 * wrong with one value by itself is found before.
 */
import { LISTENER_RULES } from './broker-listener-rules.ts';
import type { Configured } from './check-configs.ts';
import { type Refusal, type Rule, refusal } from './refusal.ts';

type Values = Configured['values'];

export const BROKER_RULES: readonly Rule<Configured>[] = [
  checkAssignors,
  checkCompressionCodecs,
  ({ values }) => checkGroups(values),
  ({ values }) => checkShareGroups(values),
  ...LISTENER_RULES,
  checkRebalanceProtocols,
  ({ values }) => checkLogTimes(values),
  checkDedupeBuffer,
  ({ values }) => notAbove(values, 'replica.fetch.wait.max.ms', 'replica.socket.timeout.ms'),
  ({ values }) => notAbove(values, 'replica.fetch.wait.max.ms', 'replica.lag.time.max.ms'),
  checkCordonedDirs,
  checkQueuedBytes,
  checkConnectionsPerIp,
  checkIdleTime,
];

function requirement(holds: boolean, message: string): Refusal | null {
  return holds ? null : refusal('IllegalArgumentException', message);
}

function notAbove(values: Values, name: string, bound: string): Refusal | null {
  return requirement(Number(values[name]) <= Number(values[bound]), `${name} must not be above ${bound}`);
}

const ASSIGNORS: Readonly<Record<string, readonly string[]>> = {
  'group.consumer.assignors': ['uniform', 'range'],
  'group.share.assignors': ['simple'],
};

/** Short names, or classes, which for want of a class loader are those of Kafka's own package. */
function checkAssignors({ values }: Configured): Refusal | null {
  for (const [config, names] of Object.entries(ASSIGNORS)) {
    const isKnown = (item: string) =>
      names.includes(item) || item.startsWith('org.apache.kafka.coordinator.group.assignor.');
    const unknown = (values[config] as readonly string[]).find((item) => !isKnown(item));
    if (unknown !== undefined) return refusal('KafkaException', `Class ${unknown} cannot be found`);
  }
  return requirement(
    (values['group.share.assignors'] as readonly string[]).length === 1,
    'group.share.assignors must contain exactly one assignor',
  );
}

/** CompressionType.forId: none, gzip, snappy, lz4, zstd. */
function checkCompressionCodecs({ values }: Configured): Refusal | null {
  for (const name of ['offsets.topic.compression.codec', 'share.coordinator.state.topic.compression.codec']) {
    const id = Number(values[name]);
    if (id < 0 || id > 4) return refusal('IllegalArgumentException', `Unknown compression type id: ${id}`);
  }
  return null;
}

/** Each kind of group has an interval, a timeout and bounds for both; a session outlasts a heartbeat. */
function checkGroups(values: Values): Refusal | null {
  for (const kind of ['consumer', 'share', 'streams']) {
    const refused =
      checkBounds(values, kind, 'heartbeat.interval.ms') ??
      checkBounds(values, kind, 'session.timeout.ms') ??
      requirement(
        Number(values[`group.${kind}.heartbeat.interval.ms`]) <
          Number(values[`group.${kind}.session.timeout.ms`]),
        `group.${kind}.heartbeat.interval.ms must be less than group.${kind}.session.timeout.ms`,
      ) ??
      checkBounds(values, kind, 'assignment.interval.ms');
    if (refused) return refused;
  }
  return notAbove(values, 'group.streams.num.standby.replicas', 'group.streams.max.standby.replicas');
}

function checkBounds(values: Values, kind: string, name: string): Refusal | null {
  const [min, max] = [`group.${kind}.min.${name}`, `group.${kind}.max.${name}`];
  const value = `group.${kind}.${name}`;
  return notAbove(values, min, max) ?? notAbove(values, min, value) ?? notAbove(values, value, max);
}

function checkShareGroups(values: Values): Refusal | null {
  return (
    checkBounds(values, 'share', 'delivery.count.limit') ??
    checkBounds(values, 'share', 'partition.max.record.locks') ??
    checkBounds(values, 'share', 'record.lock.duration.ms') ??
    notAbove(values, 'group.share.max.size', 'group.share.max.share.sessions')
  );
}

function checkRebalanceProtocols({ values }: Configured): Refusal | null {
  const name = 'group.coordinator.rebalance.protocols';
  if ((values[name] as readonly string[]).includes('classic')) return null;
  return refusal('ConfigException', `${name} must contain classic`);
}

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

/** The finer unit counts where it is given. Negative retention is for ever. */
function checkLogTimes(values: Values): Refusal | null {
  const roll = values['log.roll.ms'] ?? Number(values['log.roll.hours']) * HOUR;
  const jitter = values['log.roll.jitter.ms'] ?? Number(values['log.roll.jitter.hours']) * HOUR;
  const minutes = values['log.retention.minutes'];
  const retention =
    values['log.retention.ms'] ??
    (minutes === null ? Number(values['log.retention.hours']) * HOUR : Number(minutes) * MINUTE);
  return (
    requirement(Number(roll) >= 1, 'log.roll.ms must be at least 1') ??
    requirement(Number(jitter) >= 0, 'log.roll.jitter.ms must not be negative') ??
    requirement(retention !== 0, 'log.retention.ms must be unlimited (-1) or at least 1')
  );
}

/** Kafka divides whole numbers, and so by no threads not at all. */
function checkDedupeBuffer({ values }: Configured): Refusal | null {
  const threads = Number(values['log.cleaner.threads']);
  if (threads === 0) return refusal('ArithmeticException', '/ by zero');
  const bytesPerThread = Math.trunc(Number(values['log.cleaner.dedupe.buffer.size']) / threads);
  return requirement(
    bytesPerThread > 1_048_576,
    'log.cleaner.dedupe.buffer.size must be above 1 MiB for each cleaner thread',
  );
}

/** All of them by *, or some of those in log.dirs. */
function checkCordonedDirs({ values, given }: Configured): Refusal | null {
  const cordoned = values['cordoned.log.dirs'] as readonly string[];
  const dirs = (given.get('log.dirs') ?? given.get('log.dir') ?? '/tmp/kafka-logs').split(/\s*,\s*/);
  return requirement(
    cordoned.join() === '*' || cordoned.every((dir) => dirs.includes(dir)),
    'cordoned.log.dirs must be * or be in log.dirs',
  );
}

function checkQueuedBytes({ values }: Configured): Refusal | null {
  const queued = Number(values['queued.max.request.bytes']);
  return queued <= 0 ? null : notAbove(values, 'socket.request.max.bytes', 'queued.max.request.bytes');
}

/** `host:count,host:count`; none at all for the others only where some hosts may have some. */
function checkConnectionsPerIp({ values }: Configured): Refusal | null {
  const name = 'max.connections.per.ip.overrides';
  const text = String(values[name]);
  const overrides = text === '' ? [] : text.split(/\s*,\s*/);
  for (const override of overrides) {
    const colon = override.lastIndexOf(':');
    if (colon < 0) return refusal('IllegalArgumentException', `${name} has no count in ${override}`);
    const count = override.slice(colon + 1).trim();
    if (!/^[-+]?\d+$/.test(count)) return refusal('NumberFormatException', `${name} has the count ${count}`);
  }
  const badHost = overrides
    .map((override) => override.slice(0, override.lastIndexOf(':')).trim())
    .find((host) => !/^[\w\-%.:]*$/.test(host));
  return (
    requirement(
      values['max.connections.per.ip'] !== 0 || overrides.length > 0,
      `max.connections.per.ip can be 0 only with ${name}`,
    ) ?? requirement(badHost === undefined, `${name} contains an invalid address: ${badHost}`)
  );
}

function checkIdleTime({ values }: Configured): Refusal | null {
  const idle = Number(values['connections.max.idle.ms']);
  return requirement(
    idle < 0 || Number(values['connection.failed.authentication.delay.ms']) < idle,
    'connection.failed.authentication.delay.ms must be less than connections.max.idle.ms',
  );
}
