/** The whole picture, from the ground up. */
import { type Brush, inPixels } from './brush.ts';
import { paintBatches } from './paint-batches.ts';
import { paintCaptions } from './paint-captions.ts';
import { paintCells } from './paint-cells.ts';
import { paintFlights } from './paint-flights.ts';
import { paintLagNumbers, paintLanes } from './paint-lanes.ts';
import { paintLeaving } from './paint-leaving.ts';
import { paintMatrix } from './paint-matrix.ts';
import { paintMembers } from './paint-members.ts';
import { paintStrips } from './paint-strips.ts';
import { paintTapes, type VisibleRow, visibleRows } from './paint-tapes.ts';
import { paintWatermarks } from './paint-watermark.ts';
import type { Scene } from './state.ts';

export function paint(brush: Brush, scene: Scene): void {
  inPixels(brush);
  brush.ctx.clearRect(0, 0, brush.ctx.canvas.width, brush.ctx.canvas.height);
  const rows = visibleRows(brush, scene);
  if (scene.layout.level === 'matrix') paintMatrix(brush, scene);
  else paintRows(brush, scene, rows);
  paintBatches(brush, scene);
  paintMembers(brush, scene);
  paintFlights(brush, scene);
  paintLagNumbers(brush, scene, rows);
}

function paintRows(brush: Brush, scene: Scene, rows: readonly VisibleRow[]): void {
  paintTapes(brush, scene, rows);
  paintLeaving(brush, scene, rows);
  if (scene.layout.level === 'strips') paintStrips(brush, scene, rows);
  else paintCells(brush, scene, rows);
  paintWatermarks(brush, scene, rows);
  scene.transactions?.paintTransactions(brush, scene, rows);
  paintCaptions(brush, scene, rows);
  paintLanes(brush, scene, rows);
}
