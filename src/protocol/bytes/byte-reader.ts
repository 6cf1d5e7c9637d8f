/** The inverse of `ByteWriter`: takes one value after another from bytes, and says what is wrong with them. */
import { SchemaError } from './schema-error.ts';
import { UUID_BYTES, uuidToString } from './uuid.ts';

const TWO_TO_32 = 0x1_0000_0000;
/** Shorter strings are decoded faster by hand, if they are ASCII. */
const BY_HAND_BYTES = 24;

// A byte order mark is part of the string, as in Java.
const decoder = new TextDecoder('utf-8', { ignoreBOM: true });

export class ByteReader {
  private readonly view: DataView;
  private at = 0;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** How many bytes are read. */
  get position(): number {
    return this.at;
  }

  /** Bytes after the position. */
  remaining(): number {
    return this.bytes.length - this.at;
  }

  boolean(): boolean {
    return this.view.getInt8(this.advance(1)) !== 0;
  }

  int8(): number {
    return this.view.getInt8(this.advance(1));
  }

  int16(): number {
    return this.view.getInt16(this.advance(2));
  }

  uint16(): number {
    return this.view.getUint16(this.advance(2));
  }

  int32(): number {
    return this.view.getInt32(this.advance(4));
  }

  uint32(): number {
    return this.view.getUint32(this.advance(4));
  }

  int64(): number {
    const at = this.advance(8);
    const value = this.view.getInt32(at) * TWO_TO_32 + this.view.getUint32(at + 4);
    if (Number.isSafeInteger(value)) return value;
    throw new SchemaError(`int64 ${this.view.getBigInt64(at)} is beyond 2^53`);
  }

  float64(): number {
    return this.view.getFloat64(this.advance(8));
  }

  uuid(): string {
    return uuidToString(this.raw(UUID_BYTES));
  }

  unsignedVarint(): number {
    const byte = this.bytes[this.at];
    if (byte !== undefined && byte < 0x80) {
      this.at++;
      return byte;
    }
    const value = this.varintOf(5);
    if (value >= TWO_TO_32) throw new SchemaError('a varint is longer than 32 bits');
    return value;
  }

  varint(): number {
    return unzigzag(this.unsignedVarint());
  }

  varlong(): number {
    const value = this.varintOf(10);
    if (!Number.isSafeInteger(value)) throw new SchemaError('a varlong is beyond 2^52');
    return unzigzag(value);
  }

  nullableString(): string | null {
    return this.text(this.int16());
  }

  nullableCompactString(): string | null {
    return this.text(this.unsignedVarint() - 1);
  }

  nullableBytes(): Uint8Array | null {
    return this.copy(this.int32());
  }

  nullableCompactBytes(): Uint8Array | null {
    return this.copy(this.unsignedVarint() - 1);
  }

  /** The length of an array that is about to be read, as it was found; -1: null. */
  arrayLength(length: number): number {
    // Every item takes a byte at least, so a length beyond the end is a broken one: don't try to allocate it.
    if (length <= this.remaining()) return length;
    throw new SchemaError(`an array of ${length} items can't be in ${this.remaining()} bytes`);
  }

  /** A view of the next bytes, not a copy. */
  raw(length: number): Uint8Array {
    const from = this.advance(length);
    return this.bytes.subarray(from, from + length);
  }

  private copy(length: number): Uint8Array | null {
    return length < 0 ? null : this.raw(length).slice();
  }

  /** So many bytes of UTF-8, null if -1. */
  text(length: number): string | null {
    if (length < 0) return null;
    const utf8 = this.raw(length);
    return length <= BY_HAND_BYTES ? shortText(utf8) : decoder.decode(utf8);
  }

  /** 7 bits a byte, the lowest first. */
  private varintOf(maxBytes: number): number {
    let value = 0;
    let weight = 1;
    for (let count = 0; count < maxBytes; count++) {
      const byte = this.bytes[this.advance(1)] ?? 0;
      value += (byte & 0x7f) * weight;
      if (byte < 0x80) return value;
      weight *= 0x80;
    }
    throw new SchemaError(`a varint is longer than ${maxBytes} bytes`);
  }

  /** Moves past the next bytes and returns where they begin. */
  private advance(length: number): number {
    const from = this.at;
    if (length > this.bytes.length - from) {
      throw new SchemaError(`buffer underflow: ${length} bytes wanted, ${this.remaining()} left`);
    }
    this.at = from + length;
    return from;
  }
}

function unzigzag(value: number): number {
  return value % 2 === 0 ? value / 2 : -(value + 1) / 2;
}

function shortText(utf8: Uint8Array): string {
  let text = '';
  for (const byte of utf8) {
    if (byte >= 0x80) return decoder.decode(utf8);
    text += String.fromCharCode(byte);
  }
  return text;
}
