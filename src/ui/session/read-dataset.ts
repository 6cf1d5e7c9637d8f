/** A shipped data set as rows: fetched from beside the page. */
import { DATASETS } from '../../scenario/data/datasets.ts';
import { type DataEvent, toEvents } from '../../scenario/data/events.ts';
import { readTable } from '../../scenario/data/table.ts';
import type { DataWorkload } from '../../scenario/scenario.ts';

export async function readDataset(id: string, { keyColumn, timeColumn }: DataWorkload): Promise<DataEvent[]> {
  const dataset = DATASETS.find((each) => each.id === id);
  if (!dataset) throw new Error(id);
  const response = await fetch(dataset.url);
  if (!response.ok) throw new Error(`${dataset.url}: ${response.status} ${response.statusText}`);
  const table = readTable(dataset.url, new Uint8Array(await response.arrayBuffer()));
  return toEvents(table, keyColumn, timeColumn);
}
