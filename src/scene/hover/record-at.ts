/** Which record lies at a point of the world, and where a record lies: the painter's own scale, at rest. */
import { type Frame, PLAIN_CELL, type RowsFrame, TXN_CELLS } from '../../view/frame.ts';
import type { Structure } from '../../view/structure.ts';
import { type Box, contains, type Point } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import { offsetAt, restingStart, xOf } from '../painter/tape-scale.ts';

export interface RecordPlace {
  readonly row: number;
  readonly offset: number;
}

export function recordAt(point: Point, layout: Layout, { rows }: Frame): RecordPlace | null {
  if (layout.level === 'matrix') return null;
  const row = layout.rows.findIndex(({ tape }) => contains(tape, point));
  const box = layout.rows[row];
  const logEnd = rows.logEnd[row];
  if (!box || logEnd === undefined) return null;
  const start = restingStart(logEnd, box, layout);
  const offset = Math.floor(offsetAt(point.x, start, box, layout));
  return offset >= Math.max(rows.logStart[row]!, start - 1) && offset < logEnd ? { row, offset } : null;
}

/** Where its cell is; null: outside of what the tape shows. */
export function recordBox({ row, offset }: RecordPlace, layout: Layout, { rows }: Frame): Box | null {
  const box = layout.rows[row];
  const logEnd = rows.logEnd[row];
  if (!box || logEnd === undefined || layout.level === 'matrix') return null;
  const x = xOf(offset, restingStart(logEnd, box, layout), box, layout);
  if (x < box.tape.x || x > box.tape.x + box.tape.width || offset >= logEnd) return null;
  return { x, y: box.tape.y, width: Math.max(2, layout.cellWidth), height: box.tape.height };
}

/** What a transaction makes of it, as the frame knows it. */
export function txnOf(place: RecordPlace, { rows }: Frame): (typeof TXN_CELLS)[number] {
  return TXN_CELLS[rows.cellTxns[cellAt(place, rows)] ?? PLAIN_CELL] ?? 'committed';
}

/** The record's key as the frame knows it; null: it has none, or is not in the frame. */
export function keyOf(
  place: RecordPlace,
  { rows }: Frame,
  { keys }: Structure,
): { readonly id: number; readonly text: string } | null {
  const id = rows.cellKeys[cellAt(place, rows)] ?? -1;
  return id < 0 ? null : { id, text: keys[id] ?? String(id) };
}

/** Its place in the arrays of cells; -1: it is not in the frame. */
function cellAt({ row, offset }: RecordPlace, { cellFrom, cellCounts }: RowsFrame): number {
  const at = offset - (cellFrom[row] ?? 0);
  if (at < 0 || at >= (cellCounts[row] ?? 0)) return -1;
  return cellCounts.subarray(0, row).reduce((sum, count) => sum + count, at);
}
