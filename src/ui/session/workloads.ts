import type { Command, DataWorkload, Run, WorkloadSpec } from '../../scenario/scenario.ts';

/** Every load that a run gives its producers, by its scenario, its script or the user. */
export function workloadsOf({ scenario, actions }: Run): WorkloadSpec[] {
  return [
    ...scenario.producers.map(({ workload }) => workload),
    ...[...scenario.script, ...actions].flatMap(workloadsOfCommand),
  ];
}

export function workloadsOfCommand(command: Command): WorkloadSpec[] {
  return command.do === 'addProducer' || command.do === 'setWorkload' ? [command.workload] : [];
}

export function isData(workload: WorkloadSpec): workload is DataWorkload {
  return workload.type === 'data';
}
