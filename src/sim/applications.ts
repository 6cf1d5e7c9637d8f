/**
 * The applications behind the producers: each has a load, and hands records to send() when they are due. At
 * up to a thousand records a second each record comes at its own time; above, those of one millisecond
 * together, which is as fine as their timestamps are.
 */

import { isBlocked } from '../engine/client/blocked-sends.ts';
import { sendRecords } from '../engine/client/producer.ts';
import type { Ctx } from '../engine/ctx.ts';
import { wallClockMs } from '../engine/ctx.ts';
import { keyIdOf, NO_KEY, utf8 } from '../engine/key-table.ts';
import { type Micros, NEVER } from '../kernel/brand.ts';
import type { KeySpec, WorkloadSpec } from '../scenario/scenario.ts';
import type { Forwarded } from './forwarders.ts';
import type { Simulation } from './simulation.ts';
import { createWorkload, cumulativeWeights, dueUs, type Halt, keyRankAt, type Workload } from './workload.ts';

/** All records that one producer ever makes. */
export interface Stream {
  readonly id: number;
  readonly producer: string;
  topic: string;
  workload: Workload;
  /** Number of the next record of the stream. */
  nextIndex: number;
  /** Where each load began in the stream's numbering, for whoever looks at an old record. */
  loads: { readonly fromIndex: number; readonly spec: WorkloadSpec }[];
  /** Records made by hand, by their number. */
  byHand: Map<
    number,
    { readonly key: string | null; readonly value: string | null; readonly partition: number | null }
  >;
  /** What its records are the results of; empty: they are made here. */
  forwarded: Forwarded[];
  nextDueUs: Micros;
  /** Key numbers by rank, for synthetic keys; filled as they occur. */
  keyIds: Int32Array;
  weights: Float64Array;
}

export interface Applications {
  readonly seed: number;
  streams: Stream[];
  byProducer: Map<string, Stream>;
  /** Those whose send() has not returned: their loads fall behind. */
  blocked: Stream[];
}

export function createApplications(seed: number): Applications {
  return { seed, streams: [], byProducer: new Map(), blocked: [] };
}

/** A producer's application begins. A producer added again under its old name goes on with its stream. */
export function addStream(
  simulation: Simulation,
  producer: string,
  topic: string,
  spec: WorkloadSpec,
): Stream {
  const { applications, cluster } = simulation;
  let stream = applications.byProducer.get(producer);
  if (!stream) {
    stream = {
      id: applications.streams.length,
      producer,
      topic,
      workload: createWorkload(spec, cluster.nowUs),
      nextIndex: 0,
      loads: [],
      byHand: new Map(),
      forwarded: [],
      nextDueUs: NEVER,
      keyIds: new Int32Array(0),
      weights: new Float64Array(0),
    };
    applications.streams.push(stream);
    applications.byProducer.set(producer, stream);
  }
  stream.topic = topic;
  stream.workload.halts = [];
  setLoad(simulation, stream, spec);
  return stream;
}

/** Another load from now on. */
export function setLoad(simulation: Simulation, stream: Stream, spec: WorkloadSpec): void {
  const keys = keysOf(spec);
  stream.workload = { ...createWorkload(spec, simulation.cluster.nowUs), halts: stream.workload.halts };
  stream.loads.push({ fromIndex: stream.nextIndex, spec });
  stream.weights = keys ? cumulativeWeights(keys) : new Float64Array(0);
  stream.keyIds = new Int32Array(keys?.count ?? 0).fill(-1);
  stream.nextDueUs = dueUs(stream.workload, 0, simulation.data);
}

/** Stops for a while, or goes on from where it was once no reason to stop is left. */
export function haltStream(simulation: Simulation, stream: Stream, halt: Halt, on: boolean): void {
  const { workload } = stream;
  const others = workload.halts.filter((reason) => reason !== halt);
  const wasHalted = workload.halts.length > 0;
  workload.halts = on ? [...others, halt] : others;
  const due = dueUs(workload, workload.sent, simulation.data);
  if (wasHalted && due !== NEVER) workload.startUs += Math.max(0, simulation.cluster.nowUs - due);
  stream.nextDueUs = dueUs(workload, workload.sent, simulation.data);
}

function keysOf(spec: WorkloadSpec): KeySpec | null {
  return spec.type === 'manual' || spec.type === 'data' ? null : spec.keys;
}

export function nextSendUs(simulation: Simulation): Micros {
  let next = NEVER;
  for (const stream of simulation.applications.streams) if (stream.nextDueUs < next) next = stream.nextDueUs;
  return next;
}

interface Columns {
  indexes: number[];
  keyIds: number[];
  keySizes: number[];
  valueSizes: number[];
  timestamps: number[];
  partition?: number | null;
}

const TOGETHER_US = 1000;

/** Hands over all records that are due now. */
export function sendDue(ctx: Ctx, simulation: Simulation): void {
  for (const stream of simulation.applications.streams) {
    if (stream.nextDueUs <= ctx.nowUs) sendOf(ctx, simulation, stream);
  }
}

function sendOf(ctx: Ctx, simulation: Simulation, stream: Stream): void {
  const { workload } = stream;
  const columns: Columns = { indexes: [], keyIds: [], keySizes: [], valueSizes: [], timestamps: [] };
  const timestamp = wallClockMs(ctx);
  let due = stream.nextDueUs;
  while (due <= ctx.nowUs) {
    addRecord(ctx, simulation, stream, columns, timestamp);
    workload.sent++;
    due = dueUs(workload, workload.sent, simulation.data);
  }
  // Records less than a millisecond away would share this one's timestamp: they come with the next round.
  stream.nextDueUs = due === NEVER || due - ctx.nowUs >= TOGETHER_US ? due : ctx.nowUs + TOGETHER_US;
  handOver(ctx, simulation, stream, columns);
}

/** One record by hand. */
export function sendByHand(
  ctx: Ctx,
  simulation: Simulation,
  stream: Stream,
  key: string | null,
  value: string | null,
  partition: number | null,
): void {
  stream.byHand.set(stream.nextIndex, { key, value, partition });
  const keyId = key === null ? NO_KEY : keyIdOf(ctx.cluster.keys, key);
  handOver(ctx, simulation, stream, {
    indexes: [stream.nextIndex++],
    keyIds: [keyId],
    keySizes: [keyId === NO_KEY ? -1 : ctx.cluster.keys.sizes[keyId]!],
    valueSizes: [value === null ? -1 : utf8(value).length],
    timestamps: [wallClockMs(ctx)],
    partition,
  });
}

function handOver(ctx: Ctx, simulation: Simulation, stream: Stream, columns: Columns): void {
  const producer = ctx.cluster.nodes.get(stream.producer);
  if (producer?.kind !== 'producer' || producer.process !== 'running') return;
  const { applications } = simulation;
  simulation.ledger.counts.produced += columns.indexes.length;
  sendRecords(ctx, producer, stream.topic, columns);
  if (isBlocked(producer) && !applications.blocked.includes(stream)) {
    applications.blocked.push(stream);
    haltStream(simulation, stream, 'blocked', true);
  }
}

/** After each step: loads go on, from where they were, once their send() has returned. */
export function resumeUnblocked(simulation: Simulation): void {
  const { applications, cluster } = simulation;
  for (const stream of [...applications.blocked]) {
    const producer = cluster.nodes.get(stream.producer);
    if (producer?.kind === 'producer' && isBlocked(producer)) continue;
    applications.blocked.splice(applications.blocked.indexOf(stream), 1);
    haltStream(simulation, stream, 'blocked', false);
  }
}

function addRecord(
  ctx: Ctx,
  simulation: Simulation,
  stream: Stream,
  columns: Columns,
  timestamp: number,
): void {
  const { keys } = ctx.cluster;
  const index = stream.nextIndex++;
  const { spec } = stream.workload;
  let keyId = NO_KEY;
  let valueBytes = 0;
  if (spec.type === 'data') {
    const rows = simulation.data.get(stream.workload.source)!;
    const row = rows[stream.workload.sent % rows.length]!;
    keyId = row.key === null ? NO_KEY : keyIdOf(keys, row.key);
    valueBytes = row.valueBytes;
  } else if (spec.type !== 'manual') {
    valueBytes = spec.valueBytes;
    if (spec.keys) keyId = syntheticKey(ctx, simulation, stream, spec.keys, index);
  }
  columns.indexes.push(index);
  columns.keyIds.push(keyId);
  columns.keySizes.push(keyId === NO_KEY ? -1 : keys.sizes[keyId]!);
  columns.valueSizes.push(valueBytes);
  columns.timestamps.push(timestamp);
}

function syntheticKey(
  ctx: Ctx,
  simulation: Simulation,
  stream: Stream,
  keys: KeySpec,
  index: number,
): number {
  const rank = keyRankAt(simulation.applications.seed, stream.producer, index, stream.weights);
  let keyId = stream.keyIds[rank]!;
  if (keyId < 0) {
    keyId = keyIdOf(ctx.cluster.keys, `${keys.prefix}${rank}`);
    stream.keyIds[rank] = keyId;
  }
  return keyId;
}
