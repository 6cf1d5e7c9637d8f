/**
 * `npm run -s sim -- FILE [--until 60s] [--seed N] [--events]`: runs a scenario file at full speed and prints one
 * JSON document of where it ended. A bad file: one line on stderr that names the field, exit 2.
 */
import './cli-all-parts.ts';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { describeError } from '../scenario/describe-error.ts';
import { readRunFile } from '../scenario/file.ts';
import type { Run, Scenario } from '../scenario/scenario.ts';
import { parseTime, TIME_PATTERN } from '../scenario/time.ts';
import { checkWhole } from './checkers/checkers.ts';
import { loadDataSets } from './cli-data-sets.ts';
import { advanceTo, createSimulation, toMicros } from './simulation.ts';
import { stateDocument } from './state-document.ts';
import { type TraceEvent, traceEvent } from './trace.ts';

const USAGE = 'usage: npm run -s sim -- FILE [--until 60s] [--seed N] [--events]';
const DEFAULT_UNTIL = '60s';

/** What is wrong with the call or the file, in one line. */
class BadInput extends Error {}

function readArguments() {
  try {
    const { positionals, values } = parseArgs({
      allowPositionals: true,
      options: { until: { type: 'string' }, seed: { type: 'string' }, events: { type: 'boolean' } },
    });
    if (positionals.length !== 1) throw new BadInput(USAGE);
    return { file: positionals[0]!, ...values };
  } catch (error) {
    throw error instanceof BadInput ? error : new BadInput(`${(error as Error).message}; ${USAGE}`);
  }
}

function readFile(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new BadInput(`${path}: ${(error as Error).message}`);
  }
}

function readRun(path: string): Run {
  const read = readRunFile(readFile(path));
  if ('errors' in read) throw new BadInput(`${path}: ${describeError(read.errors[0]!)}`);
  return read.run;
}

function untilUs(text: string): number {
  if (!TIME_PATTERN.test(text) && !/^\d+(\.\d+)?$/.test(text)) {
    throw new BadInput(`--until: ${text} is not a time such as 60s, 500ms or 2m`);
  }
  return toMicros(parseTime(/^\d+(\.\d+)?$/.test(text) ? Number(text) : text));
}

function seedOf(text: string | undefined, scenario: Scenario): number {
  if (text === undefined) return scenario.seed;
  const seed = Number(text);
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new BadInput(`--seed: ${text} is not a whole number from 0 to 4294967295`);
  return seed;
}

function main(): void {
  const { file, until, seed, events } = readArguments();
  const read = readRun(file);
  const run: Run = { ...read, seed: seedOf(seed, read.scenario) };
  const end = untilUs(until ?? DEFAULT_UNTIL);
  const simulation = createSimulation(run, loadDataSets(run.scenario));
  const trace: TraceEvent[] = [];
  advanceTo(simulation, end, events ? (result) => trace.push(traceEvent(result)) : undefined);
  simulation.violations.push(...checkWhole(simulation.cluster));
  const document = stateDocument(simulation);
  process.stdout.write(`${JSON.stringify(events ? { ...document, events: trace } : document, null, 2)}\n`);
}

try {
  main();
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  process.stderr.write(`${error.message.replaceAll('\n', ' ')}\n`);
  process.exitCode = 2;
}
