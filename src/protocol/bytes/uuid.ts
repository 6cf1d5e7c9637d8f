/**
 * A 128-bit id as Kafka prints it: base64url without padding, 22 characters.
 */
import { SchemaError } from './schema-error.ts';

export const UUID_BYTES = 16;
/** Stands for no id. */
export const ZERO_UUID = 'AAAAAAAAAAAAAAAAAAAAAA';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const CHARACTERS = 22;

export function uuidToString(bytes: Uint8Array): string {
  let text = '';
  for (let from = 0; from < UUID_BYTES; from += 3) {
    const triple = ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | (bytes[from + 2] ?? 0);
    for (let shift = 18; shift >= 0; shift -= 6) text += ALPHABET[(triple >> shift) & 0x3f];
  }
  return text.slice(0, CHARACTERS);
}

export function uuidFromString(text: string): Uint8Array {
  const bytes = new Uint8Array(UUID_BYTES);
  let bits = 0;
  let bitCount = 0;
  let at = 0;
  for (const character of text) {
    const value = ALPHABET.indexOf(character);
    if (value < 0 || text.length !== CHARACTERS) throw new SchemaError(`'${text}' is not a uuid`);
    bits = ((bits << 6) | value) & 0xffff;
    bitCount += 6;
    if (bitCount < 8) continue;
    bitCount -= 8;
    bytes[at++] = bits >> bitCount;
  }
  if (at !== UUID_BYTES) throw new SchemaError(`'${text}' is not a uuid`);
  return bytes;
}
