// `npm test`: everything that must hold, in order, stopping at the first stage that fails. Its last line sums up
// the tests of Vitest and Playwright: `N passed, N failed`. `npm test -- unit e2e` runs only the stages named.

import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { findChromium } from './find-chromium.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const reports = mkdtempSync(join(tmpdir(), 'kafkascope-test-'));
const unitReport = join(reports, 'unit.json');
const e2eReport = join(reports, 'e2e.json');

/**
 * @typedef {{ passed: number, failed: number }} Count
 * @typedef {object} Stage
 * @property {string} name
 * @property {string[]} command arguments for node
 * @property {() => void} [before]
 * @property {() => Count} [count] reads what the stage reported; a stage without it holds no tests
 */

/** @type {Stage[]} */
const stages = [
  { name: 'check', command: ['scripts/check.mjs'] },
  { name: 'knip', command: ['node_modules/knip/bin/knip.js'] },
  {
    name: 'unit',
    command: [
      'node_modules/vitest/vitest.mjs',
      'run',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${unitReport}`,
    ],
    count: () => {
      const { numPassedTests, numFailedTests } = JSON.parse(readFileSync(unitReport, 'utf8'));
      return { passed: numPassedTests, failed: numFailedTests };
    },
  },
  { name: 'vectors', command: ['node_modules/tsx/dist/cli.mjs', 'src/sim/vectors/cli.ts'] },
  { name: 'build', command: ['node_modules/vite/bin/vite.js', 'build', '--logLevel=warn'] },
  { name: 'size', command: ['scripts/size-budget.mjs'] },
  {
    name: 'e2e',
    command: ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json'],
    before: findChromium,
    count: () => {
      const { expected, flaky, unexpected } = JSON.parse(readFileSync(e2eReport, 'utf8')).stats;
      return { passed: expected + flaky, failed: unexpected };
    },
  },
];

const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !stages.some((stage) => stage.name === name));
if (unknown.length) {
  console.error(`No stage ${unknown.join(', ')}; there are ${stages.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

const total = { passed: 0, failed: 0 };
for (const stage of stages) {
  if (asked.length && !asked.includes(stage.name)) continue;
  console.log(`\n── ${stage.name} ${'─'.repeat(60 - stage.name.length)}`);
  const startMs = Date.now();
  const { ok, passed, failed } = await run(stage);
  total.passed += passed;
  total.failed += failed;
  if (!ok) {
    if (!failed) total.failed += 1; // the stage itself is what failed
    console.error(`\n✗ ${stage.name} failed; the stages after it did not run.`);
    process.exitCode = 1;
    break;
  }
  console.log(`✓ ${stage.name}, ${((Date.now() - startMs) / 1000).toFixed(1)} s`);
}
rmSync(reports, { recursive: true });
console.log(`\n${total.passed} passed, ${total.failed} failed`);

/**
 * @param {Stage} stage
 * @returns {Promise<Count & { ok: boolean }>}
 */
async function run({ command, before, count }) {
  try {
    before?.();
    const code = await exitCode(command);
    const { passed, failed } = count?.() ?? { passed: 0, failed: 0 };
    return { ok: code === 0 && failed === 0, passed, failed };
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    return { ok: false, passed: 0, failed: 0 };
  }
}

/**
 * @param {string[]} command
 * @returns {Promise<number>}
 */
function exitCode(command) {
  return new Promise((resolve, reject) => {
    const env = { ...process.env, PLAYWRIGHT_JSON_OUTPUT_FILE: e2eReport };
    const child = spawn(process.execPath, command, {
      cwd: root,
      env,
      stdio: ['ignore', 'inherit', 'inherit'],
    });
    child.on('error', reject);
    child.on('close', (code) => resolve(code ?? 1));
  });
}
