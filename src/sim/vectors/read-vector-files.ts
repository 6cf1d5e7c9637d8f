import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseVectorFile, type VectorFile, VectorFileError } from './vector-file.ts';

/** The project's own vectors; `data/README.md` says where they come from. */
export const OWN_VECTORS_DIR = fileURLToPath(new URL('./data', import.meta.url));

/** Every `*.json` directly in the directory, in order of name. */
export function readVectorFiles(dir: string): VectorFile[] {
  const names = namesIn(dir)
    .filter((name) => name.endsWith('.json'))
    .sort();
  if (names.length === 0) throw new VectorFileError(`${dir} holds no *.json file`);
  return names.map((name) => {
    const path = join(dir, name);
    return parseVectorFile(path, readText(path));
  });
}

function namesIn(dir: string): string[] {
  try {
    return readdirSync(dir);
  } catch (error) {
    throw unreadable(dir, error);
  }
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw unreadable(path, error);
  }
}

function unreadable(path: string, error: unknown): VectorFileError {
  return new VectorFileError(`${path} can't be read: ${error instanceof Error ? error.message : error}`);
}
