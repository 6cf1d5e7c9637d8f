/**
 * `npm run fuzz -- [--seed N] [--runs N]`: random clusters with faults, all checkers on. A failure prints the one
 * line that replays it.
 */
import '../src/sim/cli-all-parts.ts';
import { parseArgs } from 'node:util';
import { checkWhole } from '../src/sim/checkers/checkers.ts';
import { randomRun } from '../src/sim/random-run.ts';
import { advanceTo, createSimulation } from '../src/sim/simulation.ts';

const LENGTH_US = 90_000_000;

const { values } = parseArgs({
  options: { seed: { type: 'string' }, runs: { type: 'string', default: '100' } },
});
const first = Number(values.seed ?? 1);
const runs = values.seed === undefined ? Number(values.runs) : 1;

let failed = 0;
for (let seed = first; seed < first + runs; seed++) {
  const simulation = createSimulation(randomRun(seed));
  advanceTo(simulation, LENGTH_US);
  const [violation] = [...simulation.violations, ...checkWhole(simulation.cluster)];
  if (!violation) continue;
  failed++;
  console.log(
    `${violation.invariant} at ${violation.atUs / 1e6} s: ${violation.detail}\n  npm run fuzz -- --seed ${seed}`,
  );
}
console.log(`${runs} runs, ${failed} failed`);
process.exitCode = failed > 0 ? 1 : 0;
