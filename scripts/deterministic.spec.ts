import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'deterministic-'));

beforeAll(() => {
  cpSync(join(root, 'scripts/deterministic.grit'), join(folder, 'scripts/deterministic.grit'));
  const config = JSON.parse(readFileSync(join(root, '.biome.json'), 'utf8'));
  writeFileSync(join(folder, '.biome.json'), JSON.stringify({ ...config, vcs: { enabled: false } }));
});
afterAll(() => rmSync(folder, { recursive: true }));

function lint(path: string, text: string): string {
  const file = join(folder, path);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
  const { stdout, stderr } = spawnSync(
    process.execPath,
    [join(root, 'node_modules/@biomejs/biome/bin/biome'), 'lint', '--colors=off', path],
    { cwd: folder, encoding: 'utf8' },
  );
  return stdout + stderr;
}

describe('the deterministic folders are told what to use instead of', () => {
  const denied: [code: string, instead: RegExp][] = [
    ['Math.random()', /kernel\/prng/],
    ['Math.log(2)', /integer arithmetic/],
    ['Math.pow(2, 3)', /integer arithmetic/],
    ['Date.now()', /ctx\.nowUs/],
    ['new Date()', /ctx\.nowUs/],
    ['performance.now()', /ctx\.nowUs/],
    ['setTimeout(() => {}, 1)', /event queue/],
    ['new Intl.PluralRules("en")', /i18n/],
    ['"a".localeCompare("b")', /compare with < and >/],
    ['(1).toLocaleString()', /i18n/],
  ];
  it.each(denied)('%s', (code, instead) => {
    expect(lint('src/engine/planted.ts', `export const planted = ${code};\n`)).toMatch(instead);
  });
});

it('leaves exact arithmetic, tests, command-line entries and other folders alone', () => {
  expect(
    lint('src/engine/exact.ts', 'export const exact = Math.floor(7 / 2) + Math.imul(3, 5);\n'),
  ).not.toMatch(/Found/);
  expect(lint('src/engine/exact.spec.ts', 'export const exact = Math.random();\n')).not.toMatch(/Found/);
  expect(lint('src/sim/cli.ts', 'export const exact = Date.now();\n')).not.toMatch(/Found/);
  expect(lint('src/scene/motion.ts', 'export const drawn = performance.now();\n')).not.toMatch(/Found/);
});
