/**
 * The aborted transactions whose abort marker lies in a segment (Kafka's TransactionIndex, KIP-98). A
 * read_committed fetch is answered with those that touch what it got, and the consumer drops their records.
 */
import type { Offset } from '../../kernel/brand.ts';
import type { LogSegment } from './log-segment.ts';

export interface AbortedTxn {
  readonly producerId: number;
  readonly firstOffset: Offset;
  /** Of the abort marker. */
  readonly lastOffset: Offset;
  /** The log's when the marker was written: transactions that are aborted later begin there or after it. */
  readonly lastStableOffset: Offset;
}

/** Adds the aborted transactions of [fromOffset, upToOffset) to `found`. True: later segments hold no more. */
function collectFromSegment(
  { chunk, abortedTxnCount }: LogSegment,
  fromOffset: Offset,
  upToOffset: Offset,
  found: AbortedTxn[],
): boolean {
  for (let index = 0; index < abortedTxnCount; index++) {
    const txn = chunk.abortedTxns[index]!;
    if (txn.lastOffset >= fromOffset && txn.firstOffset < upToOffset) found.push(txn);
    if (txn.lastStableOffset >= upToOffset) return true;
  }
  return false;
}

/** The aborted transactions that touch [fromOffset, upToOffset), looked for from `segments[first]` on. */
export function collectAbortedTxns(
  segments: readonly LogSegment[],
  first: number,
  fromOffset: Offset,
  upToOffset: Offset,
): AbortedTxn[] {
  const found: AbortedTxn[] = [];
  for (let index = Math.max(first, 0); index < segments.length; index++)
    if (collectFromSegment(segments[index]!, fromOffset, upToOffset, found)) break;
  return found;
}
