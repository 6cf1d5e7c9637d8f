/** CSV by RFC 4180 and its relatives: quoted fields may hold delimiters, quotes doubled, and line breaks. */
import type { Malformed, MalformedReason, Table } from './table.ts';

const QUOTE = 34;
const LF = 10;
const CR = 13;

interface Row {
  readonly fields: string[];
  /** Where the next row begins. */
  readonly end: number;
  readonly problem?: MalformedReason;
}

export function readDelimited(text: string, delimiter: string): Table {
  const rows: string[][] = [];
  const lines: number[] = [];
  const malformed: Malformed[] = [];
  let columns: string[] | undefined;
  let line = 1;
  for (let at = 0; at < text.length; ) {
    const row = readRow(text, at, delimiter);
    const startLine = line;
    line += lineBreaks(text, at, row.end);
    at = row.end;
    if (row.fields.length === 1 && row.fields[0] === '' && !row.problem) continue; // an empty line
    if (!columns) {
      columns = named(row.fields);
      continue;
    }
    const problem = row.problem ?? wrongNumber(columns.length, row.fields.length);
    if (problem) {
      malformed.push({ line: startLine, reason: problem });
      continue;
    }
    rows.push(row.fields);
    lines.push(startLine);
  }
  return { columns: columns ?? [], rows, lines, malformed };
}

function wrongNumber(expected: number, got: number): MalformedReason | undefined {
  return expected === got ? undefined : { code: 'wrong-number-of-fields', expected, got };
}

/** Columns have names, each its own. */
function named(header: readonly string[]): string[] {
  const names: string[] = [];
  for (const [index, field] of header.entries()) {
    const base = field.trim() || `column ${index + 1}`;
    let name = base;
    for (let copy = 2; names.includes(name); copy++) name = `${base} (${copy})`;
    names.push(name);
  }
  return names;
}

/** A quote gone wrong costs its own line, not the rest of the file: reading goes on at the next. */
function readRow(text: string, start: number, delimiter: string): Row {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const field = text.charCodeAt(at) === QUOTE ? readQuoted(text, at) : readPlain(text, at, delimiter);
    fields.push(field.value);
    at = field.end;
    if (field.problem) return { fields, end: afterLine(text, start), problem: field.problem };
    if (text[at] === delimiter) {
      at++;
      continue;
    }
    if (at >= text.length || isLineBreak(text.charCodeAt(at))) return { fields, end: afterBreak(text, at) };
    return { fields, end: afterLine(text, start), problem: { code: 'text-after-quote' } };
  }
}

interface Field {
  readonly value: string;
  readonly end: number;
  readonly problem?: MalformedReason;
}

function readPlain(text: string, start: number, delimiter: string): Field {
  let end = start;
  while (end < text.length && text[end] !== delimiter && !isLineBreak(text.charCodeAt(end))) end++;
  return { value: text.slice(start, end), end };
}

function readQuoted(text: string, start: number): Field {
  let at = start + 1;
  for (;;) {
    const quote = text.indexOf('"', at);
    if (quote < 0) return { value: '', end: start, problem: { code: 'unclosed-quote' } };
    if (text.charCodeAt(quote + 1) !== QUOTE)
      return { value: text.slice(start + 1, quote).replaceAll('""', '"'), end: quote + 1 };
    at = quote + 2;
  }
}

function isLineBreak(code: number): boolean {
  return code === LF || code === CR;
}

function afterBreak(text: string, at: number): number {
  return text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? at + 2 : at + 1;
}

function afterLine(text: string, start: number): number {
  let at = start;
  while (at < text.length && !isLineBreak(text.charCodeAt(at))) at++;
  return afterBreak(text, at);
}

function lineBreaks(text: string, from: number, to: number): number {
  let count = 0;
  for (let at = from; at < Math.min(to, text.length); at++) {
    const code = text.charCodeAt(at);
    if (code === LF || (code === CR && text.charCodeAt(at + 1) !== LF)) count++;
  }
  return count;
}
