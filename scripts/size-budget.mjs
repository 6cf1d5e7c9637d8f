// What the page must load before its first frame: the entry, the workers' entries, and all that they import
// statically, gzipped. `npm run size` prints the table and fails over the budget. Needs `npm run build` before.

import { readdirSync, readFileSync } from 'node:fs';
import { posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { parseSync } from 'vite';

const budgetBytes = 170_000;
const dist = fileURLToPath(new URL('../dist/', import.meta.url));

const page = readFileSync(`${dist}index.html`, 'utf8');
const entries = [...page.matchAll(/<script\b[^>]*\bsrc="\.\/([^"]+)"/g)].map((match) => match[1] ?? '');
const workers = readdirSync(`${dist}assets`)
  .filter((name) => /\.worker-[\w-]+\.js$/.test(name))
  .map((name) => `assets/${name}`);
if (!entries.length) throw new Error('dist/index.html names no script.');

let totalBytes = 0;
for (const path of withStaticImports([...entries, ...workers])) {
  const bytes = gzipSync(readFileSync(dist + path), { level: 9 }).length;
  totalBytes += bytes;
  print(bytes, path);
}
print(totalBytes, `before the first frame, of ${budgetBytes.toLocaleString('en')} allowed`);
if (totalBytes > budgetBytes) {
  console.error(
    `Over the size budget by ${(totalBytes - budgetBytes).toLocaleString('en')} bytes (gzip -9).`,
  );
  process.exitCode = 1;
}

/**
 * @param {string[]} paths
 * @returns {Set<string>}
 */
function withStaticImports(paths) {
  const found = new Set(paths);
  for (const path of found) {
    const { module } = parseSync(path, readFileSync(dist + path, 'utf8'));
    const imports = module.staticImports.map(({ moduleRequest }) => moduleRequest.value);
    const exports = module.staticExports.flatMap(({ entries }) =>
      entries.map((each) => each.moduleRequest?.value),
    );
    for (const specifier of [...imports, ...exports]) {
      if (specifier) found.add(posix.join(posix.dirname(path), specifier));
    }
  }
  return found;
}

/**
 * @param {number} bytes
 * @param {string} what
 */
function print(bytes, what) {
  console.log(`${bytes.toLocaleString('en').padStart(9)}  ${what}`);
}
