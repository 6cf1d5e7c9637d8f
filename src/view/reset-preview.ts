/** What an offset reset would do now, as its tool's dry run says it. */
export interface ResetPreview {
  /** Null: it would be done. */
  readonly problem: { readonly code: ResetProblem; readonly about: string } | null;
  readonly offsets: readonly PreviewedOffset[];
}

export type ResetProblem =
  /** Somebody is in the group; about: its state. */
  | 'group-active'
  | 'nothing-committed'
  /** Of these `about` names the partition. */
  | 'nothing-to-shift'
  | 'unknown-partition'
  | 'no-leader';

export interface PreviewedOffset {
  readonly topic: string;
  readonly partition: number;
  /** -1: nothing is committed. */
  readonly from: number;
  readonly to: number;
  /** What was asked for lies outside the log, and this end of it is taken instead. */
  readonly heldTo: 'earliest' | 'latest' | null;
}
