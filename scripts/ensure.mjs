// Makes `npm start` and `npm test` work on a fresh clone: runs `npm ci` when what is installed is not what the
// lock file asks for. Node's own modules only, since nothing else may be there yet.

import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Kafkascope needs Node 20.19 or newer; this is Node ${process.versions.node}.`);
  process.exit(1);
}

const wanted = packagesIn('package-lock.json');
const installed = packagesIn('node_modules/.package-lock.json');
if (wanted && !(installed && holds(installed, wanted))) install();

/**
 * @typedef {{ version?: string, integrity?: string, optional?: boolean, devOptional?: boolean }} LockedPackage
 * @param {string} lockFile
 * @returns {Record<string, LockedPackage> | undefined}
 */
function packagesIn(lockFile) {
  try {
    return JSON.parse(readFileSync(root + lockFile, 'utf8')).packages;
  } catch {
    return undefined;
  }
}

/**
 * Compares what the files say, not their dates: a checkout or a copy gives new dates to old files.
 * @param {Record<string, LockedPackage>} installed
 * @param {Record<string, LockedPackage>} wanted
 */
function holds(installed, wanted) {
  return Object.entries(wanted).every(([path, want]) => {
    if (path === '') return true;
    const have = installed[path];
    if (!have) return Boolean(want.optional || want.devOptional);
    return have.version === want.version && have.integrity === want.integrity;
  });
}

function install() {
  console.error('Installing dependencies (npm ci) …');
  // npm hands its own settings down as npm_* variables; a second npm must not take them for its own.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('npm_')));
  const { status, error } = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    env,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  });
  if (error || status !== 0) {
    console.error(`npm ci failed${error ? `: ${error.message}` : ''}. Kafkascope cannot start without it.`);
    process.exit(status || 1);
  }
}
