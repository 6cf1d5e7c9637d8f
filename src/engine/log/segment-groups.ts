/** Which neighbouring segments the log cleaner writes into one (Cleaner.groupSegmentsBySize). */
import type { Offset } from '../../kernel/brand.ts';
import { type LogConfig, segmentSizeBytes } from './log-config.ts';
import type { LogSegment } from './log-segment.ts';
import { OFFSET_INDEX_ENTRY_BYTES, TIME_INDEX_ENTRY_BYTES } from './segment-index.ts';

/** What a segment's index can span, as a Java int. */
const MAX_RELATIVE_OFFSET = 0x7fff_ffff;

interface Group {
  readonly segments: LogSegment[];
  sizeInBytes: number;
  offsetIndexBytes: number;
  timeIndexBytes: number;
}

/**
 * By the sizes they have before the cleaning, so that a group never outgrows `segment.bytes` and
 * `segment.index.bytes`.
 */
export function groupSegmentsBySize(
  segments: readonly LogSegment[],
  config: LogConfig,
  firstUncleanableOffset: Offset,
): LogSegment[][] {
  const groups: Group[] = [];
  for (const [index, segment] of segments.entries()) {
    const endOffset = segments[index + 1]?.baseOffset ?? firstUncleanableOffset;
    const group = groups.at(-1);
    if (group && fits(group, segment, endOffset, config)) add(group, segment);
    else groups.push(add({ segments: [], sizeInBytes: 0, offsetIndexBytes: 0, timeIndexBytes: 0 }, segment));
  }
  return groups.map((group) => group.segments);
}

function fits(group: Group, segment: LogSegment, endOffset: Offset, config: LogConfig): boolean {
  const isInRange =
    segment.sizeInBytes === 0 || endOffset - 1 - group.segments[0]!.baseOffset <= MAX_RELATIVE_OFFSET;
  return (
    isInRange &&
    group.sizeInBytes + segment.sizeInBytes <= segmentSizeBytes(config) &&
    group.offsetIndexBytes + offsetIndexBytes(segment) <= config['segment.index.bytes'] &&
    group.timeIndexBytes + timeIndexBytes(segment) <= config['segment.index.bytes']
  );
}

function add(group: Group, segment: LogSegment): Group {
  group.segments.push(segment);
  group.sizeInBytes += segment.sizeInBytes;
  group.offsetIndexBytes += offsetIndexBytes(segment);
  group.timeIndexBytes += timeIndexBytes(segment);
  return group;
}

function offsetIndexBytes({ offsetIndexEntries }: LogSegment): number {
  return offsetIndexEntries * OFFSET_INDEX_ENTRY_BYTES;
}

function timeIndexBytes({ timeIndexEntries }: LogSegment): number {
  return timeIndexEntries * TIME_INDEX_ENTRY_BYTES;
}
