/**
 * The leader epochs of a log: which epoch began at which offset. A follower compares its own with the
 * leader's to find where their histories part, and truncates there and not at its high watermark (KIP-101).
 */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';

/** An epoch and the offset of the first record written under it; it ends where the next one begins. */
export interface EpochEntry {
  readonly epoch: LeaderEpoch;
  readonly startOffset: Offset;
}

/** Ascending in both epoch and start offset. */
export type LeaderEpochFileCache = EpochEntry[];

export interface OffsetAndEpoch {
  readonly leaderEpoch: LeaderEpoch;
  readonly offset: Offset;
}

/** Notes that `epoch` begins at `startOffset`; entries that contradict it are dropped. True if anything changed. */
export function assignEpoch(cache: LeaderEpochFileCache, epoch: LeaderEpoch, startOffset: Offset): boolean {
  if (!needsAssignment(cache, epoch, startOffset)) return false;
  removeFromEndWhile(cache, (entry) => entry.epoch >= epoch || entry.startOffset >= startOffset);
  cache.push({ epoch, startOffset });
  return true;
}

function needsAssignment(cache: LeaderEpochFileCache, epoch: LeaderEpoch, startOffset: Offset): boolean {
  const latest = cache.at(-1);
  return !latest || latest.epoch !== epoch || startOffset < latest.startOffset;
}

/**
 * The largest known epoch not above `epoch`, and the offset at which it ended; null when we can't tell: the
 * epoch is newer than all of ours. An epoch older than all of ours ends where the first of ours begins, since
 * its records are gone from the log.
 */
export function endOffsetFor(
  cache: LeaderEpochFileCache,
  epoch: LeaderEpoch,
  logEndOffset: Offset,
): OffsetAndEpoch | null {
  if (epoch < 0) return null;
  if (cache.at(-1)?.epoch === epoch) return { leaderEpoch: epoch, offset: logEndOffset };
  const next = cache.findIndex((entry) => entry.epoch > epoch);
  if (next < 0) return null;
  return { leaderEpoch: cache[next - 1]?.epoch ?? epoch, offset: cache[next]!.startOffset };
}

/** The log now ends at `endOffset`: forgets the epochs that begin there or later. */
export function truncateFromEnd(cache: LeaderEpochFileCache, endOffset: Offset): void {
  removeFromEndWhile(cache, (entry) => entry.startOffset >= endOffset);
}

/** The log now starts at `startOffset`: forgets the epochs that ended before it, and moves up the one that holds it. */
export function truncateFromStart(cache: LeaderEpochFileCache, startOffset: Offset): void {
  const first = cache.findLastIndex((entry) => entry.startOffset <= startOffset);
  if (first >= 0) cache.splice(0, first + 1, { epoch: cache[first]!.epoch, startOffset });
}

function removeFromEndWhile(cache: LeaderEpochFileCache, matches: (entry: EpochEntry) => boolean): void {
  while (cache.length > 0 && matches(cache.at(-1)!)) cache.pop();
}
