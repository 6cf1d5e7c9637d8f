/**
 * Text to the characters of a link and back: deflate with a preset dictionary, a checksum, base64url. The
 * dictionary holds what scenarios and actions are mostly made of, so that a link holds little more than what is
 * its own. Inflating is the platform's: it takes no dictionary, but a stored block in front of the data, holding
 * the dictionary, puts it where the data's back references look for it.
 */

const CHECKSUM_BYTES = 4;
const MAX_STORED_BLOCK = 0xffff;

export async function pack(text: string, dictionary: string): Promise<string> {
  const { deflateSync } = await import('fflate'); // only those who share need it
  const encoder = new TextEncoder();
  const data = encoder.encode(text);
  const deflated = deflateSync(data, { level: 9, dictionary: encoder.encode(dictionary) });
  const bytes = new Uint8Array(CHECKSUM_BYTES + deflated.length);
  new DataView(bytes.buffer).setUint32(0, crc32(data));
  bytes.set(deflated, CHECKSUM_BYTES);
  return toBase64Url(bytes);
}

/** The text, or null where the characters are not what `pack` gave; `limitBytes` ends what would never end. */
export async function unpack(packed: string, dictionary: string, limitBytes: number): Promise<string | null> {
  try {
    const bytes = fromBase64Url(packed);
    const preset = new TextEncoder().encode(dictionary);
    const deflated = joined([storedBlock(preset), bytes.subarray(CHECKSUM_BYTES)]);
    const inflated = await inflate(deflated, preset.length + limitBytes);
    const data = inflated.subarray(preset.length);
    if (new DataView(bytes.buffer).getUint32(0) !== crc32(data)) return null;
    return new TextDecoder('utf-8', { fatal: true }).decode(data);
  } catch {
    return null; // cut short, garbled, or too large
  }
}

/** RFC 1951, 3.2.4: not compressed, not the last block. */
function storedBlock(data: Uint8Array): Uint8Array {
  if (data.length > MAX_STORED_BLOCK) throw new RangeError('the dictionary is longer than a stored block');
  const block = new Uint8Array(5 + data.length);
  const view = new DataView(block.buffer);
  view.setUint16(1, data.length, true);
  view.setUint16(3, ~data.length, true);
  block.set(data, 5);
  return block;
}

async function inflate(deflated: Uint8Array<ArrayBuffer>, limitBytes: number): Promise<Uint8Array> {
  const reader = new Blob([deflated])
    .stream()
    .pipeThrough(new DecompressionStream('deflate-raw'))
    .getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return joined(parts);
    size += value.length;
    if (size > limitBytes) {
      await reader.cancel();
      throw new RangeError('too large');
    }
    parts.push(value);
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}

/** CRC-32 of zip and PNG (polynomial 0xEDB88320). */
function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}
