import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTable, type Table } from './table.ts';

const read = (text: string, name = 'file.csv') => readTable(name, new TextEncoder().encode(text));
const problems = ({ malformed }: Table) => malformed.map(({ line, reason }) => `${line} ${reason.code}`);

describe('CSV', () => {
  it('fields may be quoted, and hold delimiters, quotes and line breaks', () => {
    const table = read('a,b\r\n"x, y","say ""hi"""\r\n"two\nlines",2\r\n');
    expect(table.columns).toEqual(['a', 'b']);
    expect(table.rows).toEqual([
      ['x, y', 'say "hi"'],
      ['two\nlines', '2'],
    ]);
    expect(table.lines).toEqual([2, 3]);
    expect(table.malformed).toEqual([]);
  });

  it('a byte order mark is no part of the first column, and any line break ends a row', () => {
    expect(read('\uFEFFa,b\r1,2\n3,4').rows).toEqual([
      ['1', '2'],
      ['3', '4'],
    ]);
    expect(read('\uFEFFa,b\n').columns).toEqual(['a', 'b']);
  });

  it('UTF-16 is read where its mark says so', () => {
    const text = 'a,b\n한,글';
    const bytes = new Uint8Array(2 + text.length * 2);
    bytes.set([0xff, 0xfe]);
    for (let i = 0; i < text.length; i++)
      bytes.set([text.charCodeAt(i) & 0xff, text.charCodeAt(i) >> 8], 2 + i * 2);
    expect(readTable('x.csv', bytes).rows).toEqual([['한', '글']]);
  });

  it('a bad row is told of by its line, and costs no other', () => {
    const table = read('a,b\n1,2\n3\n"x"y,4\n"open,5\n\n6,7\n8,9,10\n11,"12"\n');
    expect(table.rows).toEqual([
      ['1', '2'],
      ['6', '7'],
      ['11', '12'],
    ]);
    expect(table.lines).toEqual([2, 7, 9]);
    expect(problems(table)).toEqual([
      '3 wrong-number-of-fields',
      '4 text-after-quote',
      '5 text-after-quote',
      '8 wrong-number-of-fields',
    ]);
    expect(problems(read('a,b\n"open,1\n2,3'))).toEqual(['2 unclosed-quote']);
  });

  it('columns without a name or with the same one get their own', () => {
    expect(read('a,,a\n1,2,3').columns).toEqual(['a', 'column 2', 'a (2)']);
  });

  it('the delimiter is guessed from the header; a .tsv has tabs', () => {
    expect(read('a;b\n1,5;2').rows).toEqual([['1,5', '2']]);
    expect(read('a\tb\n1\t2', 'x.tsv').rows).toEqual([['1', '2']]);
    expect(read('a\tb\n1\t2', 'x.txt').rows).toEqual([['1', '2']]);
  });

  it('an empty file is an empty table', () => {
    expect(read('')).toEqual({ columns: [], rows: [], lines: [], malformed: [] });
  });

  it('reads whatever a CSV writer wrote', () => {
    const quoted = (field: string) => `"${field.replaceAll('"', '""')}"`;
    const field = fc.string({ unit: fc.constantFrom('a', ',', '"', '\n', '\r', ' ') });
    const row = fc.tuple(field, field, field);
    fc.assert(
      fc.property(fc.array(row), (rows) => {
        const text = ['x,y,z', ...rows.map((each) => each.map(quoted).join(','))].join('\r\n');
        expect(read(text).rows).toEqual(rows);
      }),
    );
  });

  it('accounts for every line', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ',', ' ') })), (lines) => {
        const table = read(['h,i', ...lines].join('\n'));
        const told = lines.filter((line) => line !== '').length;
        expect(table.rows.length + table.malformed.length).toBe(told);
      }),
    );
  });
});

describe('NDJSON and JSON', () => {
  it('one object a line; bad lines are told of', () => {
    const table = read('{"a":1,"b":{"c":2}}\n\nnot json\n[1]\n{"a":"x","d":null}\n', 'x.ndjson');
    expect(table.columns).toEqual(['a', 'b', 'd']);
    expect(table.rows).toEqual([
      ['1', '{"c":2}', ''],
      ['x', '', ''],
    ]);
    expect(problems(table)).toEqual(['3 not-json', '4 not-an-object']);
  });

  it('an array of objects, by the text where the name does not tell', () => {
    const table = read('[{"a":1},5,{"a":2}]', 'data');
    expect(table.rows).toEqual([['1'], ['2']]);
    expect(table.malformed).toEqual([{ line: 2, reason: { code: 'not-an-object' } }]);
    expect(problems(read('{', 'x.json'))).toEqual(['1 not-json']);
    expect(problems(read('nothing', 'x.json'))).toEqual(['1 not-json']);
  });
});
