/** Bytes that grow at their end; integers are written as the format that is built asks for. */
export class ByteList {
  private content = new Uint8Array(1024);
  private length = 0;

  bytes(bytes: Uint8Array): void {
    this.ensureRoom(bytes.length);
    this.content.set(bytes, this.length);
    this.length += bytes.length;
  }

  /** Little-endian. */
  uint32(value: number): void {
    this.bytes(Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24));
  }

  /** Big-endian. */
  int32(value: number): void {
    this.bytes(Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value));
  }

  /** Hands room for so many bytes to `write`, which returns how many it needed. */
  fill(room: number, write: (target: Uint8Array) => number): void {
    this.ensureRoom(room);
    this.length += write(this.content.subarray(this.length, this.length + room));
  }

  toBytes(): Uint8Array {
    return this.content.slice(0, this.length);
  }

  private ensureRoom(size: number): void {
    if (this.length + size <= this.content.length) return;
    const grown = new Uint8Array(Math.max(this.length + size, this.content.length * 2));
    grown.set(this.content);
    this.content = grown;
  }
}
