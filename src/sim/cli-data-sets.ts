/** The shipped data sets, read from disk for the command line. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { DATASETS } from '../scenario/data/datasets.ts';
import { type DataEvent, toEvents } from '../scenario/data/events.ts';
import { sourceId } from '../scenario/data/source-id.ts';
import { readTable } from '../scenario/data/table.ts';
import type { Scenario, WorkloadSpec } from '../scenario/scenario.ts';
import type { DataSources } from './workload.ts';

/** Rows of every data set that the scenario's producers replay. A dropped file is not here, and stays silent. */
export function loadDataSets(scenario: Scenario): DataSources {
  const sources = new Map<string, readonly DataEvent[]>();
  for (const { workload } of scenario.producers) load(sources, workload);
  for (const command of scenario.script) {
    if (command.do === 'addProducer' || command.do === 'setWorkload') load(sources, command.workload);
  }
  return sources;
}

function load(sources: Map<string, readonly DataEvent[]>, spec: WorkloadSpec): void {
  if (spec.type !== 'data' || !('dataset' in spec.source)) return;
  const { dataset } = spec.source;
  const known = DATASETS.find(({ id }) => id === dataset);
  if (!known) return;
  const file = fileURLToPath(new URL(`../../public/${known.url}`, import.meta.url));
  const table = readTable(known.url, readFileSync(file));
  sources.set(sourceId(spec), toEvents(table, spec.keyColumn, spec.timeColumn));
}
