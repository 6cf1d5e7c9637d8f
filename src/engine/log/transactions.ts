/**
 * Transactions that began in this log and still matter to its readers: those that no marker has ended, and
 * those whose marker is not yet below the high watermark. The first of them holds back the last stable offset,
 * so that a read_committed consumer sees a transaction only once it is decided, for good.
 */
import type { Offset } from '../../kernel/brand.ts';

export interface OngoingTxn {
  readonly producerId: number;
  /** Of its first record in this log. */
  readonly firstOffset: Offset;
}

export interface CompletedTxn extends OngoingTxn {
  /** Of the marker. */
  readonly lastOffset: Offset;
  readonly isAborted: boolean;
}

/** Both by first offset, ascending. */
export interface Transactions {
  readonly ongoing: OngoingTxn[];
  /** Ended, but the marker may still be lost with this leader. */
  readonly unreplicated: CompletedTxn[];
}

export function createTransactions(): Transactions {
  return { ongoing: [], unreplicated: [] };
}

export function beginTxn({ ongoing }: Transactions, txn: OngoingTxn): void {
  insertByFirstOffset(ongoing, txn);
}

export function completeTxn({ ongoing, unreplicated }: Transactions, completed: CompletedTxn): void {
  const index = ongoing.findIndex(({ firstOffset }) => firstOffset === completed.firstOffset);
  if (index >= 0) ongoing.splice(index, 1);
  insertByFirstOffset(unreplicated, completed);
}

/** Where the first undecided transaction begins, null if all are decided. */
export function firstUnstableOffset({ ongoing, unreplicated }: Transactions): Offset | null {
  const undecided = ongoing[0]?.firstOffset;
  const unsafe = unreplicated[0]?.firstOffset;
  if (undecided === undefined) return unsafe ?? null;
  return unsafe === undefined ? undecided : Math.min(undecided, unsafe);
}

/** Up to where all is decided once `completed` is: to the next transaction that is not, or else past the marker. */
export function lastStableOffsetAfter({ ongoing }: Transactions, completed: CompletedTxn): Offset {
  const next = ongoing.find(({ producerId }) => producerId !== completed.producerId);
  return next ? next.firstOffset : completed.lastOffset + 1;
}

/** Markers below `offset` are safe: it is the high watermark, or the log starts there. */
export function forgetCompletedBefore({ unreplicated }: Transactions, offset: Offset): void {
  for (let index = unreplicated.length - 1; index >= 0; index--)
    if (unreplicated[index]!.lastOffset < offset) unreplicated.splice(index, 1);
}

export function clearTransactions({ ongoing, unreplicated }: Transactions): void {
  ongoing.length = 0;
  unreplicated.length = 0;
}

/** New ones begin at the log's end, so the place is nearly always the last. */
function insertByFirstOffset<Txn extends OngoingTxn>(txns: Txn[], txn: Txn): void {
  let index = txns.length;
  while (index > 0 && txns[index - 1]!.firstOffset > txn.firstOffset) index--;
  txns.splice(index, 0, txn);
}
