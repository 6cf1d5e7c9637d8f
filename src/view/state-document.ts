/**
 * Where a run stands, as one JSON document: what `npm run sim` prints and `window.kafkascope.state()` returns.
 * Numbers are plain, offsets below 2^53, times simulated milliseconds. Fields may be added; those here stay.
 */
import type { LedgerCounts } from './digest.ts';

export interface StateDocument {
  timeMs: number;
  seed: number;
  brokers: { id: number; state: 'running' | 'stopped' | 'frozen' | 'fenced' }[];
  topics: { name: string; partitions: PartitionDocument[] }[];
  groups: GroupDocument[];
  ledger: LedgerCounts;
  violations: { invariant: string; timeMs: number; detail: string }[];
}

export interface PartitionDocument {
  id: number;
  /** -1: none. */
  leader: number;
  leaderEpoch: number;
  replicas: number[];
  isr: number[];
  logStartOffset: number;
  lastStableOffset: number;
  highWatermark: number;
  logEndOffset: number;
  segments: { baseOffset: number; sizeBytes: number }[];
}

export interface GroupDocument {
  id: string;
  type: 'classic' | 'consumer' | 'share';
  state: string;
  /** The generation of a classic group, the epoch of a consumer group. */
  epoch: number;
  /** -1: none. */
  coordinator: number;
  assignor: string;
  /** `consumer`: its name in the scenario. */
  members: { memberId: string; consumer: string; assignment: Record<string, number[]> }[];
  /** committed -1: nothing; lag: high watermark (LSO under read_committed) less committed, or less the log's start while nothing is. */
  offsets: { topic: string; partition: number; committed: number; lag: number }[];
}
