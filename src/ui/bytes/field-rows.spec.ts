import { describe, expect, it } from 'vitest';
import type { ByteField } from '../../view/bytes.ts';
import { keyAt, keysAround, labelsTo, openAtFirst, rowsOf } from './field-rows.ts';

function field(
  name: string | null,
  from: number,
  to: number,
  inner: readonly ByteField[] = [],
  type = 'int32',
): ByteField {
  return { name, type, value: null, items: null, from, to, tag: null, meaning: null, valid: null, inner };
}

const records = Array.from({ length: 3 }, (_, at) =>
  field(null, 20 + 4 * at, 24 + 4 * at, [field('length', 20 + 4 * at, 21 + 4 * at)], 'record'),
);
const fields = [
  field('size', 0, 4),
  field('header', 4, 10, [field('correlationId', 4, 8)]),
  field('batch', 10, 32, [
    field('attributes', 10, 12, [field('compression', 10, 12), field('timestampType', 10, 12)]),
    field('records', 19, 32, records),
  ]),
];

describe('rows', () => {
  it('are those that are not inside closed ones, in order', () => {
    expect(rowsOf(fields, new Set(['1', '2', '2.1'])).map(({ label, level }) => `${level} ${label}`)).toEqual(
      [
        '1 size',
        '1 header',
        '2 correlationId',
        '1 batch',
        '2 attributes',
        '2 records',
        '3 [0]',
        '3 [1]',
        '3 [2]',
      ],
    );
  });

  it('know their place among their like', () => {
    const row = rowsOf(fields, new Set(['2', '2.1'])).find(({ key }) => key === '2.1.2');
    expect(row).toMatchObject({ position: 3, siblings: 3, isOpen: false });
  });

  it('are open at first but for later records and bits, and what leads to the focus always is', () => {
    expect([...openAtFirst(fields, [])].sort()).toEqual(['1', '2', '2.1', '2.1.0']);
    expect(openAtFirst(fields, [2, 1, 2]).has('2.1.2')).toBe(true);
  });
});

describe('a byte', () => {
  it('belongs to the innermost field around it', () => {
    expect(keyAt(fields, 5)).toBe('1.0');
    expect(keyAt(fields, 25)).toBe('2.1.1');
    expect(keyAt(fields, 24)).toBe('2.1.1.0');
  });

  it('belongs to what is around where it is in no inner one: a length, the count of tagged fields', () => {
    expect(keyAt(fields, 9)).toBe('1');
    expect(keyAt(fields, 19)).toBe('2.1');
  });

  it('of bits belongs to the number that has them', () => {
    expect(keyAt(fields, 10)).toBe('2.0');
  });

  it('beyond the end belongs to nothing', () => {
    expect(keyAt(fields, 40)).toBeNull();
  });
});

it('the way to a field is told by names and places', () => {
  expect(labelsTo(fields, '2.1.2.0')).toEqual(['batch', 'records', '[2]', 'length']);
  expect(keysAround('2.1.2')).toEqual(['2', '2.1']);
});
