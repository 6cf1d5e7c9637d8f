/** What React shows beside the stage: sent at most eight times a second. */
import type { Micros } from '../kernel/brand.ts';
import type { Mark } from './codes.ts';
import type { Inspection } from './inspection.ts';

export interface Digest {
  readonly timeUs: Micros;
  readonly rate: number;
  readonly paused: boolean;
  readonly pace: Pace;
  /** Milliseconds that this run has been watched for: the timeline's axis. */
  readonly viewedMs: number;
  /** Where the timeline ends: the furthest moment reached. */
  readonly furthestUs: Micros;
  readonly ledger: LedgerCounts;
  readonly violations: number;
  /** Marks since the last digest, oldest first. */
  readonly marks: readonly Mark[];
  /** What is selected; null: nothing, or it is gone. */
  readonly inspection: Inspection | null;
  /** The version of the structure shown, for those who describe it in words. */
  readonly structureVersion: number;
}

export interface LedgerCounts {
  readonly produced: number;
  readonly acknowledged: number;
  readonly delivered: number;
  readonly redelivered: number;
  readonly outOfOrder: number;
  readonly lost: number;
  readonly expiredUnread: number;
}

/** How simulated time follows the wall's: paced by what is to be seen, or at a fixed rate. */
export type Pace = { readonly kind: 'paced' } | { readonly kind: 'clock'; readonly rate: number };
