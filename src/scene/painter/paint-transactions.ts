/**
 * What only transactions draw, loaded when the first is seen. An aborted record is struck out; a marker is a tick or
 * a cross, its decision; and where one holds read_committed consumers back, the last stable offset (LSO) is a line
 * beside the high watermark's, finer and broken.
 */
import { ABORT_CELL, ABORTED_CELL, COMMIT_CELL } from '../../view/frame.ts';
import { type Brush, inPixels, inWorld } from './brush.ts';
import { strokes } from './paint-cells.ts';
import type { VisibleRow } from './paint-tapes.ts';
import { type LineText, lineBox, lineText } from './paint-watermark.ts';
import type { Scene } from './state.ts';

export function paintTransactions(brush: Brush, scene: Scene, rows: readonly VisibleRow[]): void {
  inPixels(brush);
  paintStrokes(brush);
  inWorld(brush);
  brush.ctx.fillStyle = brush.palette.ink;
  for (const row of rows) if (isHeldBack(row)) paintLine(brush, scene, row);
}

/** Lines from point to point, x and y from -1 to 1 within a cell. */
const SHAPES: readonly { readonly cell: number; readonly line: readonly number[] }[] = [
  { cell: ABORTED_CELL, line: [-1, 1, 1, -1] },
  { cell: COMMIT_CELL, line: [-0.9, 0, -0.3, 0.7, 0.9, -0.8] },
  { cell: ABORT_CELL, line: [-0.75, -0.75, 0.75, 0.75] },
  { cell: ABORT_CELL, line: [-0.75, 0.75, 0.75, -0.75] },
];

function paintStrokes({ ctx, palette, view }: Brush): void {
  ctx.beginPath();
  for (const { cell, line } of SHAPES) {
    const { values, count } = strokes.of(cell);
    for (let at = 0; at < count * 4; at += 4) {
      const across = values[at + 2]! / 2;
      const down = values[at + 3]! / 2;
      // A record is struck out as a whole; a marker's sign is as high as it is wide.
      const high = cell === ABORTED_CELL ? down : Math.min(across, down);
      for (let point = 0; point < line.length; point += 2)
        ctx[point === 0 ? 'moveTo' : 'lineTo'](
          values[at]! + across * (1 + line[point]!),
          values[at + 1]! + down + high * line[point + 1]!,
        );
    }
  }
  ctx.strokeStyle = palette.ink2;
  ctx.lineWidth = 1.25 * view.scale;
  ctx.stroke();
}

function isHeldBack({ view }: VisibleRow): boolean {
  return view.lastStable < view.highWatermark;
}

const THICK = 1.25;
/** Px of a dash and the gap after it, about, and the dash's share of them. */
const PITCH = 7;
const DASH = 0.6;

function paintLine(brush: Brush, { layout }: Scene, row: VisibleRow): void {
  const { x, y, height } = lineBox(brush, row, layout, row.view.lastStable);
  if (x < row.box.tape.x) return;
  const dashes = Math.max(1, Math.round(height / PITCH));
  const pitch = height / (dashes - 1 + DASH);
  for (let dash = 0; dash < dashes; dash++)
    brush.ctx.fillRect(x - THICK / 2, y + dash * pitch, THICK, pitch * DASH);
}

const GAP = 6;

/** The texts above the two lines, from the left: neither lies over the other. */
export function textsBeside(brush: Brush, row: VisibleRow, scene: Scene, high: LineText): LineText[] {
  if (!isHeldBack(row)) return [high];
  const stable = lineText(brush, row, scene, 'lastStable', high.left - GAP);
  return [stable, { ...high, left: Math.max(high.left, stable.left + stable.width + GAP) }];
}
