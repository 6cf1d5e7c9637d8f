/** Bytes that an integer takes as a zigzag varint (protocol buffers' sint64), |value| below 2^52. */
export function sizeOfVarint(value: number): number {
  return sizeOfUnsignedVarint(value >= 0 ? value * 2 : -value * 2 - 1);
}

/** Bytes that a number from 0 on takes with 7 bits in each. */
export function sizeOfUnsignedVarint(value: number): number {
  let bytes = 1;
  for (let rest = value; rest >= 0x80; rest = Math.floor(rest / 0x80)) bytes++;
  return bytes;
}
