/** A table as what a producer sends: one record a row, in the order of their times. */
import type { Malformed, Table } from './table.ts';
import { parseTimestamp } from './timestamp.ts';

export interface DataEvent {
  /** Null: the row has no key, or no column was chosen. */
  readonly key: string | null;
  /** Milliseconds since 1970; null where no time column was chosen. */
  readonly timeMs: number | null;
  /** The row as JSON. */
  readonly value: string;
  /** Its size in UTF-8. */
  readonly valueBytes: number;
}

/** Rows whose time can't be read are left out; `unreadableTimes` tells of them. */
export function toEvents(table: Table, keyColumn: string | null, timeColumn: string | null): DataEvent[] {
  const keyIndex = indexOf(table, keyColumn);
  const timeIndex = indexOf(table, timeColumn);
  const events: DataEvent[] = [];
  for (const row of table.rows) {
    const timeMs = timeIndex === null ? null : parseTimestamp(row[timeIndex] ?? '');
    if (timeIndex !== null && timeMs === null) continue;
    const value = rowAsJson(table.columns, row);
    const key = keyIndex === null ? '' : (row[keyIndex] ?? '');
    events.push({ key: key === '' ? null : key, timeMs, value, valueBytes: utf8Length(value) });
  }
  return timeIndex === null ? events : events.sort((a, b) => (a.timeMs ?? 0) - (b.timeMs ?? 0));
}

export function unreadableTimes(table: Table, timeColumn: string | null): Malformed[] {
  const timeIndex = indexOf(table, timeColumn);
  if (timeIndex === null) return [];
  return table.rows.flatMap((row, index) => {
    const value = row[timeIndex] ?? '';
    if (parseTimestamp(value) !== null) return [];
    return [{ line: table.lines[index] ?? 0, reason: { code: 'unreadable-time' as const, value } }];
  });
}

function indexOf(table: Table, column: string | null): number | null {
  const index = column === null ? -1 : table.columns.indexOf(column);
  return index < 0 ? null : index;
}

function rowAsJson(columns: readonly string[], row: readonly string[]): string {
  return JSON.stringify(Object.fromEntries(columns.map((column, index) => [column, row[index] ?? ''])));
}

const encoder = new TextEncoder();

function utf8Length(text: string): number {
  return encoder.encode(text).length;
}
