/**
 * A user's file as a table of texts: CSV, TSV, NDJSON or a JSON array. A row that can't be read is left out and
 * told of, never fatal.
 */
import { readDelimited } from './delimited.ts';
import { readJsonArray, readJsonLines } from './json-rows.ts';

/** Why a row was left out; a sentence is made of it in the message catalogues. */
export type MalformedReason =
  | { readonly code: 'wrong-number-of-fields'; readonly expected: number; readonly got: number }
  | { readonly code: 'unclosed-quote' }
  | { readonly code: 'text-after-quote' }
  | { readonly code: 'not-json' }
  | { readonly code: 'not-an-object' }
  | { readonly code: 'unreadable-time'; readonly value: string };

export interface Malformed {
  /** Counted from 1, as an editor does; in a JSON array, the number of the element. */
  readonly line: number;
  readonly reason: MalformedReason;
}

export interface Table {
  readonly columns: readonly string[];
  /** Each as long as `columns`; what is missing is the empty text. */
  readonly rows: readonly (readonly string[])[];
  /** Where each row begins in the file. */
  readonly lines: readonly number[];
  readonly malformed: readonly Malformed[];
}

/** `name` says by its ending how to read; without a telling one, the text itself does. */
export function readTable(name: string, bytes: Uint8Array): Table {
  const text = decode(bytes);
  switch (formatOf(name, text)) {
    case 'json':
      return readJsonArray(text);
    case 'ndjson':
      return readJsonLines(text);
    case 'tsv':
      return readDelimited(text, '\t');
    case 'csv':
      return readDelimited(text, guessDelimiter(text));
  }
}

/** UTF-8, or UTF-16 where a byte order mark says so. */
function decode(bytes: Uint8Array): string {
  const [first, second] = bytes;
  const encoding =
    first === 0xff && second === 0xfe ? 'utf-16le' : first === 0xfe && second === 0xff ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}

function formatOf(name: string, text: string): 'csv' | 'tsv' | 'ndjson' | 'json' {
  const ending = /\.([a-z]+)$/.exec(name.toLowerCase())?.[1];
  if (ending === 'csv' || ending === 'tsv') return ending;
  if (ending === 'ndjson' || ending === 'jsonl') return 'ndjson';
  const start = text.trimStart();
  if (start.startsWith('[')) return 'json';
  if (start.startsWith('{')) return 'ndjson';
  return ending === 'json' ? 'json' : 'csv';
}

/** Whichever of the usual ones the first line has most of; a spreadsheet with a comma for its decimals writes `;`. */
function guessDelimiter(text: string): string {
  const end = text.search(/[\r\n]/);
  const header = end < 0 ? text : text.slice(0, end);
  let best = ',';
  let most = 0;
  for (const delimiter of [',', ';', '\t']) {
    const count = header.split(delimiter).length - 1;
    if (count > most) {
      best = delimiter;
      most = count;
    }
  }
  return best;
}
