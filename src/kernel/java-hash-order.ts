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

/**
 * Keys as Kafka's TimelineHashMap hands them out, after they have come in this order and none has gone: by slot,
 * those of one slot from the last to the first. It begins with two slots and doubles them when it is full.
 */
export function inTimelineHashMapOrder<Key>(keys: readonly Key[], hashCode: (key: Key) => number): Key[] {
  let slots: Key[][] = [[], []];
  const place = (key: Key) => slots[slotOf(hashCode(key), slots.length)]!.push(key);
  for (const [size, key] of keys.entries()) {
    if ((size + 1) * 0.75 > slots.length) {
      const placed = slots.flat();
      slots = Array.from({ length: slots.length * 2 }, () => []);
      placed.forEach(place);
    }
    place(key);
  }
  return slots.flatMap((slot) => slot.reverse());
}

const FIBONACCI = 0x9e37_79b9_7f4a_7c15n;

/** The highest bits of the product with the golden ratio, as many as count the slots. */
function slotOf(hash: number, slots: number): number {
  return Number(BigInt.asUintN(64, BigInt(hash) * FIBONACCI) >> BigInt(33 + Math.clz32(slots)));
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
