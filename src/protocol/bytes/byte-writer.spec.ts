import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteReader } from './byte-reader.ts';
import { ByteWriter } from './byte-writer.ts';
import { SchemaError } from './schema-error.ts';

const bytesOf = (write: (writer: ByteWriter) => void) => {
  const writer = new ByteWriter();
  write(writer);
  return writer.toBytes();
};
const hexOf = (write: (writer: ByteWriter) => void) => Buffer.from(bytesOf(write)).toString('hex');

describe('what is written is read', () => {
  const safeInteger = fc.maxSafeInteger();
  const text = fc.string({ unit: 'binary', maxLength: 200 });
  const uuid = fc
    .uint8Array({ minLength: 16, maxLength: 16 })
    .map((bytes) => Buffer.from(bytes).toString('base64url'));

  it.each([
    ['boolean', fc.boolean()],
    ['int8', fc.integer({ min: -0x80, max: 0x7f })],
    ['int16', fc.integer({ min: -0x8000, max: 0x7fff })],
    ['uint16', fc.nat(0xffff)],
    ['int32', fc.integer()],
    ['uint32', fc.nat(0xffff_ffff)],
    ['int64', safeInteger],
    ['float64', fc.double()],
    ['uuid', uuid],
    ['unsignedVarint', fc.nat(0xffff_ffff)],
    ['varint', fc.integer()],
    ['varlong', fc.maxSafeInteger().map((value) => Math.floor(value / 2))],
    ['nullableString', fc.option(text)],
    ['nullableBytes', fc.option(fc.uint8Array())],
  ] as const)('%s', (type, arbitrary: fc.Arbitrary<unknown>) => {
    fc.assert(
      fc.property(fc.array(arbitrary), (values) => {
        const bytes = bytesOf((writer) => {
          for (const value of values) (writer[type] as (value: unknown) => void)(value);
        });
        const reader = new ByteReader(bytes);
        expect(values.map(() => reader[type]())).toEqual(values);
        expect(reader.remaining()).toBe(0);
      }),
    );
  });

  it('compact strings and bytes', () => {
    fc.assert(
      fc.property(fc.option(text), fc.option(fc.uint8Array()), (string, bytes) => {
        const reader = new ByteReader(
          bytesOf((writer) => {
            writer.compactString(string);
            writer.compactBytes(bytes);
          }),
        );
        expect([reader.nullableCompactString(), reader.nullableCompactBytes()]).toEqual([string, bytes]);
      }),
    );
  });
});

describe('Kafka writes', () => {
  it.each([
    ['integers big-endian', '0001020304050607', (writer: ByteWriter) => writer.int64(0x0001_0203_0405_0607)],
    ['negative ones in two’s complement', 'fffffffffffffffe', (writer: ByteWriter) => writer.int64(-2)],
    ['a varint 7 bits a byte', 'ac02', (writer: ByteWriter) => writer.unsignedVarint(300)],
    ['signed varints zigzag', '03', (writer: ByteWriter) => writer.varint(-2)],
    ['the length of a string before it', '00026162', (writer: ByteWriter) => writer.nullableString('ab')],
    ['-1 for null', 'ffff', (writer: ByteWriter) => writer.nullableString(null)],
    ['compact lengths + 1', '036162', (writer: ByteWriter) => writer.compactString('ab')],
    ['0 for null there', '00', (writer: ByteWriter) => writer.compactString(null)],
  ])('%s', (_, hex, write) => {
    expect(hexOf(write)).toBe(hex);
  });
});

describe('refused is', () => {
  it.each([
    ['an int8 of 128', (writer: ByteWriter) => writer.int8(128)],
    ['an int16 that is not whole', (writer: ByteWriter) => writer.int16(1.5)],
    ['an int32 below its range', (writer: ByteWriter) => writer.int32(-0x8000_0001)],
    ['an int64 beyond 2^53', (writer: ByteWriter) => writer.int64(2 ** 53)],
    ['a uuid that is none', (writer: ByteWriter) => writer.uuid('not-a-uuid')],
    [
      'a string longer than an int16 can say',
      (writer: ByteWriter) => writer.nullableString('x'.repeat(0x8000)),
    ],
  ])('%s', (_, write) => {
    expect(() => bytesOf(write)).toThrow(SchemaError);
  });

  it.each([
    ['an end in the middle', '0001', (reader: ByteReader) => reader.int32(), '4 bytes wanted, 2 left'],
    ['an int64 beyond 2^53', '0020000000000000', (reader: ByteReader) => reader.int64(), '9007199254740992'],
    [
      'a varint that does not end',
      'ffffffffff',
      (reader: ByteReader) => reader.unsignedVarint(),
      'longer than 5',
    ],
    ['a string beyond the end', '000561', (reader: ByteReader) => reader.nullableString(), '5 bytes wanted'],
  ])('%s, when read', (_, hex, read, message) => {
    expect(() => read(new ByteReader(Buffer.from(hex, 'hex')))).toThrow(message);
  });
});
