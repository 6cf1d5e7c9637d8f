/** Keys of a run's records, each kept once: a record holds the key's number, the hash is made once a key. */
import { murmur2, toPositive } from './client/murmur2.ts';

export interface KeyTable {
  text: string[];
  /** UTF-8 bytes of each. */
  sizes: number[];
  /** toPositive(murmur2(key)): what the partitioner takes the modulus of. */
  hashes: number[];
  byText: Map<string, number>;
}

export const NO_KEY = -1;

export function createKeyTable(): KeyTable {
  return { text: [], sizes: [], hashes: [], byText: new Map() };
}

/** The number of a key; the first seven keys seen are the ones that the picture gives a hue. */
export function keyIdOf(table: KeyTable, text: string): number {
  const known = table.byText.get(text);
  if (known !== undefined) return known;
  const bytes = utf8(text);
  const id = table.text.length;
  table.text.push(text);
  table.sizes.push(bytes.length);
  table.hashes.push(toPositive(murmur2(bytes)));
  table.byText.set(text, id);
  return id;
}

/** UTF-8, written out since the engine knows no platform's encoder. */
export function utf8(text: string): Uint8Array {
  const bytes: number[] = [];
  for (const character of text) {
    const code = character.codePointAt(0)!;
    if (code < 0x80) bytes.push(code);
    else if (code < 0x800) bytes.push(0xc0 | (code >> 6), 0x80 | (code & 0x3f));
    else if (code < 0x10000)
      bytes.push(0xe0 | (code >> 12), 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f));
    else {
      bytes.push(
        0xf0 | (code >> 18),
        0x80 | ((code >> 12) & 0x3f),
        0x80 | ((code >> 6) & 0x3f),
        0x80 | (code & 0x3f),
      );
    }
  }
  return Uint8Array.from(bytes);
}
