/**
 * What the page may know: a compact picture of the moment shown. The engine's worker builds frames, the scene
 * draws them; neither knows the other. Texts and shapes are in `structure`, sent only when it changed;
 * numbers come every frame in typed arrays, row by row.
 */
import type { Micros } from '../kernel/brand.ts';
import type { Structure } from './structure.ts';

export interface Frame {
  readonly seq: number;
  readonly timeUs: Micros;
  /** Simulated time per wall time at this moment: 0.004 is 1/250×. 0 while paused. */
  readonly rate: number;
  readonly paused: boolean;
  /** Of which structure the arrays speak. */
  readonly structureVersion: number;
  /** Null: unchanged since the last frame that was sent. */
  readonly structure: Structure | null;
  readonly rows: RowsFrame;
  readonly flights: FlightsFrame;
  readonly members: MembersFrame;
  readonly batches: BatchesFrame;
  /** Mean records per second on each way, once single flights can't be followed: see FlightsFrame.density. */
  readonly jumped: boolean;
}

/** One row is one partition, in the order of `structure.rows`. */
export interface RowsFrame {
  readonly logStart: Float64Array;
  /** LSO: where the first undecided transaction begins; none: the high watermark. */
  readonly lastStable: Float64Array;
  readonly highWatermark: Float64Array;
  readonly logEnd: Float64Array;
  /** The leader's segments, oldest first, of all rows one after the other; `segmentCounts` says how many a row has. */
  readonly segmentCounts: Uint16Array;
  readonly segmentBases: Float64Array;
  /** When retention will delete the segment at the earliest: the first check after it is due; -1: not foreseen. */
  readonly segmentExpiryUs: Float64Array;
  /** The window of records shown: `cellCounts[row]` records from offset `cellFrom[row]`. */
  readonly cellFrom: Float64Array;
  readonly cellCounts: Uint16Array;
  /** Key number of each record, rows one after the other; NO_KEY_CELL: no key, MISSING_CELL: no record there. */
  readonly cellKeys: Int32Array;
  /** What a transaction makes of each cell of `cellKeys`, an index into TXN_CELLS; empty: they are all plain. */
  readonly cellTxns: Uint8Array;
  /** Committed offset by group and row, `group * rows + row`; -1: nothing committed, -2: not subscribed. */
  readonly committed: Float64Array;
}

export const NO_KEY_CELL = -1;
export const MISSING_CELL = -2;

/** By cell: a record of no transaction is as plain as one of a committed one; markers are MISSING_CELL among keys. */
export const TXN_CELLS = ['committed', 'open', 'aborted', 'COMMIT', 'ABORT'] as const;
export const PLAIN_CELL = 0;
export const OPEN_CELL = 1;
export const ABORTED_CELL = 2;
export const COMMIT_CELL = 3;
export const ABORT_CELL = 4;

export const NOTHING_COMMITTED = -1;
export const NOT_SUBSCRIBED = -2;

export type FlightKind =
  | 'produce'
  | 'ack'
  | 'produce-error'
  | 'deliver'
  | 'fetch'
  | 'heartbeat'
  | 'group-request'
  | 'group-response'
  | 'group-error'
  | 'txn-request'
  | 'txn-response'
  | 'txn-error';

export const FLIGHT_KINDS: readonly FlightKind[] = [
  'produce',
  'ack',
  'produce-error',
  'deliver',
  'fetch',
  'heartbeat',
  'group-request',
  'group-response',
  'group-error',
  'txn-request',
  'txn-response',
  'txn-error',
];

/** How many records of a flight are drawn one by one. */
export const KEYS_PER_FLIGHT = 6;

/**
 * Messages under way at `timeUs`, and those that both left and arrived since the last frame.
 * Ends are anchors: see `anchor`.
 */
export interface FlightsFrame {
  readonly ids: Float64Array;
  /** Index into FLIGHT_KINDS. */
  readonly kinds: Uint8Array;
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly departUs: Float64Array;
  readonly arriveUs: Float64Array;
  /** Records carried. */
  readonly counts: Uint16Array;
  /** KEYS_PER_FLIGHT key numbers each, MISSING_CELL where there are fewer. */
  readonly keys: Int32Array;
  /** True when there are too many to follow: the arrays hold a sample, to be drawn as flow. */
  readonly sampled: boolean;
}

/** One entry a consumer, in the order of `structure.consumers`. */
export interface MembersFrame {
  /** How much of its session is left at the coordinator, 0 to 1; -1: it has none. */
  readonly session: Float32Array;
  /** How far it is through the records of its last poll, 0 to 1; -1: it is not processing. */
  readonly processing: Float32Array;
  /** How much of max.poll.interval.ms is left, 0 to 1; -1: does not apply. */
  readonly pollInterval: Float32Array;
}

/** Open batches, one entry each. */
export interface BatchesFrame {
  readonly producers: Uint16Array;
  readonly rows: Uint16Array;
  /** Bytes of batch.size, 0 to 1. */
  readonly fill: Float32Array;
  /** Age of linger.ms, 0 to 1. */
  readonly linger: Float32Array;
  /** Batches waiting or under way for the same partition. */
  readonly queued: Uint16Array;
}

export type AnchorKind = 'producer' | 'row' | 'consumer' | 'group' | 'broker';
const ANCHOR_KINDS: readonly AnchorKind[] = ['producer', 'row', 'consumer', 'group', 'broker'];

/** Where a flight begins or ends, as one number: a kind and an index into that list of the structure. */
export function anchor(kind: AnchorKind, index: number): number {
  return ANCHOR_KINDS.indexOf(kind) * 0x10000 + index;
}

export function readAnchor(value: number): { kind: AnchorKind; index: number } {
  return { kind: ANCHOR_KINDS[Math.floor(value / 0x10000)]!, index: value % 0x10000 };
}
