/** Bytes as they are written: in hex, in ASCII, and what a varint's bytes make. */

export function hexOf(byte: number): string {
  return byte.toString(16).padStart(2, '0');
}

/** Where a byte is, as hex dumps have it. */
export function offsetText(offset: number): string {
  return offset.toString(16).padStart(4, '0');
}

export function hexText(bytes: Uint8Array): string {
  return Array.from(bytes, hexOf).join(' ');
}

/** Printable ASCII as it is, everything else a dot. */
export function asciiOf(byte: number): string {
  return byte > 0x1f && byte < 0x7f ? String.fromCharCode(byte) : '·';
}

/** The number before zigzag: seven bits a byte, the lowest first. */
export function unsignedOf(varint: Uint8Array): number {
  let value = 0;
  varint.forEach((byte, place) => {
    value += (byte & 0x7f) * 0x80 ** place;
  });
  return value;
}

export async function copyText(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Without permission most browsers still copy what is selected.
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
  }
}
