/**
 * The broker configs that stand behind a topic's, by the topic's name: the one that Kafka names for it, and with it
 * those in other units, strongest first (ServerTopicConfigSynonyms). A topic config that is missing here has none.
 */
const SYNONYMS: Readonly<Record<string, readonly string[]>> = {
  'cleanup.policy': ['log.cleanup.policy'],
  'compression.gzip.level': ['compression.gzip.level'],
  'compression.lz4.level': ['compression.lz4.level'],
  'compression.type': ['compression.type'],
  'compression.zstd.level': ['compression.zstd.level'],
  'delete.retention.ms': ['log.cleaner.delete.retention.ms'],
  'file.delete.delay.ms': ['log.segment.delete.delay.ms'],
  'flush.messages': ['log.flush.interval.messages'],
  'flush.ms': ['log.flush.interval.ms', 'log.flush.scheduler.interval.ms'],
  'index.interval.bytes': ['log.index.interval.bytes'],
  'local.retention.bytes': ['log.local.retention.bytes'],
  'local.retention.ms': ['log.local.retention.ms'],
  'max.compaction.lag.ms': ['log.cleaner.max.compaction.lag.ms'],
  'max.message.bytes': ['message.max.bytes'],
  'message.timestamp.after.max.ms': ['log.message.timestamp.after.max.ms'],
  'message.timestamp.before.max.ms': ['log.message.timestamp.before.max.ms'],
  'message.timestamp.type': ['log.message.timestamp.type'],
  'min.cleanable.dirty.ratio': ['log.cleaner.min.cleanable.ratio'],
  'min.compaction.lag.ms': ['log.cleaner.min.compaction.lag.ms'],
  'min.insync.replicas': ['min.insync.replicas'],
  preallocate: ['log.preallocate'],
  'retention.bytes': ['log.retention.bytes'],
  'retention.ms': ['log.retention.ms', 'log.retention.minutes', 'log.retention.hours'],
  'segment.bytes': ['log.segment.bytes'],
  'segment.index.bytes': ['log.index.size.max.bytes'],
  'segment.jitter.ms': ['log.roll.jitter.ms', 'log.roll.jitter.hours'],
  'segment.ms': ['log.roll.ms', 'log.roll.hours'],
  'unclean.leader.election.enable': ['unclean.leader.election.enable'],
};

/** The broker configs behind a topic's, strongest first. */
export function topicConfigSynonyms(name: string): readonly string[] {
  return Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name]! : [];
}

/** The broker config that Kafka names for a topic's; undefined: there is none. */
export function topicConfigSynonym(name: string): string | undefined {
  return topicConfigSynonyms(name)[0];
}

const IN_OTHER_UNITS = Object.values(SYNONYMS).filter(({ length }) => length > 1);

/** A broker config and those that say the same in other units, strongest first (DynamicBrokerConfig.brokerConfigSynonyms). */
export function brokerConfigSynonyms(name: string): readonly string[] {
  return IN_OTHER_UNITS.find((names) => names.includes(name)) ?? [name];
}
