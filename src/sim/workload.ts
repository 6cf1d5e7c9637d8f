/**
 * The applications that write: when each record of a stream is handed to send(), and what it holds. Record n
 * is a function of (seed, producer's name, n), whatever came before; only +, -, *, / and sqrt decide, which
 * IEEE 754 makes the same in every engine.
 */
import { type Micros, NEVER } from '../kernel/brand.ts';
import { streamOf, uint32At } from '../kernel/prng.ts';
import type { DataEvent } from '../scenario/data/events.ts';
import { sourceId } from '../scenario/data/source-id.ts';
import type { KeySpec, SyntheticWorkload, WorkloadSpec } from '../scenario/scenario.ts';

/** Rows by `sourceId`. */
export type DataSources = ReadonlyMap<string, readonly DataEvent[]>;

export interface Workload {
  readonly spec: WorkloadSpec;
  /** Where its rows are found; empty: it replays none. */
  readonly source: string;
  /** Records are timed from here: when this load began, or went on after a pause. */
  startUs: Micros;
  /** Records of this load already sent; the stream's numbering goes on across loads. */
  sent: number;
  /** Why nothing is sent just now: the user paused it, its process does not run, or send() blocks. Empty: it is sent. */
  halts: Halt[];
}

export type Halt = 'paused' | 'no-process' | 'blocked';

export function createWorkload(spec: WorkloadSpec, startUs: Micros): Workload {
  const source = spec.type === 'data' ? sourceId(spec) : '';
  return { spec, source, startUs, sent: 0, halts: [] };
}

const SECOND = 1_000_000;

/** When record `n` of the load is due; NEVER: there is none. */
export function dueUs(workload: Workload, n: number, data: DataSources): Micros {
  const { spec, source, startUs } = workload;
  if (workload.halts.length > 0 || spec.type === 'manual') return NEVER;
  if (spec.type !== 'data') {
    return spec.limit !== undefined && n >= spec.limit ? NEVER : startUs + syntheticUs(spec, n);
  }
  const rows = data.get(source);
  if (!rows || rows.length === 0) return NEVER;
  const lap = Math.floor(n / rows.length);
  if (lap > 0 && !spec.repeat) return NEVER;
  if (spec.timeColumn === null) return startUs + steadyUs(spec.perSecond, n);
  const lapMs = sinceFirstMs(rows, rows.length - 1) + 1000;
  return startUs + Math.floor(((lap * lapMs + sinceFirstMs(rows, n % rows.length)) * 1000) / spec.speed);
}

function sinceFirstMs(rows: readonly DataEvent[], n: number): number {
  return (rows[n]!.timeMs ?? 0) - (rows[0]!.timeMs ?? 0);
}

function steadyUs(perSecond: number, n: number): Micros {
  return perSecond > 0 ? Math.floor((n * SECOND) / perSecond) : NEVER;
}

function syntheticUs(spec: SyntheticWorkload, n: number): Micros {
  if (spec.type === 'bursty') return burstyUs(spec, n);
  if (spec.type === 'ramp') return rampUs(spec, n);
  return steadyUs(spec.perSecond, n);
}

/** All of a period's records come in its first part; the mean rate is `perSecond`. */
function burstyUs(spec: SyntheticWorkload, n: number): Micros {
  const periodUs = (spec.periodMs ?? 1000) * 1000;
  const perPeriod = Math.max(1, Math.round((spec.perSecond * periodUs) / SECOND));
  const within = ((n % perPeriod) * periodUs * (spec.duty ?? 0.2)) / perPeriod;
  return Math.floor(Math.floor(n / perPeriod) * periodUs + within);
}

/** The rate grows evenly from `perSecond` to `toPerSecond`, then stays: the area under it up to t is n. */
function rampUs(spec: SyntheticWorkload, n: number): Micros {
  const from = spec.perSecond;
  const to = spec.toPerSecond ?? from;
  const seconds = (spec.periodMs ?? 10_000) / 1000;
  const during = ((from + to) / 2) * seconds;
  if (n >= during) return to > 0 ? Math.floor((seconds + (n - during) / to) * SECOND) : NEVER;
  const slope = (to - from) / seconds;
  if (slope === 0) return steadyUs(from, n);
  return Math.floor(((Math.sqrt(from * from + 2 * slope * n) - from) / slope) * SECOND);
}

/** Cumulative weights of a key's ranks, whole numbers: `skew` 0 gives all alike, 1 is Zipf's law. */
export function cumulativeWeights(keys: KeySpec): Float64Array {
  const weights = new Float64Array(keys.count);
  let sum = 0;
  for (let rank = 1; rank <= keys.count; rank++) {
    sum += Math.max(1, Math.floor(1_000_000 / powerOfHalves(rank, keys.skew * 2)));
    weights[rank - 1] = sum;
  }
  return weights;
}

/** rank^(halves / 2), by multiplication and sqrt. */
function powerOfHalves(rank: number, halves: number): number {
  let power = halves % 2 === 1 ? Math.sqrt(rank) : 1;
  for (let i = 2; i <= halves; i += 2) power *= rank;
  return power;
}

/** The rank of the key of a stream's record, from 0. */
export function keyRankAt(seed: number, producer: string, index: number, cumulative: Float64Array): number {
  const total = cumulative[cumulative.length - 1]!;
  const drawn = (uint32At(seed, streamOf(`${producer}:key`), index) / 0x1_0000_0000) * total;
  let low = 0;
  let high = cumulative.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (cumulative[middle]! > drawn) high = middle;
    else low = middle + 1;
  }
  return low;
}
