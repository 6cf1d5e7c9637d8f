import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crc32c } from '../../kernel/crc32c.ts';
import { compressionTypes } from '../compression/compression.ts';
import { sizeOfRecord } from '../record-batch.ts';
import type { DefaultRecord } from './default-record.ts';
import {
  type BatchHeader,
  ensureValid,
  readHeader,
  readRecords,
  writeBatch,
} from './default-record-batch.ts';
import { splitIntoBatches } from './memory-records.ts';

const header: BatchHeader = {
  baseOffset: 100,
  lastOffset: 101,
  partitionLeaderEpoch: 3,
  timestampType: 'CreateTime',
  isTransactional: false,
  isControlBatch: false,
  baseTimestamp: 1_700_000_000_000,
  maxTimestamp: 1_700_000_000_005,
  deleteHorizonMs: null,
  producerId: 7,
  producerEpoch: 1,
  baseSequence: 40,
};
const utf8 = (text: string) => new TextEncoder().encode(text);
const record = (offsetDelta: number, timestampDelta = 0): DefaultRecord => ({
  offsetDelta,
  timestampDelta,
  key: utf8('key'),
  value: utf8('value'),
  headers: [],
});
const records = [record(0), record(1, 5)];
const batch = writeBatch(header, records);

/** The batch with other bytes at a place, and the right checksum again. */
function tampered(at: number, ...bytes: number[]): Uint8Array {
  const copy = Uint8Array.from(batch);
  copy.set(bytes, at);
  new DataView(copy.buffer).setUint32(17, crc32c(copy.subarray(21)));
  return copy;
}

describe('a batch', () => {
  const bytes = fc.option(fc.uint8Array({ maxLength: 20 }));
  const arbitraryRecords = fc.array(
    fc.record(
      {
        offsetDelta: fc.nat(1000),
        timestampDelta: fc.integer({ min: -(2 ** 40), max: 2 ** 40 }),
        key: bytes,
        value: bytes,
        headers: fc.array(fc.record({ key: fc.string({ unit: 'binary', maxLength: 5 }), value: bytes }), {
          maxLength: 3,
        }),
      },
      { noNullPrototype: true },
    ),
    { maxLength: 10 },
  );
  const arbitraryHeader = fc.record(
    {
      baseOffset: fc.nat(2 ** 40),
      partitionLeaderEpoch: fc.integer({ min: -1 }),
      timestampType: fc.constantFrom('CreateTime', 'LogAppendTime'),
      isTransactional: fc.boolean(),
      isControlBatch: fc.boolean(),
      baseTimestamp: fc.nat(2 ** 41),
      maxTimestamp: fc.nat(2 ** 41),
      producerId: fc.integer({ min: -1, max: 2 ** 50 }),
      producerEpoch: fc.integer({ min: -1, max: 0x7fff }),
      baseSequence: fc.integer({ min: -1 }),
    },
    { noNullPrototype: true },
  );

  it.each(compressionTypes)('with %s is read as it was written', (compression) => {
    const property = fc.property(
      arbitraryHeader,
      arbitraryRecords,
      fc.nat(1000),
      fc.boolean(),
      (given, of, last, hasHorizon) => {
        const written = {
          ...given,
          lastOffset: given.baseOffset + last,
          deleteHorizonMs: hasHorizon ? given.baseTimestamp : null,
        } as BatchHeader;
        const stored = writeBatch(written, of, compression);
        ensureValid(stored);
        expect(readHeader(stored)).toMatchObject({
          ...written,
          recordCount: of.length,
          sizeInBytes: stored.length,
          magic: 2,
        });
        expect(readRecords(stored)).toEqual(of);
      },
    );
    fc.assert(property, { numRuns: 50 });
  });

  it('has the size that the engine reckons for its records', () => {
    const sizes = records.map((each) => sizeOfRecord(each.offsetDelta, each.timestampDelta, 3, 5));
    expect(batch.length).toBe(61 + sizes.reduce((sum, size) => sum + size, 0));
  });

  it('keeps its checksum when a broker gives it an offset and a leader epoch', () => {
    const moved = writeBatch(
      { ...header, baseOffset: 500, lastOffset: 501, partitionLeaderEpoch: 9 },
      records,
    );
    expect(readHeader(moved).crc).toBe(readHeader(batch).crc);
  });
});

describe('refused is', () => {
  it.each([
    [
      'a changed bit',
      Uint8Array.from(batch, (byte, at) => (at === 70 ? byte ^ 1 : byte)),
      'CorruptRecordException',
    ],
    ['less than a header', batch.subarray(0, 60), 'CorruptRecordException'],
  ])('%s, by its checksum', (_, bytes, name) => {
    expect(() => ensureValid(bytes)).toThrow(expect.objectContaining({ name }));
  });

  it.each([
    ['a negative count', tampered(57, 0xff, 0xff, 0xff, 0xff), 'InvalidRecordException'],
    ['one record too many', tampered(60, 3), 'InvalidRecordException'],
    ['one record too few', tampered(60, 1), 'InvalidRecordException'],
    ['a record larger than the batch', tampered(61, 0xfe, 0x01), 'InvalidRecordException'],
    ['a record smaller than what is in it', tampered(61, 0x0a), 'InvalidRecordException'],
    [
      'a record whose size does not end',
      tampered(61, 0xff, 0xff, 0xff, 0xff, 0xff),
      'IllegalArgumentException',
    ],
    ['a negative number of headers', tampered(batch.length - 1, 0x01), 'InvalidRecordException'],
    ['a codec that is none', tampered(22, 7), 'IllegalArgumentException'],
    ['what can’t be decompressed', tampered(22, 3), 'KafkaException'],
  ])('%s, though the checksum is right', (_, bytes, name) => {
    ensureValid(bytes);
    expect(() => readRecords(bytes)).toThrow(expect.objectContaining({ name }));
  });
});

describe('batches one after another', () => {
  it('are taken apart, and what was cut off is left out', () => {
    const three = Buffer.concat([batch, batch, batch]);
    expect(splitIntoBatches(three).map((each) => each.length)).toEqual([
      batch.length,
      batch.length,
      batch.length,
    ]);
    expect(splitIntoBatches(three.subarray(0, -1))).toHaveLength(2);
    expect(splitIntoBatches(three.subarray(0, 2 * batch.length + 11))).toHaveLength(2);
    expect(splitIntoBatches(new Uint8Array(0))).toEqual([]);
  });

  it.each([
    ['a length below that of any record', 8, [0, 0, 0, 13]],
    ['a magic to come', 16, [3]],
    ['a negative magic', 16, [0xff]],
  ])('are refused for %s', (_, at, bytes) => {
    expect(() => splitIntoBatches(tampered(at, ...bytes))).toThrow(
      expect.objectContaining({ name: 'CorruptRecordException' }),
    );
  });
});
