// Finds a Chromium for the browser tests, or brings one. Tests are never skipped for want of a browser: if every
// way fails, the message says what was tried and what to do. `node scripts/find-chromium.mjs` prints the path.

import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const require = createRequire(import.meta.url);

/** What a browser under test is launched with, besides its path. */
export const chromiumArgs = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @type {[how: string, find: () => string | undefined][]} The first that gives a browser that runs wins. */
const ways = [
  ['the browser installed on this system', onSystem],
  ["Playwright's own browser", playwrights],
  ['npx playwright install chromium', installPlaywrights],
  ['apt-get install chromium', installDebians],
  ['the npm package @sparticuz/chromium', unpackSparticuz],
];

/**
 * The path of a Chromium that runs. It also goes into CHROMIUM_PATH, so that processes started from here need
 * not look again.
 * @returns {string}
 */
export function findChromium() {
  const given = process.env.CHROMIUM_PATH;
  if (given) {
    if (runs(given)) return given;
    throw new Error(`CHROMIUM_PATH is ${given}, but no browser runs from there.`);
  }
  for (const [, find] of ways) {
    const path = find();
    if (!path) continue;
    process.env.CHROMIUM_PATH = path;
    return path;
  }
  throw new Error(
    `The browser tests need Chromium, and none was found. Tried: ${ways.map(([how]) => how).join('; ')}. ` +
      'Install Chromium or Chrome, or set CHROMIUM_PATH to its executable.',
  );
}

function onSystem() {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];
  const folders = (process.env.PATH ?? '').split(delimiter);
  /** @type {Partial<Record<NodeJS.Platform, string[]>>} */
  const places = {
    darwin: ['Google Chrome', 'Chromium', 'Microsoft Edge'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    ),
    win32: ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA'].flatMap((variable) =>
      ['Google\\Chrome\\Application\\chrome.exe', 'Microsoft\\Edge\\Application\\msedge.exe'].map((path) =>
        join(process.env[variable] ?? '', path),
      ),
    ),
  };
  const paths =
    places[process.platform] ?? names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return paths.find(runs);
}

function playwrights() {
  const path = require('@playwright/test').chromium.executablePath();
  return runs(path) ? path : undefined;
}

function installPlaywrights() {
  say('No Chromium found: npx playwright install chromium …');
  const cli = require.resolve('@playwright/test/cli');
  spawnSync(process.execPath, [cli, 'install', 'chromium'], { cwd: root, stdio: 'ignore', timeout: 60_000 });
  return playwrights();
}

function installDebians() {
  if (process.getuid?.() !== 0 || !/^ID(?:_LIKE)?=.*debian/m.test(textOf('/etc/os-release')))
    return undefined;
  say('No Chromium found: apt-get install chromium …');
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env, stdio: /** @type {const} */ ('ignore'), timeout: 600_000 };
  spawnSync('apt-get', ['update'], options);
  spawnSync('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'], options);
  return onSystem();
}

/** A Chromium packed into an npm package, for Linux x64; 147 is the last one that unpacks under Node 20. */
function unpackSparticuz() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  say('No Chromium found: npm install @sparticuz/chromium …');
  const folder = join(root, 'node_modules/.cache/chromium');
  mkdirSync(folder, { recursive: true });
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const install = ['install', '--no-save', '--no-audit', '--no-fund', `--prefix=${folder}`];
  spawnSync('npm', [...install, '@sparticuz/chromium@147.0.0'], { cwd: folder, env, stdio: 'ignore' });
  const module = join(folder, 'node_modules/@sparticuz/chromium/build/esm/index.js');
  const unpack = `import chromium from ${JSON.stringify(pathToFileURL(module).href)};
    process.stdout.write(await chromium.executablePath());`;
  // Told that it runs on Lambda, it also unpacks the libraries that a bare machine lacks.
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '-e', unpack], {
    env: { ...env, AWS_LAMBDA_JS_RUNTIME: 'nodejs20.x' },
    encoding: 'utf8',
  });
  if (!stdout) return undefined;
  if (runs(stdout)) return stdout;
  process.env.LD_LIBRARY_PATH = [join(tmpdir(), 'al2023/lib'), process.env.LD_LIBRARY_PATH]
    .filter(Boolean)
    .join(':');
  return runs(stdout) ? stdout : undefined;
}

/** @param {string} path */
function runs(path) {
  if (!existsSync(path)) return false;
  if (process.platform === 'win32') return true; // there, --version opens a window
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/** @param {string} path */
function textOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : '';
}

/** @param {string} message */
function say(message) {
  console.error(message);
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    console.log(findChromium());
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  }
}
