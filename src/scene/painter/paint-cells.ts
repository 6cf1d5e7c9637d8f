/**
 * Records as cells: filled up to the high watermark, hollow beyond it, since no consumer can read them yet. Those of
 * an open transaction are half of each, since consumers with read_committed can't; those of an aborted one are pale
 * and struck out.
 */
import { ABORT_CELL, ABORTED_CELL, MISSING_CELL, OPEN_CELL, PLAIN_CELL } from '../../view/frame.ts';
import type { Layout } from '../layout/layout.ts';
import { type Brush, inPixels, pixelX, pixelY } from './brush.ts';
import { colourIndex, colourOf, DIMMED, isDimmed, KEY_COLOURS } from './key-colour.ts';
import type { VisibleRow } from './paint-tapes.ts';
import { RectBatches } from './rect-batch.ts';
import type { Scene } from './state.ts';
import { xOf } from './tape-scale.ts';

const filled = new RectBatches(KEY_COLOURS);
const filledDim = new RectBatches(KEY_COLOURS);
const filledPale = new RectBatches(KEY_COLOURS);
/** What is drawn over cells, by what a transaction makes of them: see `paint-transactions.ts`. */
export const strokes = new RectBatches(ABORT_CELL + 1);
const hollow = new RectBatches(KEY_COLOURS);
const hollowDim = new RectBatches(KEY_COLOURS);

const PALE = 0.45;

/** Rounded corners cost a path each: only while cells are few. */
const MOST_ROUNDED = 1500;

export function paintCells(brush: Brush, scene: Scene, rows: readonly VisibleRow[]): void {
  for (const batches of [filled, filledDim, filledPale, hollow, hollowDim, strokes]) batches.clear();
  for (const row of rows) gatherRow(brush, scene, row);
  inPixels(brush);
  const { ctx, view, palette } = brush;
  const rounded = scene.layout.level === 'cells' && filled.total() + filledDim.total() < MOST_ROUNDED;
  for (const [batches, alpha] of [
    [filledDim, DIMMED],
    [filledPale, PALE],
    [filled, 1],
  ] as const) {
    ctx.globalAlpha = alpha;
    fillAll(brush, batches, rounded ? 2 * view.scale : 0);
  }
  for (const [batches, alpha] of [
    [hollowDim, DIMMED],
    [hollow, 1],
  ] as const) {
    ctx.globalAlpha = alpha;
    outlineAll(brush, batches, palette.card);
  }
  ctx.globalAlpha = 1;
}

/** Space between a tape's edge and its cells, by level. */
export function cellInset({ level }: Layout): number {
  return level === 'cells' ? 4 : level === 'compact' ? 1.5 : 0;
}

function gatherRow(brush: Brush, scene: Scene, { box, view, row }: VisibleRow): void {
  const { layout, frame, index, highlightKey } = scene;
  const { cellFrom, cellCounts, cellKeys, cellTxns } = frame.rows;
  const first = cellFrom[row]!;
  const from = Math.max(first, Math.floor(view.start), view.logStart);
  const to = Math.min(first + cellCounts[row]!, Math.ceil(view.end));
  const keysAt = index.cells[row]! - first;
  const inset = cellInset(layout);
  const top = pixelY(brush, box.tape.y + inset);
  const height = Math.max(1, pixelY(brush, box.tape.y + box.tape.height - inset) - top);
  const gap = gapOf(layout, brush.view.scale);
  const leftmost = pixelX(brush, box.tape.x);
  for (let offset = from; offset < to; offset++) {
    const key = cellKeys[keysAt + offset]!;
    const left = Math.max(leftmost, pixelX(brush, xOf(offset, view.start, box, layout)));
    const width = pixelX(brush, xOf(offset + 1, view.start, box, layout)) - gap - left;
    if (width < 1) continue;
    const grown = Math.min(1, view.end - offset);
    const tall = grown < 1 ? Math.max(1, Math.round(height * grown)) : height;
    const y = top + ((height - tall) >> 1);
    const txn = cellTxns[keysAt + offset] ?? PLAIN_CELL;
    if (txn >= ABORTED_CELL) strokes.add(txn, left, y, width, tall);
    if (key === MISSING_CELL) continue;
    const colour = colourIndex(key);
    const dimmed = isDimmed(key, highlightKey);
    const full = offset >= view.highWatermark ? 0 : txn === OPEN_CELL ? tall >> 1 : tall;
    const within = txn === ABORTED_CELL ? filledPale : filled;
    if (full < tall) (dimmed ? hollowDim : hollow).add(colour, left, y, width, tall - full);
    if (full > 0) (dimmed ? filledDim : within).add(colour, left, y + tall - full, width, full);
  }
}

function gapOf({ cellWidth }: Layout, scale: number): number {
  const onScreen = cellWidth * scale;
  if (onScreen < 4) return 0;
  return onScreen < 7 ? 1 : Math.max(1, Math.round(onScreen * 0.14));
}

function fillAll({ ctx, palette }: Brush, batches: RectBatches, radius: number): void {
  for (let colour = 0; colour < KEY_COLOURS; colour++) {
    const { values, count } = batches.of(colour);
    if (count === 0) continue;
    ctx.fillStyle = colourOf(colour, palette);
    if (radius) ctx.beginPath();
    for (let at = 0; at < count * 4; at += 4) {
      if (radius) ctx.roundRect(values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!, radius);
      else ctx.fillRect(values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!);
    }
    if (radius) ctx.fill();
  }
}

/** A coloured frame by filling twice: crisper than a stroke, and cheaper. */
function outlineAll({ ctx, palette, view }: Brush, batches: RectBatches, inside: string): void {
  const line = Math.max(1, Math.round(1.25 * view.scale));
  for (let colour = 0; colour < KEY_COLOURS; colour++) {
    const { values, count } = batches.of(colour);
    if (count === 0) continue;
    ctx.fillStyle = colourOf(colour, palette);
    for (let at = 0; at < count * 4; at += 4) {
      ctx.fillRect(values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!);
    }
    ctx.fillStyle = inside;
    for (let at = 0; at < count * 4; at += 4) {
      const width = values[at + 2]! - 2 * line;
      const height = values[at + 3]! - 2 * line;
      if (width > 0 && height > 0) ctx.fillRect(values[at]! + line, values[at + 1]! + line, width, height);
    }
  }
}
