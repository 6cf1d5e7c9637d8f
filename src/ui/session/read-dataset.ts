/** A shipped data set as rows: fetched from beside the page. */
import { DATASETS } from '../../scenario/data/datasets.ts';
import { readTable } from '../../scenario/data/table.ts';
import type { DataWorkload } from '../../scenario/scenario.ts';
import type { DataRow } from '../../worker/port.ts';
import { toRows } from './to-rows.ts';

export async function readDataset(id: string, { keyColumn, timeColumn }: DataWorkload): Promise<DataRow[]> {
  const dataset = DATASETS.find((each) => each.id === id);
  if (!dataset) throw new Error(id);
  const response = await fetch(dataset.url);
  if (!response.ok) throw new Error(`${dataset.url}: ${response.status} ${response.statusText}`);
  const table = readTable(dataset.url, new Uint8Array(await response.arrayBuffer()));
  return toRows(table, keyColumn, timeColumn);
}
