/** Records per second of each client, measured over the last few simulated seconds. */
import type { Note } from '../engine/note.ts';
import type { Micros } from '../kernel/brand.ts';
import { recordCount } from '../protocol/record-batch.ts';

export interface Rates {
  /** By client: when how many records were counted, oldest first. */
  readonly counts: Map<string, { atUs: Micros; records: number }[]>;
}

const WINDOW_US = 3_000_000;

export function createRates(): Rates {
  return { counts: new Map() };
}

export function rateNotes(rates: Rates, notes: readonly Note[]): void {
  for (const note of notes) {
    if (note.code === 'batch-acknowledged') count(rates, note.producer, note.atUs, recordCount(note.batch));
    else if (note.code === 'records-delivered')
      count(rates, note.consumer, note.atUs, note.toOffset - note.fromOffset);
  }
}

function count(rates: Rates, client: string, atUs: Micros, records: number): void {
  const counts = rates.counts.get(client);
  const last = counts?.at(-1);
  // A tenth of a second is fine enough.
  if (counts && last && atUs - last.atUs < 100_000) last.records += records;
  else if (counts) counts.push({ atUs, records });
  else rates.counts.set(client, [{ atUs, records }]);
}

/** Rounded so that a steady load gives a steady number. */
export function recordsPerSecond(rates: Rates, client: string, nowUs: Micros): number {
  const counts = rates.counts.get(client);
  if (!counts) return 0;
  while (counts.length > 0 && counts[0]!.atUs < nowUs - WINDOW_US) counts.shift();
  let records = 0;
  for (const counted of counts) records += counted.records;
  const perSecond = records / (WINDOW_US / 1e6);
  return perSecond < 10 ? Math.round(perSecond) : Math.round(perSecond / 5) * 5;
}
