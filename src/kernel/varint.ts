/** Bytes that an integer takes as a zigzag varint (protocol buffers' sint64), |value| below 2^52. */
export function sizeOfVarint(value: number): number {
  let zigzag = value >= 0 ? value * 2 : -value * 2 - 1;
  let bytes = 1;
  while (zigzag >= 0x80) {
    zigzag = Math.floor(zigzag / 0x80);
    bytes++;
  }
  return bytes;
}
