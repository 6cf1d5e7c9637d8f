/** Topic ids as Java sees them (`org.apache.kafka.common.Uuid`): in memory they are its text, base64url. */

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const SIZE_BYTES = 16;

/** `Uuid.hashCode()`, int32. */
export function uuidHashCode(uuid: string): number {
  const bits = bitsOf(uuid);
  return bits.getInt32(0) ^ bits.getInt32(4) ^ bits.getInt32(8) ^ bits.getInt32(12);
}

/** `Uuid.compareTo()`: each half is a signed number of 64 bits. */
export function compareUuids(a: string, b: string): number {
  const left = bitsOf(a);
  const right = bitsOf(b);
  return (
    left.getInt32(0) - right.getInt32(0) ||
    left.getUint32(4) - right.getUint32(4) ||
    left.getInt32(8) - right.getInt32(8) ||
    left.getUint32(12) - right.getUint32(12)
  );
}

function bitsOf(uuid: string): DataView {
  const bytes = new Uint8Array(SIZE_BYTES);
  let pending = 0;
  let pendingBits = 0;
  let length = 0;
  for (const character of uuid) {
    pending = (pending << 6) | ALPHABET.indexOf(character);
    pendingBits += 6;
    if (pendingBits < 8) continue;
    pendingBits -= 8;
    bytes[length++] = pending >> pendingBits;
  }
  return new DataView(bytes.buffer);
}
