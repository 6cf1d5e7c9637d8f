import type { Run, WorkloadSpec } from '../../scenario/scenario.ts';

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
