import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';

const CLI = fileURLToPath(new URL('./cli.ts', import.meta.url));
const key = { keyHex: '', murmur2: 275646681, partitions: [[6, 3]] };

function vectors(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', CLI, ...args], {
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

describe('npm run vectors', () => {
  const dir = mkdtempSync(join(tmpdir(), 'kafkascope-vectors-'));
  const write = (text: string) => writeFileSync(join(dir, 'murmur2-partition.json'), text);
  const writeCases = (...cases: unknown[]) =>
    write(JSON.stringify({ name: 'murmur2-partition', about: {}, cases }));

  beforeEach(() => writeCases(key));
  afterAll(() => rmSync(dir, { recursive: true }));

  it('exits 0 when all passed', () => {
    expect(vectors(dir)).toEqual({ status: 0, stdout: 'murmur2-partition 1 / 1\n', stderr: '' });
  });

  it('exits 1 when one did not', () => {
    writeCases(key, { ...key, murmur2: 1 });
    expect(vectors(dir)).toEqual({
      status: 1,
      stdout: 'murmur2-partition: case 1, murmur2: expected 1, got 275646681\nmurmur2-partition 1 / 2\n',
      stderr: '',
    });
  });

  it('exits 2 and names a file that it cannot use', () => {
    write('{');
    const { status, stdout, stderr } = vectors(dir);
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toContain(join(dir, 'murmur2-partition.json is not valid JSON'));
    expect(vectors(join(dir, 'nowhere')).status).toBe(2);
  });
});
