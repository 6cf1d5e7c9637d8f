/** Which record lies under a point, and where a record lies: the painter's cells are not elements of the page. */
import type { Frame } from '../view/frame.ts';
import { type Box, contains, type Point } from './geometry.ts';
import type { Layout } from './layout/layout.ts';
import { offsetAt, restingStart, xOf } from './painter/tape-scale.ts';

export interface RecordPlace {
  /** Index into the structure's rows. */
  readonly row: number;
  readonly offset: number;
}

/** `point` in world coordinates; null where there is no record. A tape that slides is taken at rest. */
export function recordAt(layout: Layout, frame: Frame, point: Point): RecordPlace | null {
  if (layout.level === 'matrix') return null;
  const row = layout.rows.findIndex(({ tape }) => contains(tape, point));
  const box = layout.rows[row];
  const end = frame.rows.logEnd[row];
  if (!box || end === undefined) return null;
  const offset = Math.floor(offsetAt(point.x, restingStart(end, box, layout), box, layout));
  return offset >= frame.rows.logStart[row]! && offset < end ? { row, offset } : null;
}

/** A record's cell in world coordinates; null if it is not in view or gone. */
export function boxOfRecord(layout: Layout, frame: Frame, { row, offset }: RecordPlace): Box | null {
  const box = layout.rows[row];
  const end = frame.rows.logEnd[row];
  if (!box || end === undefined || offset >= end || offset < frame.rows.logStart[row]!) return null;
  const x = xOf(offset, restingStart(end, box, layout), box, layout);
  if (x + layout.cellWidth <= box.tape.x) return null;
  return { x, y: box.tape.y, width: layout.cellWidth, height: box.tape.height };
}
