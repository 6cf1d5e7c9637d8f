import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SchemaError } from '../bytes/schema-error.ts';
import { schemas } from '../schemas/index.ts';
import type { MessageSchema } from './message.ts';
import { decodeMessage, encodeMessage } from './message-codec.ts';
import {
  array,
  boolean,
  bytes,
  type Field,
  type Fields,
  float64,
  int8,
  int32,
  int64,
  records,
  string,
  struct,
  type Type,
  uint16,
  uint32,
  uuid,
} from './schema.ts';
import { includesVersion } from './versions.ts';

const allSchemas = Object.values(schemas).flatMap(({ request, response }): MessageSchema[] => [
  request,
  response,
]);

const messageSchema = (fields: Fields, firstFlexible: number | null = 0): MessageSchema => ({
  name: 'Example',
  versions: [0, 3],
  firstFlexible,
  fields,
});
const hex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));
const encoded = (schema: MessageSchema, version: number, message: object) =>
  Buffer.from(encodeMessage(schema, version, message)).toString('hex');

describe('every version of every message', () => {
  it.each(allSchemas.map((schema) => [schema.name, schema] as const))(
    '%s is read as it was written',
    (_, schema) => {
      const [lowest, highest] = schema.versions;
      for (let version = lowest; version <= highest; version++) {
        const property = fc.property(arbitraryStruct(schema.fields, version), (message) => {
          const written = encodeMessage(schema, version, message);
          expect(decodeMessage(schema, version, written)).toEqual(message);
        });
        fc.assert(property, { numRuns: 5 });
      }
    },
  );

  it.each(allSchemas.map((schema) => [schema.name, schema] as const))(
    '%s has defaults that it can write',
    (_, schema) => {
      const [lowest, highest] = schema.versions;
      for (let version = lowest; version <= highest; version++) {
        const written = encodeMessage(schema, version, {});
        expect(encodeMessage(schema, version, decodeMessage(schema, version, written))).toEqual(written);
      }
    },
  );

  it.each(allSchemas.map((schema) => [schema.name, schema] as const))(
    '%s cut short is refused',
    (name, schema) => {
      const [, version] = schema.versions;
      const property = fc.property(
        arbitraryStruct(schema.fields, version).map((message) => encodeMessage(schema, version, message)),
        fc.nat(),
        (written, cut) => {
          const short = written.subarray(0, cut % written.length);
          expect(() => decodeMessage(schema, version, short)).toThrow(SchemaError);
          expect(() => decodeMessage(schema, version, short)).toThrow(`${name} v${version}.`);
        },
      );
      fc.assert(property, { numRuns: 5 });
    },
  );
});

describe('a field', () => {
  it('may be of any of Kafka’s types, plain and compact', () => {
    const schema = messageSchema(
      {
        flag: boolean(),
        port: uint16(),
        crc: uint32(),
        ratio: float64(),
        id: uuid(),
        data: bytes(),
        batches: records('0+', { default: null }),
      },
      1,
    );
    const message = {
      flag: true,
      port: 9092,
      crc: 0xffff_fffe,
      ratio: 0.5,
      id: 'AAAAAAAAAAAAAAAAAAAAAQ',
      data: hex('0102'),
      batches: hex('03'),
    };
    const numbers = '01 2384 fffffffe 3fe0000000000000 00000000000000000000000000000001';
    const plain = `${numbers} 00000002 0102 00000001 03`;
    const compact = `${numbers} 03 0102 02 03 00`;
    expect(encoded(schema, 0, message)).toBe(plain.replaceAll(' ', ''));
    expect(encoded(schema, 1, message)).toBe(compact.replaceAll(' ', ''));
    expect(decodeMessage(schema, 0, hex(plain))).toEqual(message);
    expect(decodeMessage(schema, 1, hex(compact))).toEqual(message);
  });

  it('is written in its versions only', () => {
    const schema = messageSchema(
      { always: int8(), later: int8('2+'), between: int8('1-2'), once: int8('3') },
      null,
    );
    const message = { always: 1, later: 2, between: 3, once: 4 };
    expect([0, 1, 2, 3].map((version) => encoded(schema, version, message))).toEqual([
      '01',
      '0103',
      '010203',
      '010204',
    ]);
    expect(decodeMessage(schema, 0, hex('01'))).toEqual({ always: 1 });
  });

  it('may be left out, and then has its default', () => {
    const schema = messageSchema(
      { epoch: int32('0+', { default: -1 }), of: struct({ id: int8() }), name: string() },
      null,
    );
    expect(encoded(schema, 0, {})).toBe('ffffffff000000');
  });

  it('is null only in the versions that allow it', () => {
    const schema = messageSchema({ name: string('0+', { nullable: '1+' }) }, null);
    expect(encoded(schema, 1, { name: null })).toBe('ffff');
    expect(() => encodeMessage(schema, 0, { name: null })).toThrow(
      'Example v0.name: what may not be null is null',
    );
    expect(() => decodeMessage(schema, 0, hex('ffff'))).toThrow(
      'Example v0.name: what may not be null is null',
    );
  });

  it('of a struct that may be null has a byte for that', () => {
    const schema = messageSchema({ cursor: struct('0+', { at: int8() }, { default: null }) });
    expect(encoded(schema, 0, { cursor: null })).toBe('ff00');
    expect(encoded(schema, 0, { cursor: { at: 7 } })).toBe('01070000');
  });

  it('is named where it is wrong', () => {
    const schema = messageSchema({ topics: array({ partitions: array({ id: int32() }) }) });
    const message = { topics: [{}, { partitions: [{ id: 1 }, { id: 'x' }] }] };
    expect(() => encodeMessage(schema, 0, message)).toThrow(
      'Example v0.topics[1].partitions[1].id: x is not a whole',
    );
  });

  it.each([
    ['an array beyond the message', { list: array(int8()) }, '7f', 'list: an array of 126 items'],
    ['null for an array', { list: array(int8()) }, '00', 'list: what may not be null'],
    [
      'bytes beyond the message',
      { data: bytes() },
      '05 00',
      'data: buffer underflow: 4 bytes wanted, 1 left',
    ],
    ['what comes after the message', { id: int8() }, '01 00 02', '1 bytes are left over'],
  ])('refuses %s', (_, fields, text, message) => {
    expect(() => decodeMessage(messageSchema(fields), 0, hex(text))).toThrow(message);
  });
});

describe('a tagged field', () => {
  const schema = messageSchema({
    id: int8(),
    limit: int64('1+', { tag: 1, default: -1 }),
    leader: struct('0+', { node: int32('0+', { default: -1 }), racks: array(string()) }, { tag: 0 }),
  });

  it('is written if it differs from its default, after its tag and size', () => {
    expect(encoded(schema, 1, { id: 1, limit: 2 })).toBe('01 01 01 08 0000000000000002'.replaceAll(' ', ''));
  });

  it('that has its default takes no byte, however the default is said', () => {
    expect(encoded(schema, 1, { id: 1, limit: -1, leader: { node: -1, racks: [] } })).toBe('0100');
    expect(decodeMessage(schema, 1, hex('0100'))).toEqual({
      id: 1,
      limit: -1,
      leader: { node: -1, racks: [] },
    });
  });

  it('comes in the order of tags, whatever the order of fields', () => {
    expect(encoded(schema, 1, { id: 1, limit: 2, leader: { node: 3 } })).toBe(
      '01 02 00 06 00000003 01 00 01 08 0000000000000002'.replaceAll(' ', ''),
    );
  });

  it('that is unknown is kept, and written back in its place', () => {
    const withUnknown = '01 03 00 06 00000003 01 00 01 08 0000000000000002 07 02 abcd';
    const message = decodeMessage(schema, 0, hex(withUnknown));
    expect(message._unknownTaggedFields).toEqual([
      { tag: 1, data: hex('0000000000000002') },
      { tag: 7, data: hex('abcd') },
    ]);
    expect(encoded(schema, 0, message)).toBe(withUnknown.replaceAll(' ', ''));
  });

  it('is refused if it is not as long as it says', () => {
    expect(() => decodeMessage(schema, 1, hex('01 01 01 09 0000000000000002 00'))).toThrow(
      'Example v1.tagged fields.limit: its size says 9 bytes, but it has 8',
    );
  });
});

it('a version that is not described is refused', () => {
  expect(() => encodeMessage(schemas.Produce.request, 2, {})).toThrow(
    'Produce request has no version 2: known are 3 to 13',
  );
});

/** A message with every field of the version. */
function arbitraryStruct(fields: Fields, version: number): fc.Arbitrary<object> {
  const ofVersion = Object.entries(fields).filter(([, { versions }]) => includesVersion(versions, version));
  return fc.record(
    Object.fromEntries(ofVersion.map(([name, field]) => [name, arbitraryField(field, version)])),
    { noNullPrototype: true },
  );
}

function arbitraryField(field: Field, version: number): fc.Arbitrary<unknown> {
  const value = arbitraryValue(field.type, version);
  return field.nullable && includesVersion(field.nullable, version) ? fc.option(value) : value;
}

function arbitraryValue(type: Type, version: number): fc.Arbitrary<unknown> {
  switch (type.kind) {
    case 'struct':
      return arbitraryStruct(type.fields, version);
    case 'array':
      return fc.array(arbitraryValue(type.element, version), { maxLength: 2 });
    case 'boolean':
      return fc.boolean();
    case 'int8':
      return fc.integer({ min: -0x80, max: 0x7f });
    case 'int16':
      return fc.integer({ min: -0x8000, max: 0x7fff });
    case 'uint16':
      return fc.nat(0xffff);
    case 'int32':
      return fc.integer();
    case 'uint32':
      return fc.nat(0xffff_ffff);
    case 'int64':
      return fc.maxSafeInteger();
    case 'float64':
      return fc.double();
    case 'uuid':
      return fc
        .uint8Array({ minLength: 16, maxLength: 16 })
        .map((id) => Buffer.from(id).toString('base64url'));
    case 'string':
      return fc.string({ unit: 'binary', maxLength: 12 });
    default:
      return fc.uint8Array({ maxLength: 12 });
  }
}
