/**
 * LZ4's block format: sequences of a token, literals, and a match (an offset back into what was already written,
 * and a length). https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md
 */

const MIN_MATCH = 4;
/** The last bytes of a block are literals, and no match begins in the last twelve. */
const LAST_LITERALS = 5;
const NO_MATCH_FROM_END = 12;
const MAX_OFFSET = 0xffff;

const HASH_BITS = 13;
const HASH_MULTIPLIER = 2654435761;

/** Writes the block into `target`, and returns how many bytes it became. */
export function decompressBlock(source: Uint8Array, target: Uint8Array): number {
  let from = 0;
  let to = 0;

  const byte = (): number => source[from++] ?? malformed('it ends inside a sequence');
  const length = (nibble: number): number => {
    let total = nibble;
    if (nibble < 15) return total;
    for (let more = 255; more === 255; total += more) more = byte();
    return total;
  };

  while (from < source.length) {
    const token = byte();
    const literals = length(token >> 4);
    if (from + literals > source.length || to + literals > target.length)
      malformed('literals beyond its end');
    target.set(source.subarray(from, from + literals), to);
    from += literals;
    to += literals;
    if (from === source.length) break;
    const offset = byte() | (byte() << 8);
    if (offset === 0 || offset > to) malformed(`a match ${offset} bytes back, where ${to} are written`);
    const end = to + length(token & 0xf) + MIN_MATCH;
    if (end > target.length) malformed('a match beyond its end');
    // Byte by byte: a match may reach into what it writes itself.
    for (; to < end; to++) target[to] = target[to - offset] ?? 0;
  }
  return to;
}

/** Greedy, with one candidate a hash. Null if the block would not become smaller. */
export function compressBlock(source: Uint8Array): Uint8Array | null {
  // The most that it can become: literals only, their length in bytes of 255.
  const target = new Uint8Array(source.length + Math.ceil(source.length / 255) + 16);
  const view = new DataView(source.buffer, source.byteOffset, source.byteLength);
  /** Where four bytes of that hash were last seen, + 1; 0: not yet. */
  const seen = new Int32Array(1 << HASH_BITS);
  let to = 0;
  let literalsFrom = 0;

  const writeSequence = (literalsEnd: number, matchLength: number, offset: number): void => {
    const literals = literalsEnd - literalsFrom;
    target[to++] = (Math.min(literals, 15) << 4) | (matchLength ? Math.min(matchLength - MIN_MATCH, 15) : 0);
    writeLength(literals);
    target.set(source.subarray(literalsFrom, literalsEnd), to);
    to += literals;
    if (!matchLength) return;
    target[to++] = offset & 0xff;
    target[to++] = offset >> 8;
    writeLength(matchLength - MIN_MATCH);
  };
  const writeLength = (length: number): void => {
    if (length < 15) return;
    let rest = length - 15;
    for (; rest >= 255; rest -= 255) target[to++] = 255;
    target[to++] = rest;
  };

  for (let at = 0; at < source.length - NO_MATCH_FROM_END; ) {
    const word = view.getInt32(at, true);
    const hash = Math.imul(word, HASH_MULTIPLIER) >>> (32 - HASH_BITS);
    const candidate = (seen[hash] ?? 0) - 1;
    seen[hash] = at + 1;
    if (candidate < 0 || at - candidate > MAX_OFFSET || view.getInt32(candidate, true) !== word) {
      at++;
      continue;
    }
    const end = endOfMatch(source, candidate, at);
    writeSequence(at, end - at, at - candidate);
    at = end;
    literalsFrom = end;
  }
  writeSequence(source.length, 0, 0);
  return to < source.length ? target.subarray(0, to) : null;
}

function endOfMatch(source: Uint8Array, candidate: number, at: number): number {
  const back = at - candidate;
  const limit = source.length - LAST_LITERALS;
  let end = at + MIN_MATCH;
  while (end < limit && source[end] === source[end - back]) end++;
  return end;
}

function malformed(reason: string): never {
  throw new Error(`malformed LZ4 block: ${reason}`);
}
