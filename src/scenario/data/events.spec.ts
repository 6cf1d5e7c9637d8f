import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { guessColumns } from './columns.ts';
import { DATASETS } from './datasets.ts';
import { toEvents, unreadableTimes } from './events.ts';
import { readTable } from './table.ts';

const read = (text: string) => readTable('file.csv', new TextEncoder().encode(text));

describe('rows as events', () => {
  const table = read('user,when,amount\nann,2026-01-02,5\nbob,2026-01-01,6\n,2026-01-01,7\nann,later,8\n');

  it('come in the order of their times, at one time as written', () => {
    const events = toEvents(table, 'user', 'when');
    expect(events.map(({ key }) => key)).toEqual(['bob', null, 'ann']);
    expect(events[0]).toEqual({
      key: 'bob',
      timeMs: 1_767_225_600_000,
      value: '{"user":"bob","when":"2026-01-01","amount":"6"}',
      valueBytes: 47,
    });
    expect(unreadableTimes(table, 'when')).toEqual([
      { line: 5, reason: { code: 'unreadable-time', value: 'later' } },
    ]);
  });

  it('without a time column keep the order of the file', () => {
    expect(toEvents(table, null, null).map(({ key, timeMs }) => [key, timeMs])).toEqual([
      [null, null],
      [null, null],
      [null, null],
      [null, null],
    ]);
    expect(unreadableTimes(table, null)).toEqual([]);
  });
});

describe('guessing columns', () => {
  it('finds the time by name and by look, and a key that comes back', () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},user-${i % 6},2026-01-01 00:${10 + i},${i / 7}`);
    expect(guessColumns(read(['seq,user,created_at,price', ...rows].join('\n')))).toEqual({
      keyColumn: 'user',
      timeColumn: 'created_at',
    });
  });

  it('finds the time of a short file though one row says none', () => {
    const file =
      'user,created_at\nann,2026-01-01 00:00\nbob,soon\nann,2026-01-01 00:02\nbob,2026-01-01 00:03';
    expect(guessColumns(read(file))).toEqual({ keyColumn: 'user', timeColumn: 'created_at' });
  });

  it('guesses nothing where nothing fits', () => {
    expect(guessColumns(read('a,b\n1,2\n3,4'))).toEqual({ keyColumn: null, timeColumn: null });
    expect(guessColumns(read(''))).toEqual({ keyColumn: null, timeColumn: null });
  });
});

describe('the shipped data sets', () => {
  it.each(DATASETS)('$id: every row is read, in order, with a key', (dataset) => {
    const bytes = readFileSync(new URL(`../../../public/${dataset.url}`, import.meta.url));
    const table = readTable(dataset.url, bytes);
    expect(table.malformed).toEqual([]);
    expect(table.rows).toHaveLength(dataset.rows);
    expect(guessColumns(table)).toEqual({ keyColumn: dataset.keyColumn, timeColumn: dataset.timeColumn });
    const events = toEvents(table, dataset.keyColumn, dataset.timeColumn);
    expect(events).toHaveLength(dataset.rows);
    expect(events.every(({ key, timeMs }) => key !== null && timeMs !== null)).toBe(true);
  });
});
