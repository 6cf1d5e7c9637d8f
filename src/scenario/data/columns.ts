/** Which column is likely the time and which the key; the user has the last word. */
import type { Table } from './table.ts';
import { parseTimestamp } from './timestamp.ts';

const SAMPLE = 1000;
const TIME_NAME = /time|date|stamp|^ts$|_at$|At$|when|시각|시간|날짜|일시/i;
const KEY_NAME =
  /key|id$|user|customer|account|airline|origin|network|device|host|symbol|station|code|키|아이디/i;

export interface ColumnGuess {
  readonly keyColumn: string | null;
  readonly timeColumn: string | null;
}

export function guessColumns(table: Table): ColumnGuess {
  const columns = table.columns.map((name, index) => ({ name, values: sampleOf(table, index) }));
  const timeColumn = best(columns, timeScore);
  const keyColumn = best(
    columns.filter(({ name }) => name !== timeColumn),
    keyScore,
  );
  return { keyColumn, timeColumn };
}

interface Column {
  readonly name: string;
  readonly values: readonly string[];
}

/** Spread over the file: its beginning alone may be all one day, or one user. */
function sampleOf({ rows }: Table, column: number): string[] {
  const step = Math.max(1, Math.floor(rows.length / SAMPLE));
  const values: string[] = [];
  for (let index = 0; index < rows.length; index += step) {
    const value = rows[index]?.[column] ?? '';
    if (value !== '') values.push(value);
  }
  return values;
}

/** The first column with the highest score above nought. */
function best(columns: readonly Column[], score: (column: Column) => number): string | null {
  let name: string | null = null;
  let highest = 0;
  for (const column of columns) {
    const its = score(column);
    if (its > highest) {
      highest = its;
      name = column.name;
    }
  }
  return name;
}

function timeScore({ name, values }: Column): number {
  const called = TIME_NAME.test(name);
  const readable = values.filter((value) => parseTimestamp(value) !== null);
  // In a short file one bad row is a large share.
  if (readable.length === 0 || readable.length < values.length * (called ? 0.5 : 0.75)) return 0;
  // Any number reads as seconds since 1970: it takes a name, or a value of the last decades, to mean a time.
  if (readable.every(isNumber) && !called && !readable.every(isRecent)) return 0;
  return called ? 2 : 1;
}

function isNumber(value: string): boolean {
  return /^-?\d+(\.\d+)?$/.test(value);
}

function isRecent(value: string): boolean {
  const ms = parseTimestamp(value) ?? 0;
  return ms > 946_684_800_000 && ms < 2_524_608_000_000; // 2000 to 2050
}

/** A key comes back: a few to some thousands of values, each more than once; text rather than measures. */
function keyScore({ name, values }: Column): number {
  const distinct = new Set(values).size;
  if (distinct < 2 || distinct > values.length / 2) return 0;
  const measure = values.every(isNumber) ? 0.5 : 1;
  const spread = distinct >= 5 ? 1 : 0.5;
  return measure * spread * (KEY_NAME.test(name) ? 4 : 1);
}
