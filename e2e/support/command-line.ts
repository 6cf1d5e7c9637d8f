/** The same run by the command line: `npm run -s sim -- FILE --until T`. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { StateDocument } from '../../src/view/state-document.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));

export async function stateByCommandLine(file: string, untilMs: number): Promise<StateDocument> {
  const command = ['run', '-s', 'sim', '--', file, '--until', `${untilMs}ms`];
  const { stdout } = await promisify(execFile)('npm', command, { cwd: root });
  return JSON.parse(stdout);
}
