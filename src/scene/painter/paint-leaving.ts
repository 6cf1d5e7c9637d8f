/** Records that retention has deleted slide out to the left, under a hatch, and are gone. */
import { MISSING_CELL } from '../../view/frame.ts';
import { easeInOut } from '../motion.ts';
import { type Brush, inWorld } from './brush.ts';
import { colourIndex, colourOf } from './key-colour.ts';
import { cellInset } from './paint-cells.ts';
import type { VisibleRow } from './paint-tapes.ts';
import { LEAVING_MS } from './row-views.ts';
import type { Scene } from './state.ts';
import { xOf } from './tape-scale.ts';

const DISTANCE = 46;

export function paintLeaving(brush: Brush, scene: Scene, rows: readonly VisibleRow[]): void {
  if (scene.layout.level === 'matrix') return;
  inWorld(brush);
  for (const row of rows) if (row.view.leaving) paintRow(brush, scene, row, row.view.leaving);
  brush.ctx.globalAlpha = 1;
}

function paintRow(
  { ctx, palette }: Brush,
  { layout, now }: Scene,
  { box, view }: VisibleRow,
  leaving: NonNullable<VisibleRow['view']['leaving']>,
): void {
  const t = easeInOut(Math.min(1, (now - leaving.since) / LEAVING_MS));
  const { tape } = box;
  const inset = cellInset(layout);
  const left = Math.max(tape.x, xOf(leaving.from, view.start, box, layout));
  const right = xOf(leaving.to, view.start, box, layout);
  if (right <= left) return;
  ctx.save();
  ctx.beginPath();
  ctx.rect(tape.x, tape.y, tape.width, tape.height);
  ctx.clip();
  ctx.globalAlpha = 1 - t;
  ctx.translate(-t * DISTANCE, 0);
  for (let at = 0; at < leaving.keys.length; at++) {
    const key = leaving.keys[at]!;
    const x = xOf(leaving.from + at, view.start, box, layout);
    if (key === MISSING_CELL || x + layout.cellWidth < tape.x) continue;
    ctx.fillStyle = colourOf(colourIndex(key), palette);
    ctx.fillRect(x, tape.y + inset, Math.max(1, layout.cellWidth - 1), tape.height - 2 * inset);
  }
  veil(ctx, palette.paper, palette.ink3, left, right, tape);
  ctx.restore();
}

function veil(
  ctx: OffscreenCanvasRenderingContext2D,
  paper: string,
  ink: string,
  left: number,
  right: number,
  { y, height }: { y: number; height: number },
): void {
  const alpha = ctx.globalAlpha;
  ctx.globalAlpha = alpha * 0.45;
  ctx.fillStyle = paper;
  ctx.fillRect(left, y, right - left, height);
  ctx.globalAlpha = alpha * 0.8;
  ctx.strokeStyle = ink;
  ctx.lineWidth = 1;
  ctx.beginPath();
  for (let x = left; x < right + height; x += 6) {
    ctx.moveTo(x, y);
    ctx.lineTo(x - height * 0.6, y + height);
  }
  ctx.stroke();
}
