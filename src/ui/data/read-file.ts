/** A table that the user chose or dropped, read in the page. */
import { guessColumns } from '../../scenario/data/columns.ts';
import { readTable, type Table } from '../../scenario/data/table.ts';
import { sha256 } from './sha256.ts';

export interface ReadFile {
  readonly name: string;
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly table: Table;
  readonly keyColumn: string | null;
  readonly timeColumn: string | null;
}

export async function readFile(file: File): Promise<ReadFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  const table = readTable(file.name, bytes);
  return {
    name: file.name,
    sizeBytes: bytes.length,
    sha256: await sha256(bytes),
    table,
    ...guessColumns(table),
  };
}
