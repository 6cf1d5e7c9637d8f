import { toEvents } from '../../scenario/data/events.ts';
import type { Table } from '../../scenario/data/table.ts';
import type { DataRow } from '../../worker/port.ts';

/** A table's rows as the engine takes them: times from the first row on. */
export function toRows(table: Table, keyColumn: string | null, timeColumn: string | null): DataRow[] {
  const events = toEvents(table, keyColumn, timeColumn);
  const firstMs = events[0]?.timeMs ?? 0;
  return events.map(({ key, timeMs, value, valueBytes }) => ({
    key,
    offsetMs: timeMs === null ? null : timeMs - firstMs,
    value,
    valueBytes,
  }));
}
