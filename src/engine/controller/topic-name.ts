/** Which names a topic may have (org.apache.kafka.common.internals.Topic). */

export const GROUP_METADATA_TOPIC = '__consumer_offsets';
export const CLUSTER_METADATA_TOPIC = '__cluster_metadata';
const INTERNAL_TOPICS = [GROUP_METADATA_TOPIC, '__transaction_state', '__share_group_state'];
const MAX_NAME_LENGTH = 249;

/** Why the name is refused, in Kafka's words; null when it is valid. */
export function invalidTopicName(name: string): string | null {
  const reason = whyInvalid(name);
  return reason && `Topic name is invalid: ${reason}`;
}

function whyInvalid(name: string): string | null {
  if (name === '') return 'the empty string is not allowed';
  if (name === '.' || name === '..') return `'${name}' is not allowed`;
  if (name.length > MAX_NAME_LENGTH)
    return `the length of '${name}' is longer than the max allowed length ${MAX_NAME_LENGTH}`;
  if (!/^[a-zA-Z0-9._-]+$/.test(name))
    return `'${name}' contains one or more characters other than ASCII alphanumerics, '.', '_' and '-'`;
  return null;
}

export function isInternalTopic(name: string): boolean {
  return INTERNAL_TOPICS.includes(name);
}

/** A topic whose name becomes the same once dots are underscores, as in the names of metrics. */
export function collidingTopic(name: string, existing: Iterable<string>): string | null {
  const unified = unify(name);
  if (!unified.includes('_')) return null;
  for (const other of existing) {
    if (other !== name && unify(other) === unified) return other;
  }
  return null;
}

function unify(name: string): string {
  return name.replaceAll('.', '_');
}
