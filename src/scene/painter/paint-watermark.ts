/** The high watermark: a line in ink across the tape, and its number above where there is room. */
import { fillIn } from '../painter-words.ts';
import { type Brush, inWorld, widthOf, write } from './brush.ts';
import type { VisibleRow } from './paint-tapes.ts';
import type { Scene } from './state.ts';
import { xOf } from './tape-scale.ts';

export function paintWatermarks(brush: Brush, { layout, texts }: Scene, rows: readonly VisibleRow[]): void {
  inWorld(brush);
  const { ctx, palette, view } = brush;
  const thick = layout.level === 'cells' ? 2 : layout.level === 'compact' ? 1.5 : 1;
  const beyond = layout.level === 'cells' ? 5 : layout.level === 'compact' ? 1.5 : 0;
  ctx.fillStyle = palette.ink;
  for (const row of rows) {
    const x = Math.round(watermarkX(row, layout) * view.scale) / view.scale;
    const { tape } = row.box;
    ctx.fillRect(x - thick / 2, tape.y - beyond, thick, tape.height + 2 * beyond);
  }
  for (const row of rows) {
    if (!row.box.captions) continue;
    const { text, left } = watermarkText(brush, row, layout, texts.highWatermark[row.row] ?? 0);
    write(brush, text, 'number', palette.ink, left, row.box.captions.y + row.box.captions.height / 2 - 2);
  }
}

function watermarkX({ box, view }: VisibleRow, layout: Scene['layout']): number {
  return xOf(view.highWatermark, view.start, box, layout) - 0.5;
}

/** Centred on its line, but never beyond the tape. */
export function watermarkText(
  brush: Brush,
  row: VisibleRow,
  layout: Scene['layout'],
  value: number,
): { text: string; left: number; width: number } {
  const text = fillIn(brush.words.highWatermark, { n: value });
  const width = widthOf(brush, text, 'number');
  const { tape } = row.box;
  const left = Math.max(tape.x, Math.min(watermarkX(row, layout) - width / 2, tape.x + tape.width - width));
  return { text, left, width };
}
