/** Moving the log's start forward, without touching segments: retention deletes those that lie wholly below it. */
import type { Offset } from '../../kernel/brand.ts';
import { truncateFromStart } from './leader-epoch-file-cache.ts';
import { forgetCompletedBefore } from './transactions.ts';
import type { UnifiedLog } from './unified-log.ts';

export type LogStartOffsetResult = { readonly moved: boolean } | { readonly error: 'OFFSET_OUT_OF_RANGE' };

/** DeleteRecords asks with this offset for all that may be deleted: up to the high watermark. */
export const HIGH_WATERMARK = -1;

/** DeleteRecords on the leader: nothing before `offset` may be read any more. */
export function deleteRecords(log: UnifiedLog, offset: Offset): LogStartOffsetResult {
  const before = offset === HIGH_WATERMARK ? log.highWatermark : offset;
  return before < 0 ? { error: 'OFFSET_OUT_OF_RANGE' } : maybeIncrementLogStartOffset(log, before);
}

/** Moves the log's start to `offset`, never back. It may not pass the high watermark, that error is the caller's. */
export function maybeIncrementLogStartOffset(log: UnifiedLog, offset: Offset): LogStartOffsetResult {
  if (offset > log.highWatermark) return { error: 'OFFSET_OUT_OF_RANGE' };
  if (offset <= log.logStartOffset) return { moved: false };
  log.logStartOffset = offset;
  truncateFromStart(log.leaderEpochs, offset);
  forgetCompletedBefore(log.transactions, offset);
  return { moved: true };
}
