/** What a producer was last told to send, and how: the run does not say it for itself. */
import type { Run, TransactionsSpec, WorkloadSpec } from '../../scenario/scenario.ts';

/** The load that a producer was last given, by the scenario, its script or the user. */
export function workloadNow(run: Run | null, producer: string): WorkloadSpec | null {
  if (!run) return null;
  let now = run.scenario.producers.find(({ name }) => name === producer)?.workload ?? null;
  for (const command of [...run.scenario.script, ...run.actions]) {
    if (command.do === 'addProducer' && command.name === producer) now = command.workload;
    if (command.do === 'setWorkload' && command.producer === producer) now = command.workload;
  }
  return now;
}

/** What it was last told to make a transaction of; null: it never was, so that the defaults hold. */
export function transactionsNow(run: Run | null, producer: string): TransactionsSpec | null {
  if (!run) return null;
  let now = run.scenario.producers.find(({ name }) => name === producer)?.transactions ?? null;
  for (const command of [...run.scenario.script, ...run.actions]) {
    if (command.do === 'addProducer' && command.name === producer) now = command.transactions ?? null;
    if (command.do === 'setTransactions' && command.producer === producer) now = command.transactions;
  }
  return now;
}
