// `npm run check`: format, lint, types and the import rule, side by side. Prints what a tool says only if it has
// something to say.

import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const checks = [
  [
    'format and lint',
    'node_modules/@biomejs/biome/bin/biome',
    'check',
    '--error-on-warnings',
    '--colors=off',
  ],
  ['types', 'node_modules/typescript/bin/tsc', '--noEmit'],
  ['types without DOM and Node', 'node_modules/typescript/bin/tsc', '-p', 'src/engine'],
  ['imports', 'scripts/check-imports.mjs'],
];

const results = await Promise.all(checks.map(([name = '', ...command]) => run(name, command)));
for (const { name, ok, output } of results) {
  if (!ok) console.log(`${output.trim()}\n`);
  console.log(`${ok ? '✓' : '✗'} ${name}`);
}
process.exitCode = results.every(({ ok }) => ok) ? 0 : 1;

/**
 * @param {string} name
 * @param {string[]} command
 * @returns {Promise<{ name: string, ok: boolean, output: string }>}
 */
function run(name, command) {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    child.stdout.on('data', (text) => (output += text));
    child.stderr.on('data', (text) => (output += text));
    child.on('close', (code) => resolve({ name, ok: code === 0, output }));
  });
}
