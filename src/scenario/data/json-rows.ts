/** Objects as rows: one a line (NDJSON), or all in one array. The columns are every key that any of them has. */
import type { Malformed, Table } from './table.ts';

type Json = Readonly<Record<string, unknown>>;

export function readJsonLines(text: string): Table {
  const objects: Json[] = [];
  const lines: number[] = [];
  const malformed: Malformed[] = [];
  for (const [index, each] of text.split(/\r\n|\r|\n/).entries()) {
    if (each.trim() === '') continue;
    const line = index + 1;
    const value = parsed(each);
    if (value === undefined) malformed.push({ line, reason: { code: 'not-json' } });
    else if (!isObject(value)) malformed.push({ line, reason: { code: 'not-an-object' } });
    else {
      objects.push(value);
      lines.push(line);
    }
  }
  return table(objects, lines, malformed);
}

export function readJsonArray(text: string): Table {
  const value = parsed(text);
  const list = Array.isArray(value) ? (value as unknown[]) : isObject(value) ? [value] : undefined;
  if (!list)
    return table([], [], [{ line: 1, reason: { code: value === undefined ? 'not-json' : 'not-an-object' } }]);
  const objects: Json[] = [];
  const lines: number[] = [];
  const malformed: Malformed[] = [];
  for (const [index, each] of list.entries()) {
    if (isObject(each)) {
      objects.push(each);
      lines.push(index + 1);
    } else malformed.push({ line: index + 1, reason: { code: 'not-an-object' } });
  }
  return table(objects, lines, malformed);
}

function table(objects: readonly Json[], lines: readonly number[], malformed: readonly Malformed[]): Table {
  const seen = new Set<string>();
  for (const object of objects) for (const key of Object.keys(object)) seen.add(key);
  const columns = [...seen];
  const rows = objects.map((object) => columns.map((column) => cell(object[column])));
  return { columns, rows, lines, malformed };
}

function cell(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Undefined, which JSON has not, where it is no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
