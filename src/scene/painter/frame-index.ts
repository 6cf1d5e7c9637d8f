/** Where each row begins in the frame's arrays that hold all rows one after the other. */
import type { RowsFrame } from '../../view/frame.ts';

export interface FrameIndex {
  readonly cells: Int32Array;
  readonly segments: Int32Array;
}

export function indexOf({ cellCounts, segmentCounts }: RowsFrame): FrameIndex {
  return { cells: startsOf(cellCounts), segments: startsOf(segmentCounts) };
}

function startsOf(counts: Uint16Array): Int32Array {
  const starts = new Int32Array(counts.length + 1);
  for (let row = 0; row < counts.length; row++) starts[row + 1] = starts[row]! + counts[row]!;
  return starts;
}
