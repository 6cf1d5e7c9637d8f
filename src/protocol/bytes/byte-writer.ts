/**
 * Kafka's primitive types, written one after another into bytes that grow. Integers are big-endian. A type
 * has two forms where its length comes first: plain (an int16 or int32) and compact (an unsigned varint of the
 * length + 1), the form of the flexible versions.
 */
import { sizeOfUnsignedVarint, sizeOfVarint } from '../../kernel/varint.ts';
import type { RecordBatch } from '../record-batch.ts';
import { SchemaError } from './schema-error.ts';
import { uuidFromString } from './uuid.ts';

const INITIAL_CAPACITY = 256;
const MAX_STRING_BYTES = 0x7fff;
const TWO_TO_32 = 0x1_0000_0000;

const encoder = new TextEncoder();

/** How the engine's batches become bytes: their records are a recipe, whose bytes only the run can make. */
export type RecordsToBytes = (batches: readonly RecordBatch[]) => Uint8Array;

export class ByteWriter {
  private bytes = new Uint8Array(INITIAL_CAPACITY);
  private view = new DataView(this.bytes.buffer);
  private length = 0;

  constructor(readonly recordsToBytes: RecordsToBytes = noBytesOfRecords) {}

  /** How many bytes are written. */
  get position(): number {
    return this.length;
  }

  boolean(value: boolean): void {
    this.byte(value ? 1 : 0);
  }

  int8(value: number): void {
    const at = this.claim(1);
    this.view.setInt8(at, inRange(value, -0x80, 0x7f));
  }

  int16(value: number): void {
    const at = this.claim(2);
    this.view.setInt16(at, inRange(value, -0x8000, 0x7fff));
  }

  uint16(value: number): void {
    const at = this.claim(2);
    this.view.setUint16(at, inRange(value, 0, 0xffff));
  }

  int32(value: number): void {
    const at = this.claim(4);
    this.view.setInt32(at, inRange(value, -0x8000_0000, 0x7fff_ffff));
  }

  uint32(value: number): void {
    const at = this.claim(4);
    this.view.setUint32(at, inRange(value, 0, 0xffff_ffff));
  }

  int64(value: number): void {
    const high = Math.floor(inRange(value, -Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER) / TWO_TO_32);
    const at = this.claim(8);
    this.view.setInt32(at, high);
    this.view.setUint32(at + 4, value - high * TWO_TO_32);
  }

  float64(value: number): void {
    if (typeof value !== 'number') throw new SchemaError(`${value} is not a number`);
    const at = this.claim(8);
    this.view.setFloat64(at, value);
  }

  uuid(value: string): void {
    this.raw(uuidFromString(value));
  }

  /** 7 bits a byte, the lowest first. */
  unsignedVarint(value: number): void {
    let rest = inRange(value, 0, 0xffff_ffff);
    while (rest > 0x7f) {
      this.byte((rest & 0x7f) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Zigzag: 0, -1, 1, -2, … are 0, 1, 2, 3, …, so that small numbers of both signs are short. */
  varint(value: number): void {
    this.varlong(inRange(value, -0x8000_0000, 0x7fff_ffff));
  }

  varlong(value: number): void {
    let rest = inRange(value, -(2 ** 52), 2 ** 52 - 1) >= 0 ? value * 2 : -value * 2 - 1;
    while (rest > 0x7f) {
      this.byte((rest % 0x80) | 0x80);
      rest = Math.floor(rest / 0x80);
    }
    this.byte(rest);
  }

  /** Null has the length -1. */
  nullableString(value: string | null): void {
    const utf8 = value === null ? null : utf8Of(value);
    this.int16(utf8?.length ?? -1);
    if (utf8) this.raw(utf8);
  }

  compactString(value: string | null): void {
    const utf8 = value === null ? null : utf8Of(value);
    this.compactBytes(utf8);
  }

  /** `nullableBytes` in Kafka's words: null has the length -1. */
  nullableBytes(value: Uint8Array | null): void {
    this.int32(value?.length ?? -1);
    if (value) this.raw(value);
  }

  compactBytes(value: Uint8Array | null): void {
    this.unsignedVarint(value === null ? 0 : value.length + 1);
    if (value) this.raw(value);
  }

  /** The bytes as they are, no length before them. */
  raw(value: Uint8Array): void {
    const at = this.claim(value.length);
    this.bytes.set(value, at);
  }

  /** What `write` writes, after its length as a varint: the form of tagged fields (unsigned) and of records. */
  sized(prefixed: 'unsignedVarint' | 'varint', write: () => void): void {
    const from = this.length;
    write();
    const size = this.length - from;
    const prefixBytes = prefixed === 'varint' ? sizeOfVarint(size) : sizeOfUnsignedVarint(size);
    this.claim(prefixBytes);
    this.bytes.copyWithin(from + prefixBytes, from, from + size);
    this.length = from;
    this[prefixed](size);
    this.length = from + prefixBytes + size;
  }

  toBytes(): Uint8Array {
    return this.bytes.slice(0, this.length);
  }

  private byte(value: number): void {
    const at = this.claim(1);
    this.bytes[at] = value;
  }

  /**
   * Makes room for the next bytes, which are zero until written, and returns where they begin. May replace `bytes`
   * and `view`: call it first, in a statement of its own.
   */
  private claim(size: number): number {
    const at = this.length;
    this.length += size;
    if (this.length > this.bytes.length) {
      const grown = new Uint8Array(Math.max(this.length, this.bytes.length * 2));
      grown.set(this.bytes);
      this.bytes = grown;
      this.view = new DataView(grown.buffer);
    }
    return at;
  }
}

function noBytesOfRecords(): never {
  throw new SchemaError('batches are no bytes, and nobody says how to make them');
}

function inRange(value: number, lowest: number, highest: number): number {
  if (Number.isInteger(value) && value >= lowest && value <= highest) return value;
  throw new SchemaError(`${value} is not a whole number from ${lowest} to ${highest}`);
}

function utf8Of(value: string): Uint8Array {
  if (typeof value !== 'string') throw new SchemaError(`${value} is not a string`);
  const utf8 = encoder.encode(value);
  if (utf8.length > MAX_STRING_BYTES) throw new SchemaError(`string of ${utf8.length} bytes is too long`);
  return utf8;
}
