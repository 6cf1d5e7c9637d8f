/**
 * Kafka's primitive types in their non-flexible form (lengths as int16 or int32, no tagged fields), as the
 * embedded consumer protocol and the assignors' user data use them. Integers are big-endian.
 */

/** The bytes do not hold what the schema says (`SchemaException`). */
export class SchemaError extends Error {
  override readonly name = 'SchemaError';
}

const MAX_STRING_BYTES = 0x7fff;

export class ByteWriter {
  private readonly bytes: number[] = [];

  int16(value: number): void {
    this.bytes.push((value >> 8) & 0xff, value & 0xff);
  }

  int32(value: number): void {
    this.bytes.push((value >> 24) & 0xff, (value >> 16) & 0xff, (value >> 8) & 0xff, value & 0xff);
  }

  string(value: string): void {
    const utf8 = new TextEncoder().encode(value);
    if (utf8.length > MAX_STRING_BYTES) throw new SchemaError(`string of ${utf8.length} bytes is too long`);
    this.int16(utf8.length);
    this.append(utf8);
  }

  nullableString(value: string | null): void {
    if (value === null) this.int16(-1);
    else this.string(value);
  }

  nullableBytes(value: Uint8Array | null): void {
    this.int32(value?.length ?? -1);
    if (value) this.append(value);
  }

  array<Item>(items: readonly Item[], writeItem: (item: Item) => void): void {
    this.int32(items.length);
    items.forEach(writeItem);
  }

  toBytes(): Uint8Array {
    return Uint8Array.from(this.bytes);
  }

  private append(bytes: Uint8Array): void {
    for (const byte of bytes) this.bytes.push(byte);
  }
}

export class ByteReader {
  private readonly view: DataView;
  private position = 0;

  constructor(bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  int16(): number {
    return this.view.getInt16(this.advance(2));
  }

  int32(): number {
    return this.view.getInt32(this.advance(4));
  }

  string(): string {
    const value = this.nullableString();
    if (value === null) throw new SchemaError('a string that may not be null is null');
    return value;
  }

  nullableString(): string | null {
    const length = this.int16();
    // A byte order mark is part of the string, as in Java.
    return length < 0 ? null : new TextDecoder('utf-8', { ignoreBOM: true }).decode(this.slice(length));
  }

  nullableBytes(): Uint8Array | null {
    const length = this.int32();
    return length < 0 ? null : this.slice(length).slice();
  }

  array<Item>(readItem: () => Item): Item[] {
    const length = this.int32();
    // Every item takes a byte at least, so a length beyond the end is a broken one: don't try to allocate it.
    if (length < 0 || length > this.remaining()) throw new SchemaError(`an array can't have ${length} items`);
    return Array.from({ length }, readItem);
  }

  /** Bytes after the position. */
  remaining(): number {
    return this.view.byteLength - this.position;
  }

  /** A view of the next bytes; the caller copies what it keeps. */
  private slice(length: number): Uint8Array {
    return new Uint8Array(this.view.buffer, this.view.byteOffset + this.advance(length), length);
  }

  /** Moves past the next bytes and returns where they begin. */
  private advance(length: number): number {
    if (length > this.remaining()) {
      throw new SchemaError(`buffer underflow: ${length} bytes wanted, ${this.remaining()} left`);
    }
    const from = this.position;
    this.position += length;
    return from;
  }
}
