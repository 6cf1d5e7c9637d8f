/**
 * The truth that no real cluster can tell: of every record whether it was acknowledged, delivered, delivered
 * twice, out of order for its key, or lost. It sees every node, and changes none.
 */
import type { BrokerNode } from '../engine/broker/broker.ts';
import type { Cluster } from '../engine/cluster.ts';
import type { Message, Request } from '../engine/network/message.ts';
import type { Note } from '../engine/note.ts';
import type { Effects } from '../engine/step.ts';
import { NEVER } from '../kernel/brand.ts';
import { add, countIn, type Ranges, removeFrom } from '../kernel/ranges.ts';
import {
  type DataRecords,
  firstRecordFrom,
  type RecordBatch,
  recordCount,
} from '../protocol/record-batch.ts';
import type { LedgerCounts } from '../view/digest.ts';
import { transactionRuns } from './checkers/checker-parts.ts';
import type { Decisions } from './checkers/transaction-decisions.ts';
import { brokerOf, imageOf, leaderLog, topicNamed } from './leaders.ts';

export interface Ledger {
  counts: { -readonly [Name in keyof LedgerCounts]: number };
  /** By `topic-partition`: offsets that were acknowledged and are in the leader's log. */
  acknowledged: Map<string, Ranges>;
  /** By group, then `topic-partition`: offsets handed to its applications. */
  delivered: Map<string, Map<string, Ranges>>;
  /** By group, then stream: the newest record of each key handed over, by key number. */
  newest: Map<string, Map<number, Float64Array>>;
  /** Batches sent with acks=0 that no log has yet: `stream:index` of their first record, and their count. */
  unanswered: Map<string, number>;
  decisions: Decisions;
}

export function createLedger(): Ledger {
  return {
    counts: {
      produced: 0,
      acknowledged: 0,
      delivered: 0,
      redelivered: 0,
      outOfOrder: 0,
      lost: 0,
      expiredUnread: 0,
    },
    acknowledged: new Map(),
    delivered: new Map(),
    newest: new Map(),
    unanswered: new Map(),
    decisions: new Map(),
  };
}

/** What the ledger found out in one step that is worth a mark. */
export interface LedgerFinding {
  readonly kind: 'lost' | 'redelivered' | 'out-of-order';
  readonly count: number;
  readonly topic: string;
  readonly partition: number;
  readonly group: string | null;
}

/** Reads one step's effects; `subscribed` says which groups read a topic just then. */
export function record(
  ledger: Ledger,
  cluster: Cluster,
  effects: Effects,
  subscribed: (topic: string) => readonly string[],
): LedgerFinding[] {
  const findings: LedgerFinding[] = [];
  for (const note of effects.notes) {
    readNote(ledger, cluster, note, subscribed, findings);
    if (transactionRuns.isInstalled())
      transactionRuns.rules().followDecisions(ledger.decisions, cluster, note, ledger.acknowledged);
  }
  for (const request of endedUnanswered(cluster, effects)) giveUp(ledger, cluster, request, findings);
  return findings;
}

/** Produce requests with acks=0 that are over: handled in this step, or lost on the way. */
function endedUnanswered(cluster: Cluster, { item, taken, sends }: Effects): Request<'Produce'>[] {
  const ended: Request<'Produce'>[] = [];
  const arrived =
    item?.kind === 'message' ? item.message : item?.kind === 'next-request' ? item.request : null;
  if (arrived && isUnanswered(arrived) && !(taken && waitsInSocket(cluster, arrived))) ended.push(arrived);
  for (const sent of sends) if (sent.arrivesUs === NEVER && isUnanswered(sent)) ended.push(sent);
  return ended;
}

function isUnanswered(message: Message): message is Request<'Produce'> & { kind: 'request'; api: 'Produce' } {
  return message.kind === 'request' && message.api === 'Produce' && message.body.acks === 0;
}

function waitsInSocket(cluster: Cluster, request: Request<'Produce'>): boolean {
  const broker = cluster.nodes.get(request.to) as BrokerNode;
  const connection = broker.connections.get(`${request.from}#${request.channel}`);
  return connection?.waiting.some((waiting) => waiting.id === request.id) ?? false;
}

function readNote(
  ledger: Ledger,
  cluster: Cluster,
  note: Note,
  subscribed: (topic: string) => readonly string[],
  findings: LedgerFinding[],
): void {
  switch (note.code) {
    case 'batch-acknowledged':
      acknowledge(ledger, cluster, note.topic, note.partition, note.baseOffset, note.batch, findings);
      break;
    case 'batch-appended':
      appended(ledger, note.topic, note.partition, note.batch);
      break;
    case 'records-delivered':
      if (note.group !== null) deliver(ledger, note.group, note, findings);
      break;
    case 'became-leader':
      truncate(ledger, cluster, note.topic, note.partition, note.broker, findings);
      break;
    case 'records-deleted':
      expire(ledger, note.topic, note.partition, note.fromOffset, note.toOffset, subscribed(note.topic));
      break;
    case 'segment-deleted':
      // What lies below the log's start has been counted when that moved.
      if (note.leader && note.reason !== 'logStartOffset')
        expire(ledger, note.topic, note.partition, note.baseOffset, note.nextOffset, subscribed(note.topic));
      break;
  }
}

const rowOf = (topic: string, partition: number): string => `${topic}-${partition}`;

function rangesOf(map: Map<string, Ranges>, row: string): Ranges {
  let ranges = map.get(row);
  if (!ranges) {
    ranges = [];
    map.set(row, ranges);
  }
  return ranges;
}

/** A batch's name whatever offset it has: its first record's stream and number there. */
function identity(batch: RecordBatch): string {
  const records = batch.records as DataRecords;
  return `${records.stream}:${records.indexes[0]}`;
}

function acknowledge(
  ledger: Ledger,
  cluster: Cluster,
  topic: string,
  partition: number,
  baseOffset: number,
  batch: RecordBatch,
  findings: LedgerFinding[],
): void {
  const count = recordCount(batch);
  ledger.counts.acknowledged += count;
  if (baseOffset < 0) {
    ledger.unanswered.set(identity(batch), count);
    return;
  }
  // The answer may arrive after another leader took over without the batch.
  const log = leaderLog(cluster, topic, partition);
  if (log && baseOffset + count > log.logEndOffset) lose(ledger, topic, partition, count, findings);
  else add(rangesOf(ledger.acknowledged, rowOf(topic, partition)), baseOffset, baseOffset + count);
}

/** With acks=0 the log says where the batch is, nobody else does. */
function appended(ledger: Ledger, topic: string, partition: number, batch: RecordBatch): void {
  if (ledger.unanswered.size === 0 || batch.records.kind !== 'data') return;
  if (!ledger.unanswered.delete(identity(batch))) return;
  add(rangesOf(ledger.acknowledged, rowOf(topic, partition)), batch.baseOffset, batch.lastOffset + 1);
}

/** Batches of a request that is over: what no log has by now is lost, and with acks=0 nobody will know. */
function giveUp(
  ledger: Ledger,
  cluster: Cluster,
  request: Request<'Produce'>,
  findings: LedgerFinding[],
): void {
  for (const { topicId, partitionData } of request.body.topicData) {
    const topic = imageOf(cluster).topics.get(topicId)?.name ?? topicId;
    for (const { index, records } of partitionData) {
      for (const batch of records) {
        const count = ledger.unanswered.get(identity(batch));
        if (count === undefined) continue;
        ledger.unanswered.delete(identity(batch));
        lose(ledger, topic, index, count, findings);
      }
    }
  }
}

function lose(
  ledger: Ledger,
  topic: string,
  partition: number,
  count: number,
  findings: LedgerFinding[],
): void {
  ledger.counts.lost += count;
  findings.push({ kind: 'lost', count, topic, partition, group: null });
}

/** A new leader's history is the one that counts: what was acknowledged beyond its end is lost. */
function truncate(
  ledger: Ledger,
  cluster: Cluster,
  topic: string,
  partition: number,
  broker: number,
  findings: LedgerFinding[],
): void {
  const log = logOf(cluster, broker, topic, partition);
  if (!log) return;
  const row = rowOf(topic, partition);
  const lost = removeFrom(rangesOf(ledger.acknowledged, row), log.logEndOffset);
  if (lost > 0) lose(ledger, topic, partition, lost, findings);
  // Offsets beyond it will name other records from now on.
  for (const byRow of ledger.delivered.values()) removeFrom(rangesOf(byRow, row), log.logEndOffset);
}

function logOf(cluster: Cluster, brokerId: number, topic: string, partition: number) {
  const topicId = topicNamed(cluster, topic)?.topicId;
  return brokerOf(cluster, brokerId)?.disk.logs.get(`${topicId}:${partition}`);
}

function deliver(
  ledger: Ledger,
  group: string,
  note: Extract<Note, { code: 'records-delivered' }>,
  findings: LedgerFinding[],
): void {
  let byRow = ledger.delivered.get(group);
  if (!byRow) {
    byRow = new Map();
    ledger.delivered.set(group, byRow);
  }
  const fresh = add(rangesOf(byRow, rowOf(note.topic, note.partition)), note.fromOffset, note.toOffset);
  let first = 0;
  for (let i = 0; i < fresh.length; i += 2) first += recordsIn(note.batches, fresh[i]!, fresh[i + 1]!);
  ledger.counts.delivered += first;
  const again = recordsIn(note.batches, note.fromOffset, note.toOffset) - first;
  if (again > 0) {
    ledger.counts.redelivered += again;
    findings.push({ kind: 'redelivered', count: again, topic: note.topic, partition: note.partition, group });
  }
  let late = 0;
  for (let i = 0; i < fresh.length; i += 2)
    late += countLate(ledger, group, note.batches, fresh[i]!, fresh[i + 1]!);
  if (late === 0) return;
  ledger.counts.outOfOrder += late;
  findings.push({ kind: 'out-of-order', count: late, topic: note.topic, partition: note.partition, group });
}

/** Offsets that compaction has emptied, or that hold a transaction's marker, are no records. */
function recordsIn(batches: readonly RecordBatch[], from: number, to: number): number {
  let count = 0;
  for (const batch of batches)
    if (batch.records.kind !== 'control') count += firstRecordFrom(batch, to) - firstRecordFrom(batch, from);
  return count;
}

/** The one loop over records: a first delivery after a later one of the same key and producer is out of order. */
function countLate(
  ledger: Ledger,
  group: string,
  batches: readonly RecordBatch[],
  from: number,
  to: number,
): number {
  let late = 0;
  let byStream = ledger.newest.get(group);
  if (!byStream) {
    byStream = new Map();
    ledger.newest.set(group, byStream);
  }
  for (const batch of batches) {
    const { records } = batch;
    if (records.kind !== 'data' || records.stream < 0 || batch.lastOffset < from || batch.baseOffset >= to)
      continue;
    const start = firstRecordFrom(batch, from);
    const end = firstRecordFrom(batch, to);
    let newest = byStream.get(records.stream) ?? new Float64Array(0);
    for (let i = start; i < end; i++) {
      const key = records.keyIds[i]!;
      if (key < 0) continue;
      if (key >= newest.length) {
        newest = grown(newest, key + 1);
        byStream.set(records.stream, newest);
      }
      const index = records.indexes[i]! + 1;
      if (newest[key]! > index) late++;
      else newest[key] = index;
    }
  }
  return late;
}

function grown(array: Float64Array, length: number): Float64Array {
  const larger = new Float64Array(Math.max(64, 2 * length));
  larger.set(array);
  return larger;
}

function expire(
  ledger: Ledger,
  topic: string,
  partition: number,
  from: number,
  to: number,
  groups: readonly string[],
): void {
  const row = rowOf(topic, partition);
  for (const group of groups) {
    const delivered = ledger.delivered.get(group)?.get(row) ?? [];
    ledger.counts.expiredUnread += to - from - countIn(delivered, from, to);
    if (transactionRuns.isInstalled())
      ledger.counts.expiredUnread -= transactionRuns
        .rules()
        .notToBeRead(ledger.decisions, row, from, to, delivered);
  }
}
