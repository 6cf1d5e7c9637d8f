/**
 * Counter-based chance: the value at (seed, stream, index) is a function of these three alone, so record n
 * exists without its predecessors, and one more draw in one stream shifts nothing in another.
 * Only 32-bit integer arithmetic decides, which every JavaScript engine does alike.
 */

/** Mixes a 32-bit integer so that each input bit moves each output bit (the finalizer of MurmurHash3). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

/** A uint32 at a place of a stream; `index` may be any integer below 2^53. */
export function uint32At(seed: number, stream: number, index: number): number {
  const low = index >>> 0;
  const high = Math.floor(index / 0x1_0000_0000) >>> 0;
  return mix(
    mix(mix(seed ^ 0x9e3779b9) ^ mix(stream + 0x7f4a7c15)) ^ mix(low + 0x165667b1) ^ mix(high ^ 0x27d4eb2f),
  );
}

/** A whole number in [0, bound), bound ≤ 2^32; by multiplication, so without modulo's bias towards small numbers. */
export function intAt(seed: number, stream: number, index: number, bound: number): number {
  return Math.floor((uint32At(seed, stream, index) * bound) / 0x1_0000_0000);
}

/** A stream number for a name, so that each node and link draws from a stream of its own. */
export function streamOf(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return mix(h);
}
