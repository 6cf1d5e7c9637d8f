/** The high watermark: a line in ink across the tape, and its number above where there is room. */
import type { Box } from '../geometry.ts';
import type { Layout } from '../layout/layout.ts';
import { fillIn } from '../painter-words.ts';
import { type Brush, inWorld, widthOf, write } from './brush.ts';
import type { VisibleRow } from './paint-tapes.ts';
import type { Scene } from './state.ts';
import { xOf } from './tape-scale.ts';

export function paintWatermarks(brush: Brush, scene: Scene, rows: readonly VisibleRow[]): void {
  inWorld(brush);
  const { layout } = scene;
  const { ctx, palette } = brush;
  const thick = layout.level === 'cells' ? 2 : layout.level === 'compact' ? 1.5 : 1;
  ctx.fillStyle = palette.ink;
  for (const row of rows) {
    const { x, y, height } = lineBox(brush, row, layout, row.view.highWatermark);
    ctx.fillRect(x - thick / 2, y, thick, height);
  }
  for (const row of rows) {
    if (!row.box.captions) continue;
    const y = row.box.captions.y + row.box.captions.height / 2 - 2;
    for (const { text, left } of watermarkTexts(brush, row, scene))
      write(brush, text, 'number', palette.ink, left, y);
  }
}

/** Where the line at an offset goes, by its middle. */
export function lineBox(
  { view }: Brush,
  row: VisibleRow,
  layout: Layout,
  offset: number,
): Pick<Box, 'x' | 'y' | 'height'> {
  const { tape } = row.box;
  const beyond = layout.level === 'cells' ? 5 : layout.level === 'compact' ? 1.5 : 0;
  const x = Math.round(lineX(row, layout, offset) * view.scale) / view.scale;
  return { x, y: tape.y - beyond, height: tape.height + 2 * beyond };
}

function lineX({ box, view }: VisibleRow, layout: Layout, offset: number): number {
  return xOf(offset, view.start, box, layout) - 0.5;
}

export interface LineText {
  readonly text: string;
  readonly left: number;
  readonly width: number;
}

/** Of the high watermark, and of the last stable offset where that is another. */
export function watermarkTexts(brush: Brush, row: VisibleRow, scene: Scene): readonly LineText[] {
  const { tape } = row.box;
  const high = lineText(brush, row, scene, 'highWatermark', tape.x + tape.width);
  return scene.transactions?.textsBeside(brush, row, scene, high) ?? [high];
}

/** Centred on its line, but never beyond the tape, nor beyond `end`. */
export function lineText(
  brush: Brush,
  row: VisibleRow,
  { layout, texts }: Scene,
  of: 'highWatermark' | 'lastStable',
  end: number,
): LineText {
  const { tape } = row.box;
  const x = lineX(row, layout, row.view[of]);
  const text = `${x < tape.x ? '\u2039 ' : ''}${fillIn(brush.words[of], { n: texts[of][row.row] ?? 0 })}`;
  const width = widthOf(brush, text, 'number');
  return { text, left: Math.max(tape.x, Math.min(x - width / 2, end - width)), width };
}
