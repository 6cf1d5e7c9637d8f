import type { DataWorkload } from '../scenario.ts';

/**
 * What tells the rows of one replay from those of another: the data set or the dropped file's SHA-256, and which
 * columns are its key and its time, since they decide what the rows hold and in which order they come.
 */
export function sourceId({
  source,
  keyColumn,
  timeColumn,
}: Pick<DataWorkload, 'source' | 'keyColumn' | 'timeColumn'>): string {
  return JSON.stringify(['dataset' in source ? source.dataset : source.sha256, keyColumn, timeColumn]);
}
