import { gunzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompressionType, compressions } from './compression.ts';
import { compressLz4, decompressLz4 } from './lz4.ts';
import { decompressSnappy } from './snappy.ts';
import { xxhash32 } from './xxhash32.ts';

const utf8 = (text: string) => new TextEncoder().encode(text);
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex');
const fromHex = (text: string) => Uint8Array.from(Buffer.from(text.replaceAll(' ', ''), 'hex'));

/** Records are of both kinds: noise, and what repeats itself. */
const content = fc.oneof(
  fc.uint8Array({ maxLength: 400 }),
  fc
    .tuple(
      fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 4 }),
      fc.array(fc.nat(), { maxLength: 60 }),
    )
    .map(([words, order]) => Uint8Array.from(order.flatMap((n) => [...(words[n % words.length] ?? [])]))),
);

describe.each(Object.keys(compressions) as CompressionType[])('%s', (type) => {
  const { compress, decompress } = compressions[type];

  it('gives back what it was given', () => {
    fc.assert(
      fc.property(content, (bytes) => {
        expect(decompress(compress(bytes))).toEqual(bytes);
      }),
    );
  });

  it.each([
    ['zeros', () => 0],
    ['text', (index: number) => 97 + ((index * index) % 23)],
    ['noise', (index: number) => (Math.imul(index ^ (index >>> 3), 2654435761) >>> 13) & 0xff],
  ])('also more than a block of %s', (_, byteAt) => {
    const bytes = Uint8Array.from({ length: 300_000 }, (_, index) => byteAt(index));
    expect(Buffer.compare(decompress(compress(bytes)), bytes)).toBe(0);
  });

  it('is the same each time', () => {
    expect(compress(utf8('abcabcabc'))).toEqual(compress(utf8('abcabcabc')));
  });
});

it.each(['gzip', 'snappy', 'lz4'] as const)('%s makes smaller what repeats itself', (type) => {
  const bytes = utf8('the same words again, '.repeat(500));
  expect(compressions[type].compress(bytes).length).toBeLessThan(bytes.length / 10);
});

it.each(['gzip', 'snappy', 'lz4', 'zstd'] as const)('%s refuses what is cut short', (type) => {
  const { compress, decompress } = compressions[type];
  const compressed = compress(utf8('abcdefghijklmnopqrstuvwxyz'.repeat(20)));
  expect(() => decompress(compressed.subarray(0, compressed.length / 2))).toThrow();
});

it('gzip is what others read', () => {
  expect(gunzipSync(compressions.gzip.compress(utf8('abc'))).toString()).toBe('abc');
});

describe('snappy', () => {
  it('begins with the header of xerial’s library', () => {
    expect(hex(compressions.snappy.compress(utf8('abc')))).toBe(
      '82534e4150505900 00000001 00000001 00000005 0308616263'.replaceAll(' ', ''),
    );
  });

  it('is read without that header too', () => {
    expect(decompressSnappy(fromHex('0308616263'))).toEqual(utf8('abc'));
  });
});

describe('lz4', () => {
  const header = '04224d18 60 40 82';

  it('begins with the header that Kafka writes: independent blocks of 64 KiB, no checksums', () => {
    expect(hex(compressLz4(utf8('abc')))).toBe(`${header} 03000080 616263 00000000`.replaceAll(' ', ''));
  });

  it('lets a match reach into itself', () => {
    const block = '11 61 0100 10 62';
    expect(decompressLz4(fromHex(`${header} 06000000 ${block} 00000000`))).toEqual(utf8('aaaaaab'));
  });

  it('reads sizes and checksums of other writers', () => {
    // python-lz4: store_size, block checksum, content checksum; 'abc' in one block.
    const descriptor = fromHex('7c40 0300000000000000');
    const headerChecksum = hex(Uint8Array.of((xxhash32(descriptor) >>> 8) & 0xff));
    const block = `03000080 616263 ${littleEndian(xxhash32(utf8('abc')))}`;
    const frame = `04224d18 ${hex(descriptor)} ${headerChecksum} ${block} 00000000 ${littleEndian(xxhash32(utf8('abc')))}`;
    expect(decompressLz4(fromHex(frame))).toEqual(utf8('abc'));
  });

  it.each([
    ['another magic', '04224d19 60 40 82 00000000', 'no LZ4 frame'],
    ['blocks that depend on each other', '04224d18 40 40 c0 00000000', 'depend on each other'],
    ['a header that was damaged', '04224d18 60 40 83 00000000', 'header does not have its checksum'],
    ['a block beyond the largest', `${header} 01000100 61 00000000`, '65537 bytes'],
    ['a match before the beginning', `${header} 04000000 10 61 0200 00000000`, 'a match 2 bytes back'],
  ])('refuses %s', (_, frame, message) => {
    expect(() => decompressLz4(fromHex(frame))).toThrow(message);
  });
});

// From xxHash's own tests and documentation.
it.each([
  ['', 0x02cc5d05],
  ['a', 0x550d7456],
  ['abc', 0x32d153ff],
  ['Nobody inspects the spammish repetition', 0xe2293b2f],
])('xxhash32 of %j', (text, hash) => {
  expect(xxhash32(utf8(text))).toBe(hash);
});

function littleEndian(value: number): string {
  return hex(Uint8Array.of(value, value >>> 8, value >>> 16, value >>> 24));
}
