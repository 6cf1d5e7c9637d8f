/**
 * Of applications that send on what they read in transactions (KIP-98, KIP-447): every record of the input whose
 * position was committed has exactly one result among what a read_committed reader may read, and no other record has
 * one. Looked at transaction by transaction: each goes on where the group's last one ended, and once it is complete,
 * the results that it made valid are those of the records that it passed.
 *
 * A member that commits offsets in another way, a reset, or a log that ends before the position break the chain, which
 * then begins anew.
 */
import type { ProducerNode } from '../../engine/client/producer.ts';
import type { Cluster } from '../../engine/cluster.ts';
import type { NodeId } from '../../engine/node.ts';
import type { Note } from '../../engine/note.ts';
import { add, countIn, type Ranges } from '../../kernel/ranges.ts';
import {
  type DataRecords,
  firstRecordFrom,
  offsetOfRecord,
  type RecordBatch,
} from '../../protocol/record-batch.ts';
import { brokerOf, leaderLog, registrationOf, topicNamed } from '../leaders.ts';
import type { CheckerState } from './checker-state.ts';
import type { Checker, Finding } from './checkers.ts';

/** One poll of an application and what it made of it. */
interface ForwardedPoll {
  readonly transactionalId: string;
  readonly producerId: number;
  readonly producerEpoch: number;
  readonly group: string;
  /** By the input's `topic-partition`. */
  readonly read: Map<
    string,
    { readonly topic: string; readonly partition: number; from: number; to: number }
  >;
  /** By the same: offsets of the records that were handed over. */
  readonly due: Map<string, Ranges>;
  /** Which record each of the producer's records is the result of. */
  readonly sources: Extract<Note, { code: 'records-forwarded' }>[];
  /** Offsets of the input's records whose results a marker has made valid. */
  readonly valid: Map<string, Ranges>;
  isDecided: boolean;
}

/** Results that are written and not decided. */
interface Undecided {
  readonly poll: ForwardedPoll;
  readonly batch: RecordBatch;
}

export interface WatchedForwarders {
  /** Transactions that are not complete. */
  polls: ForwardedPoll[];
  /** By the output's `topic-partition`. */
  readonly undecided: Map<string, Undecided[]>;
  /** By `group/topic-partition`: the position of the last transaction that was decided. */
  readonly positions: Map<string, number>;
}

export const forwardedExactlyOnce: Checker = (state, cluster, { notes }) => {
  state.forwarders ??= { polls: [], undecided: new Map(), positions: new Map() };
  const findings: Finding[] = [];
  for (const [at, note] of notes.entries()) {
    forget(state.forwarders, note);
    findings.push(...look(state, state.forwarders, cluster, note, notes, at));
  }
  return findings;
};

function look(
  state: CheckerState,
  watched: WatchedForwarders,
  cluster: Cluster,
  note: Note,
  notes: readonly Note[],
  at: number,
): Finding[] {
  switch (note.code) {
    case 'transaction-begun':
      onBegun(watched, cluster, note, notes.slice(0, at));
      break;
    case 'records-forwarded':
      onSent(watched, cluster, note);
      break;
    case 'batch-appended':
      return note.batch.isTransactional ? onAppended(watched, cluster, note) : [];
    case 'became-leader':
      onBecameLeader(watched, cluster, note);
      break;
    case 'transaction-state':
      return onState(state, watched, cluster, note);
  }
  return [];
}

function onBegun(
  watched: WatchedForwarders,
  cluster: Cluster,
  { producer: id, transactionalId }: { readonly producer: NodeId; readonly transactionalId: string },
  before: readonly Note[],
): void {
  const producer = cluster.nodes.get(id) as ProducerNode;
  const consumer = cluster.nodes.get(producer.forwardsFrom ?? '');
  if (consumer?.kind !== 'consumer') return;
  const { producerId, producerEpoch } = producer.transactionManager!;
  const read: ForwardedPoll['read'] = new Map();
  const due: ForwardedPoll['due'] = new Map();
  for (const note of before) {
    if (note.code !== 'records-delivered' || note.consumer !== consumer.id) continue;
    const { topic, partition, fromOffset, toOffset } = note;
    const from = read.get(`${topic}-${partition}`)?.from ?? fromOffset;
    read.set(`${topic}-${partition}`, { topic, partition, from, to: toOffset });
    for (const batch of note.batches) putRecords(due, `${topic}-${partition}`, batch, fromOffset, toOffset);
  }
  const none = { sources: [], valid: new Map(), isDecided: false };
  const group = consumer.groupId ?? '';
  watched.polls.push({ transactionalId, producerId, producerEpoch, group, read, due, ...none });
}

function onSent(
  { polls }: WatchedForwarders,
  cluster: Cluster,
  note: Extract<Note, { code: 'records-forwarded' }>,
): void {
  const { producerId, producerEpoch } =
    (cluster.nodes.get(note.producer) as ProducerNode).transactionManager ?? {};
  const poll = polls.findLast(
    (each) => each.producerId === producerId && each.producerEpoch === producerEpoch,
  );
  poll?.sources.push(note);
}

function putRecords(
  due: ForwardedPoll['due'],
  row: string,
  batch: RecordBatch,
  fromOffset: number,
  toOffset: number,
): void {
  if (batch.records.kind !== 'data') return;
  const to = firstRecordFrom(batch, toOffset);
  for (let place = firstRecordFrom(batch, fromOffset); place < to; place++)
    put(due, row, offsetOfRecord(batch, place));
}

/** False: it was there already. */
function put(byRow: Map<string, Ranges>, row: string, offset: number): boolean {
  const ranges = byRow.get(row) ?? [];
  byRow.set(row, ranges);
  return add(ranges, offset, offset + 1).length > 0;
}

/** Who leads no more may not know it yet, see transaction-decisions.ts. */
function onAppended(
  watched: WatchedForwarders,
  cluster: Cluster,
  { topic, partition, broker, batch }: Extract<Note, { code: 'batch-appended' }>,
): Finding[] {
  const leader = registrationOf(cluster, topic, partition)?.leader ?? -1;
  if (leader !== broker && leader !== -1) return [];
  const row = `${topic}-${partition}`;
  const of = watched.undecided.get(row) ?? [];
  if (batch.records.kind === 'data') {
    const poll = watched.polls.find(
      ({ producerId, producerEpoch }) =>
        producerId === batch.producerId && producerEpoch === batch.producerEpoch,
    );
    if (poll) watched.undecided.set(row, [...of, { poll, batch }]);
    return [];
  }
  if (batch.records.kind !== 'control') return [];
  const isDecided = ({ poll }: Undecided) => poll.producerId === batch.producerId;
  watched.undecided.set(
    row,
    of.filter((each) => !isDecided(each)),
  );
  return batch.records.marker === 'COMMIT' ? of.filter(isDecided).flatMap(makeValid) : [];
}

function makeValid({ poll, batch }: Undecided): Finding[] {
  return (batch.records as DataRecords).indexes.flatMap((index) => {
    const source = poll.sources.findLast(({ firstIndex }) => firstIndex <= index)!;
    const row = `${source.topic}-${source.partition}`;
    const offset = offsetOfRecord(source.batch, source.from + index - source.firstIndex);
    return put(poll.valid, row, offset) ? [] : [finding(poll, `two results of offset ${offset} of ${row}`)];
  });
}

function finding({ transactionalId }: ForwardedPoll, what: string): Finding {
  return { detail: `${transactionalId} has committed ${what}` };
}

/** Offsets beyond the new leader's end will name other records. */
function onBecameLeader(
  { undecided }: WatchedForwarders,
  cluster: Cluster,
  { topic, partition, broker }: Extract<Note, { code: 'became-leader' }>,
): void {
  const row = `${topic}-${partition}`;
  const log = brokerOf(cluster, broker)?.disk.logs.get(`${topicNamed(cluster, topic)?.topicId}:${partition}`);
  const of = undecided.get(row);
  if (of && log)
    undecided.set(
      row,
      of.filter(({ batch }) => batch.baseOffset < log.logEndOffset),
    );
}

/** With the decision the epoch has been counted up (KIP-890). */
function onState(
  state: CheckerState,
  watched: WatchedForwarders,
  cluster: Cluster,
  { state: now, transactionalId, producerId, producerEpoch }: Extract<Note, { code: 'transaction-state' }>,
): Finding[] {
  const poll = watched.polls.find(
    (each) =>
      each.transactionalId === transactionalId &&
      each.producerId === producerId &&
      each.producerEpoch === producerEpoch - 1,
  );
  if (!poll) return [];
  if (now === 'PrepareCommit' && !poll.isDecided) return onDecided(state, watched, cluster, poll);
  if (now !== 'CompleteCommit' && now !== 'CompleteAbort') return [];
  watched.polls = watched.polls.filter(
    (each) => each.transactionalId !== transactionalId || each.producerEpoch >= producerEpoch,
  );
  return now === 'CompleteCommit' ? onComplete(poll) : [];
}

function onDecided(
  { transactions }: CheckerState,
  { positions }: WatchedForwarders,
  cluster: Cluster,
  poll: ForwardedPoll,
): Finding[] {
  poll.isDecided = true;
  const findings: Finding[] = [];
  for (const [row, { topic, partition, from, to }] of poll.read) {
    const key = `${poll.group}/${row}`;
    const last = positions.get(key) ?? from;
    positions.set(key, to);
    if (from < last)
      findings.push(finding(poll, `results of ${row} from ${from} on, done up to ${last} before`));
    const start = Math.max(last, leaderLog(cluster, topic, partition)?.logStartOffset ?? from);
    if (from <= start || transactions.cleaned.has(row)) continue;
    const { aborted = [], markers = [] } = transactions.decisions.get(row) ?? {};
    const nothing = countIn(aborted, start, from) + countIn(markers, start, from);
    if (nothing < from - start)
      findings.push(finding(poll, `positions of ${row} beyond ${start}, without results`));
  }
  return findings;
}

function onComplete(poll: ForwardedPoll): Finding[] {
  const rows = new Set([...poll.due.keys(), ...poll.valid.keys()]);
  return [...rows].flatMap((row) => {
    const due = poll.due.get(row) ?? [];
    const valid = poll.valid.get(row) ?? [];
    if (due.join() === valid.join()) return [];
    return [finding(poll, `results of ${row} at [${valid}) instead of [${due})`)];
  });
}

function forget({ positions, undecided }: WatchedForwarders, note: Note): void {
  switch (note.code) {
    case 'offsets-committed':
    case 'group-offsets-reset':
      for (const { topic, partition } of note.offsets)
        positions.delete(`${note.group}/${topic}-${partition}`);
      break;
    case 'offset-reset':
    case 'position-truncated':
      positions.delete(`${note.group}/${note.topic}-${note.partition}`);
      break;
    case 'topic-deleted':
      undecided.clear();
      for (const key of positions.keys()) if (key.includes(`/${note.topic}-`)) positions.delete(key);
      break;
    case 'leader-elected':
      // What was committed may be gone.
      if (note.unclean) positions.clear();
      break;
  }
}
