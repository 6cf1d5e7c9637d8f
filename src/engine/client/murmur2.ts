/**
 * The hash that Kafka's Java producer puts a record's key through to choose a partition
 * (`Utils.murmur2`, `Utils.toPositive`, `BuiltInPartitioner.partitionForKey`). It is the 32-bit
 * MurmurHash2 by Austin Appleby with a seed of Kafka's own; clients in other languages need
 * "murmur2_random" or the like to agree with it.
 */
const SEED = 0x9747b28c;
const MIX = 0x5bd1e995;

/** The hash of the bytes, as Java prints it: a signed 32-bit integer. */
export function murmur2(bytes: Uint8Array): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const wholeWordsEnd = bytes.length & ~3;
  let hash = SEED ^ bytes.length;
  for (let at = 0; at < wholeWordsEnd; at += 4) {
    hash = Math.imul(hash, MIX) ^ scramble(view.getInt32(at, true));
  }
  if (wholeWordsEnd < bytes.length) {
    hash = Math.imul(hash ^ littleEndianTail(bytes, wholeWordsEnd), MIX);
  }
  hash = Math.imul(hash ^ (hash >>> 13), MIX);
  return hash ^ (hash >>> 15);
}

function scramble(word: number): number {
  const mixed = Math.imul(word, MIX);
  return Math.imul(mixed ^ (mixed >>> 24), MIX);
}

/** The one to three bytes after the last whole word, the first of them lowest. */
function littleEndianTail(bytes: Uint8Array, from: number): number {
  let tail = 0;
  for (let at = bytes.length - 1; at >= from; at--) tail = (tail << 8) | (bytes[at] ?? 0);
  return tail;
}

/** Clears the sign bit. Not the absolute value, which a hash of -2^31 does not have. */
export function toPositive(hash: number): number {
  return hash & 0x7fffffff;
}

/** The partition of a record with this key, given as its bytes or as their `murmur2` taken before. */
export function partitionForKey(key: Uint8Array | number, numPartitions: number): number {
  return toPositive(typeof key === 'number' ? key : murmur2(key)) % numPartitions;
}
