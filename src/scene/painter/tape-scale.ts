/** From an offset to a place on a row's tape, and back. The page uses the same to find the record under a pointer. */
import type { Layout, Level, RowBox } from '../layout/layout.ts';

/** Between the tape's end and its first record. */
const PAD = 3;
/** Room at the right end for what is beyond the newest record: a lag's number, the high watermark's text. */
const TAIL: Readonly<Record<Level, number>> = { cells: 64, compact: 40, strips: 24, matrix: 0 };

/** Records that a tape shows. */
export function tapeRoom({ tape }: RowBox, { level, cellWidth }: Layout): number {
  return Math.max(1, (tape.width - 2 * PAD - TAIL[level]) / cellWidth);
}

/** Records between a tape's ends, the room beyond the newest one included. */
export function wholeRoom({ tape }: RowBox, { cellWidth }: Layout): number {
  return Math.max(1, (tape.width - 2 * PAD) / cellWidth);
}

/** World x of an offset's left edge. */
export function xOf(offset: number, start: number, { tape }: RowBox, { cellWidth }: Layout): number {
  return tape.x + PAD + (offset - start) * cellWidth;
}

/** The offset at a world x, a fraction within the record. */
export function offsetAt(x: number, start: number, { tape }: RowBox, { cellWidth }: Layout): number {
  return start + (x - tape.x - PAD) / cellWidth;
}

/** The offset at the left end when the log ends at `logEnd` and nothing slides. */
export function restingStart(logEnd: number, row: RowBox, layout: Layout): number {
  return Math.max(0, logEnd - tapeRoom(row, layout));
}
