/** Rows of data sets and of dropped files, as the engine wants them: fetched once, kept while the page is open. */
import type { DataEvent } from '../../scenario/data/events.ts';
import { sourceId } from '../../scenario/data/source-id.ts';
import type { Command, DataWorkload, Run } from '../../scenario/scenario.ts';
import type { DataTables } from '../../worker/port.ts';
import { isData, workloadsOf, workloadsOfCommand } from './workloads.ts';

export interface DataStore {
  /** The tables that a run needs. Rejects with a `MissingFile` for a dropped file that is not here. */
  tablesFor(run: Run): Promise<DataTables>;
  tablesForCommand(command: Command): Promise<DataTables | null>;
  /** Keeps a dropped file's rows, as read for this replay. */
  keep(replay: Parameters<typeof sourceId>[0], rows: readonly DataEvent[]): void;
}

/** A run replays a file that only its author has: the page asks for it. */
export class MissingFile extends Error {
  readonly workload: DataWorkload;

  constructor(workload: DataWorkload) {
    super('file' in workload.source ? workload.source.file : workload.source.dataset);
    this.name = 'MissingFile';
    this.workload = workload;
  }
}

export function createDataStore(): DataStore {
  const tables = new Map<string, readonly DataEvent[]>();

  const ensure = async (workload: DataWorkload): Promise<void> => {
    const { source } = workload;
    const id = sourceId(workload);
    if (tables.has(id)) return;
    if ('file' in source) throw new MissingFile(workload);
    const { readDataset } = await import('./read-dataset.ts');
    tables.set(id, await readDataset(source.dataset, workload));
  };
  const collect = async (workloads: readonly DataWorkload[]): Promise<DataTables> => {
    for (const workload of workloads) await ensure(workload);
    return new Map([...tables].filter(([id]) => workloads.some((workload) => sourceId(workload) === id)));
  };

  return {
    tablesFor: (run) => collect(workloadsOf(run).filter(isData)),
    async tablesForCommand(command) {
      const workloads = workloadsOfCommand(command).filter(isData);
      return workloads.length > 0 ? collect(workloads) : null;
    },
    keep: (replay, rows) => void tables.set(sourceId(replay), rows),
  };
}
