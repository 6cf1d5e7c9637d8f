/** The fields of a message as rows of a tree, and which of them a byte belongs to. Knows no React. */
import type { ByteField } from '../../view/bytes.ts';

export interface FieldRow {
  /** Places from the top on: `2.0.1`. */
  readonly key: string;
  readonly field: ByteField;
  /** What it is called: its name, or its place among its like. */
  readonly label: string;
  readonly level: number;
  readonly position: number;
  readonly siblings: number;
  readonly isOpen: boolean;
}

/** Rows that can be seen: those inside closed ones cannot. */
export function rowsOf(fields: readonly ByteField[], open: ReadonlySet<string>): FieldRow[] {
  const rows: FieldRow[] = [];
  const add = (inner: readonly ByteField[], around: string, level: number): void => {
    inner.forEach((field, index) => {
      const key = keyOf(around, index);
      const isOpen = field.inner.length > 0 && open.has(key);
      const label = field.name ?? `[${index}]`;
      rows.push({ key, field, label, level, position: index + 1, siblings: inner.length, isOpen });
      if (isOpen) add(field.inner, key, level + 1);
    });
  };
  add(fields, '', 1);
  return rows;
}

function keyOf(around: string, index: number): string {
  return around ? `${around}.${index}` : String(index);
}

export function keyOfPath(path: readonly number[]): string {
  return path.join('.');
}

/** The fields from the top down to the one that the key names. */
export function fieldsTo(fields: readonly ByteField[], key: string): ByteField[] {
  const found: ByteField[] = [];
  let inner = fields;
  for (const part of key.split('.')) {
    const field = inner[Number(part)];
    if (!field) break;
    found.push(field);
    inner = field.inner;
  }
  return found;
}

/** The same fields by their labels. */
export function labelsTo(fields: readonly ByteField[], key: string): string[] {
  const places = key.split('.');
  return fieldsTo(fields, key).map(({ name }, depth) => name ?? `[${places[depth]}]`);
}

/** Keys of what is around it. */
export function keysAround(key: string): string[] {
  const parts = key.split('.');
  return parts.slice(1).map((_, depth) => parts.slice(0, depth + 1).join('.'));
}

/** The innermost field whose bytes these are: not one of several that share all of them with what is around. */
export function keyAt(fields: readonly ByteField[], byte: number): string | null {
  let key: string | null = null;
  let inner = fields;
  for (;;) {
    const index = inner.findIndex(({ from, to }) => from <= byte && byte < to);
    const field = inner[index];
    if (!field) return key;
    key = keyOf(key ?? '', index);
    inner = sharesItsBytes(field) ? [] : field.inner;
  }
}

/** Bits of a number, and records that are compressed. */
export function sharesItsBytes({ from, to, inner }: ByteField): boolean {
  return inner.length > 1 && inner.every((each) => each.from === from && each.to === to);
}

/** A list longer than this begins closed; a record does too, but for the first. */
const LONG = 12;

/** What is open to begin with: what leads to the focus, and what is not too long to be read at once. */
export function openAtFirst(fields: readonly ByteField[], focus: readonly number[]): Set<string> {
  const open = new Set(keysAround(keyOfPath([...focus, 0])));
  const visit = (inner: readonly ByteField[], around: string): void => {
    inner.forEach((field, index) => {
      if (field.inner.length === 0) return;
      const key = keyOf(around, index);
      const isLong = field.inner.length > LONG && field.inner[0]?.name === null;
      const isLaterRecord = field.type === 'record' && index > 0;
      if (!isLong && !isLaterRecord && !sharesItsBytes(field)) open.add(key);
      if (open.has(key)) visit(field.inner, key);
    });
  };
  visit(fields, '');
  return open;
}
