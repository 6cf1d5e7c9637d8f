/**
 * The order in which a java.util.HashMap or HashSet hands out its keys. Kafka's assignors go through such
 * maps where the order decides, for example who of several members keeps the odd partition. Going the same
 * way gives the very assignment that Kafka gives to members of these names, and the same one in every run.
 */

const DEFAULT_CAPACITY = 16;

/**
 * Keys in order of their bucket, those of one bucket as they stand in `keys`. The map was made with this
 * capacity, or without one, and has never held more keys; beyond eight keys a bucket Java's order is another.
 */
export function inHashMapOrder<Key>(
  keys: readonly Key[],
  hashCode: (key: Key) => number,
  initialCapacity = DEFAULT_CAPACITY,
): Key[] {
  const capacity = capacityFor(keys.length, initialCapacity);
  const placed = keys.map((key) => ({ key, bucket: bucketOf(hashCode(key), capacity) }));
  return placed.sort((a, b) => a.bucket - b.bucket).map(({ key }) => key);
}

/** `String.hashCode()`, int32. */
export function stringHashCode(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(31, hash) + text.charCodeAt(at)) | 0;
  return hash;
}

/** A power of two; a HashMap doubles as soon as it is more than three quarters full. */
function capacityFor(size: number, initialCapacity: number): number {
  let capacity = 1;
  while (capacity < initialCapacity || size > capacity * 0.75) capacity *= 2;
  return capacity;
}

function bucketOf(hash: number, capacity: number): number {
  return (hash ^ (hash >>> 16)) & (capacity - 1);
}
