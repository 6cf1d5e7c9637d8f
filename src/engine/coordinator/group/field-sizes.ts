/** Bytes that fields of a record take on the wire, plain and in flexible versions ("compact"). */

/** int16 in front of each key and value. */
export const VERSION = 2;
export const INT8 = 1;
export const INT32 = 4;
export const INT64 = 8;
export const UUID = 16;
export const NO_TAGGED_FIELDS = 1;

/** int16 length, then UTF-8; null is the length -1. */
export function stringSize(text: string | null): number {
  return 2 + (text === null ? 0 : utf8Size(text));
}

/** Length + 1 as an unsigned varint, then UTF-8. */
export function compactStringSize(text: string): number {
  const size = utf8Size(text);
  return unsignedVarintSize(size + 1) + size;
}

export function bytesSize(bytes: Uint8Array): number {
  return INT32 + bytes.length;
}

/** Length + 1 as an unsigned varint, then UTF-8; null is 0. */
export function compactNullableStringSize(text: string | null): number {
  return text === null ? 1 : compactStringSize(text);
}

export function compactBytesSize(bytes: Uint8Array): number {
  return unsignedVarintSize(bytes.length + 1) + bytes.length;
}

/** Length + 1 as an unsigned varint; the elements are the caller's. */
export function compactArrayOverhead(length: number): number {
  return unsignedVarintSize(length + 1);
}

/** How many tagged fields, and this one: tag (below 128), size, content. */
export function oneTaggedFieldSize(contentSize: number): number {
  return 1 + 1 + unsignedVarintSize(contentSize) + contentSize;
}

function unsignedVarintSize(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes++;
  return bytes;
}

function utf8Size(text: string): number {
  let size = 0;
  for (const character of text) {
    const code = character.codePointAt(0)!;
    size += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
  }
  return size;
}
