/** Where a share partition begins that has no start yet: by the group's `share.auto.offset.reset`. */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import { durationResetMs } from '../../protocol/config/offset-reset.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { fetchHighWatermark } from '../log/high-watermark.ts';
import { listOffset } from '../log/list-offsets.ts';
import { partitionById } from '../replica/hosted-partition.ts';
import { shareAutoOffsetReset } from './share-group-config.ts';
import type { SharePartition } from './share-partition.ts';

/** `readOffset` -1: it has none. Null: the log cannot tell. */
export function initialStartOffset(
  broker: BrokerNode,
  { groupId, topicId, partition }: SharePartition,
  readOffset: Offset,
  nowMs: EpochMs,
): Offset | null {
  if (readOffset !== -1) return readOffset;
  const log = partitionById(broker, topicId, partition)?.log;
  if (!log) return null;
  const reset = shareAutoOffsetReset(broker, groupId);
  if (reset === 'earliest') return log.logStartOffset;
  const end = fetchHighWatermark(log);
  if (reset === 'latest') return end;
  const found = listOffset(log, nowMs - Math.trunc(durationResetMs(reset)!));
  return found && found.offset < end ? found.offset : null;
}
