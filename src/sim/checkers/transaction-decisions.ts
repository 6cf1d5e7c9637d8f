/**
 * Which records are part of a transaction, and how it was decided: as the partitions' leaders have written it, not as
 * anybody was told. The ledger asks what was never to be read, the checker what was read nevertheless.
 */
import type { Cluster } from '../../engine/cluster.ts';
import type { Note } from '../../engine/note.ts';
import { add, countIn, type Ranges, removeFrom } from '../../kernel/ranges.ts';
import { countOnlyIn, cutOut } from '../../kernel/ranges-cut.ts';
import { type RecordBatch, recordCount } from '../../protocol/record-batch.ts';
import { brokerOf, registrationOf, topicNamed } from '../leaders.ts';

/** By `topic-partition`. */
export type Decisions = Map<string, PartitionDecisions>;

/** Offsets that producers were told of, by `topic-partition`. */
type Acknowledged = ReadonlyMap<string, Ranges>;

export interface PartitionDecisions {
  /** By producer id: offsets of its transaction that no marker has ended. */
  readonly open: Map<number, Ranges>;
  readonly committed: Ranges;
  readonly aborted: Ranges;
  /** Offsets of the markers. */
  readonly markers: Ranges;
}

/** Of a partition whose last leader the controller does not hear of. */
const NO_LEADER = -1;

/** `acknowledged`, also by `topic-partition`, loses what turns out to be aborted: that is not to be missed. */
export function followDecisions(
  decisions: Decisions,
  cluster: Cluster,
  note: Note,
  acknowledged: Acknowledged = new Map(),
): void {
  switch (note.code) {
    case 'batch-appended':
      if (note.batch.isTransactional) onAppended(decisions, cluster, note, acknowledged);
      break;
    case 'batch-acknowledged':
      onAcknowledged(decisions, note, acknowledged);
      break;
    case 'became-leader':
      onBecameLeader(decisions, cluster, note);
      break;
    case 'topic-deleted':
      for (const row of decisions.keys())
        if (row.slice(0, row.lastIndexOf('-')) === note.topic) decisions.delete(row);
      break;
  }
}

/** The answer may come when the transaction is over already. */
function onAcknowledged(
  decisions: Decisions,
  { topic, partition, baseOffset, batch }: Extract<Note, { code: 'batch-acknowledged' }>,
  acknowledged: Acknowledged,
): void {
  const row = `${topic}-${partition}`;
  const end = baseOffset + recordCount(batch);
  const told = acknowledged.get(row);
  if (told && countIn(decisions.get(row)?.aborted ?? [], baseOffset, end) > 0) cutOut(told, baseOffset, end);
}

/** Who leads no more may not know it yet: what it writes is nobody's, unless nobody has followed it. */
function onAppended(
  decisions: Decisions,
  cluster: Cluster,
  { topic, partition, broker, batch }: Extract<Note, { code: 'batch-appended' }>,
  acknowledged: Acknowledged,
): void {
  const leader = registrationOf(cluster, topic, partition)?.leader;
  if (leader !== broker && leader !== NO_LEADER) return;
  const row = `${topic}-${partition}`;
  const of = decisionsOf(decisions, row);
  if (batch.records.kind === 'control') decide(of, batch, batch.records.marker, acknowledged.get(row) ?? []);
  else {
    const open = of.open.get(batch.producerId) ?? [];
    add(open, batch.baseOffset, batch.lastOffset + 1);
    of.open.set(batch.producerId, open);
  }
}

function decide(
  of: PartitionDecisions,
  batch: RecordBatch,
  marker: 'COMMIT' | 'ABORT',
  acknowledged: Ranges,
): void {
  const open = of.open.get(batch.producerId) ?? [];
  of.open.delete(batch.producerId);
  const isCommit = marker === 'COMMIT';
  for (let i = 0; i < open.length; i += 2) {
    add(isCommit ? of.committed : of.aborted, open[i]!, open[i + 1]!);
    if (!isCommit) cutOut(acknowledged, open[i]!, open[i + 1]!);
  }
  add(of.markers, batch.baseOffset, batch.lastOffset + 1);
}

/** Offsets beyond the new leader's end will name other records. */
function onBecameLeader(
  decisions: Decisions,
  cluster: Cluster,
  { topic, partition, broker }: Extract<Note, { code: 'became-leader' }>,
): void {
  const of = decisions.get(`${topic}-${partition}`);
  const log = brokerOf(cluster, broker)?.disk.logs.get(`${topicNamed(cluster, topic)?.topicId}:${partition}`);
  if (!of || !log) return;
  for (const ranges of [of.committed, of.aborted, of.markers, ...of.open.values()])
    removeFrom(ranges, log.logEndOffset);
}

function decisionsOf(decisions: Decisions, row: string): PartitionDecisions {
  let of = decisions.get(row);
  if (!of) {
    of = { open: new Map(), committed: [], aborted: [], markers: [] };
    decisions.set(row, of);
  }
  return of;
}

/** How many offsets of [from, to) that are not among those delivered hold nothing for any application. */
export function notToBeRead(
  decisions: Decisions,
  row: string,
  from: number,
  to: number,
  delivered: Ranges,
): number {
  const of = decisions.get(row);
  if (!of) return 0;
  return countOnlyIn(of.aborted, delivered, from, to) + countOnlyIn(of.markers, delivered, from, to);
}
