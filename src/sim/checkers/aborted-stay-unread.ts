/**
 * An application with isolation.level=read_committed is never handed a record of a transaction that was aborted, or is
 * not decided; and of those that were committed it misses none that it passes (KIP-98).
 */
import type { ConsumerNode } from '../../engine/client/consumer.ts';
import type { Note } from '../../engine/note.ts';
import { countIn, type Ranges } from '../../kernel/ranges.ts';
import type { CheckerState } from './checker-state.ts';
import type { Checker, Finding } from './checkers.ts';
import { followDecisions, type PartitionDecisions } from './transaction-decisions.ts';

export const abortedStayUnread: Checker = (state, cluster, { notes }) => {
  const findings: Finding[] = [];
  const { transactions } = state;
  for (const note of notes) {
    followDecisions(transactions.decisions, cluster, note);
    forgetPositions(transactions, note);
    if (note.code !== 'records-delivered') continue;
    const consumer = cluster.nodes.get(note.consumer);
    if (consumer?.kind === 'consumer' && isReadCommitted(consumer))
      findings.push(...onDelivered(transactions, note));
  }
  return findings;
};

function isReadCommitted({ configs, share }: ConsumerNode): boolean {
  return configs['isolation.level'] === 'read_committed' && share === null;
}

type Watched = CheckerState['transactions'];
type Delivered = Extract<Note, { code: 'records-delivered' }>;

/** Whoever gets a partition anew, or is set elsewhere in it, passes nothing on the way. */
function forgetPositions({ positions, cleaned }: Watched, note: Note): void {
  switch (note.code) {
    case 'partitions-assigned':
    case 'partitions-revoked':
      for (const { topic, partition } of note.partitions)
        positions.delete(`${note.consumer}/${topic}-${partition}`);
      break;
    case 'offset-reset':
    case 'position-truncated':
      positions.delete(`${note.consumer}/${note.topic}-${note.partition}`);
      break;
    case 'process':
      for (const key of positions.keys()) if (key.startsWith(`${note.node}/`)) positions.delete(key);
      break;
    case 'log-cleaned':
      cleaned.add(`${note.topic}-${note.partition}`);
      break;
    case 'records-deleted':
    case 'segment-deleted':
    case 'became-leader':
      for (const key of positions.keys())
        if (key.endsWith(`/${note.topic}-${note.partition}`)) positions.delete(key);
      break;
  }
}

function onDelivered({ decisions, positions, cleaned }: Watched, note: Delivered): Finding[] {
  const row = `${note.topic}-${note.partition}`;
  const key = `${note.consumer}/${row}`;
  const from = Math.min(positions.get(key) ?? note.fromOffset, note.fromOffset);
  positions.set(key, note.toOffset);
  const of = decisions.get(row);
  if (!of) return [];
  const findings = unduly(of, note).map((what) => ({
    detail: `${note.consumer} was handed ${what} of ${row}`,
  }));
  if (cleaned.has(row)) return findings;
  const missed = countIn(of.committed, from, note.toOffset) - committedIn(of.committed, note);
  if (missed > 0)
    findings.push({
      detail: `${note.consumer} passed ${missed} committed records of ${row} before ${note.toOffset}`,
    });
  return findings;
}

/** What was handed over and should not have been. */
function unduly(of: PartitionDecisions, note: Delivered): string[] {
  const found: string[] = [];
  for (const [from, to] of spans(note)) {
    const aborted = countIn(of.aborted, from, to);
    if (aborted > 0) found.push(`${aborted} aborted records before ${to}`);
    for (const open of of.open.values()) {
      const undecided = countIn(open, from, to);
      if (undecided > 0) found.push(`${undecided} undecided records before ${to}`);
    }
  }
  return found;
}

function committedIn(committed: Ranges, note: Delivered): number {
  let count = 0;
  for (const [from, to] of spans(note)) count += countIn(committed, from, to);
  return count;
}

/** Of each batch, the offsets that were handed over. */
function spans({ batches, fromOffset, toOffset }: Delivered): [number, number][] {
  return batches.map(({ baseOffset, lastOffset }) => [
    Math.max(baseOffset, fromOffset),
    Math.min(lastOffset + 1, toOffset),
  ]);
}
