/**
 * Records of thin rows. There may be tens of thousands, too many even for batched rectangles, so each strip is
 * one line of pixels in a small picture, drawn stretched to the strip's height.
 */
import { MISSING_CELL } from '../../view/frame.ts';
import { type Brush, inPixels, pixelX, pixelY } from './brush.ts';
import { colourIndex, isDimmed } from './key-colour.ts';
import type { VisibleRow } from './paint-tapes.ts';
import type { Scene } from './state.ts';
import { type Strength, strengthsOf } from './strip-colours.ts';
import { xOf } from './tape-scale.ts';

interface Texture {
  readonly canvas: OffscreenCanvas;
  readonly ctx: OffscreenCanvasRenderingContext2D;
  readonly image: ImageData;
  readonly pixels: Uint32Array;
}

let texture: Texture | null = null;

export function paintStrips(brush: Brush, scene: Scene, rows: readonly VisibleRow[]): void {
  const first = rows[0];
  if (!first) return;
  inPixels(brush);
  const { ctx } = brush;
  const { tape } = first.box;
  const left = Math.max(0, pixelX(brush, tape.x));
  const width = Math.min(ctx.canvas.width, pixelX(brush, tape.x + tape.width)) - left;
  if (width < 1) return;
  texture = fitting(texture, width, rows.length);
  texture.pixels.fill(0);
  for (const [line, row] of rows.entries()) {
    writeLine(texture.pixels.subarray(line * width, (line + 1) * width), left, brush, scene, row);
  }
  texture.ctx.putImageData(texture.image, 0, 0);
  ctx.imageSmoothingEnabled = false;
  for (const [line, { box }] of rows.entries()) {
    const top = pixelY(brush, box.tape.y);
    const height = Math.max(1, pixelY(brush, box.tape.y + box.tape.height) - top);
    ctx.drawImage(texture.canvas, 0, line, width, 1, left, top, width, height);
  }
}

function fitting(known: Texture | null, width: number, height: number): Texture {
  if (known?.image.width === width && known.image.height === height) return known;
  const canvas = new OffscreenCanvas(width, height);
  const ctx = canvas.getContext('2d')!;
  const image = ctx.createImageData(width, height);
  return { canvas, ctx, image, pixels: new Uint32Array(image.data.buffer) };
}

function writeLine(
  pixels: Uint32Array,
  left: number,
  brush: Brush,
  scene: Scene,
  { row, box, view }: VisibleRow,
): void {
  const { layout, frame, index, highlightKey } = scene;
  const { cellFrom, cellCounts, cellKeys, cellTxns } = frame.rows;
  const first = cellFrom[row]!;
  const from = Math.max(first, Math.floor(view.start), view.logStart);
  const to = Math.min(first + cellCounts[row]!, Math.ceil(view.end));
  const keysAt = index.cells[row]! - first;
  const colours = strengthsOf(brush.palette);
  let begin = Math.max(0, pixelX(brush, xOf(from, view.start, box, layout)) - left);
  for (let offset = from; offset < to && begin < pixels.length; offset++) {
    const end = Math.min(pixels.length, pixelX(brush, xOf(offset + 1, view.start, box, layout)) - left);
    const key = cellKeys[keysAt + offset]!;
    if (key !== MISSING_CELL) {
      const strength = strengthOf(
        offset >= view.highWatermark || cellTxns[keysAt + offset]! > 0,
        isDimmed(key, highlightKey),
      );
      const colour = colours[strength][colourIndex(key)]!;
      for (let x = begin; x < end; x++) pixels[x] = colour;
    }
    begin = Math.max(begin, end);
  }
}

function strengthOf(pale: boolean, dimmed: boolean): Strength {
  if (dimmed) return 'dimmed';
  return pale ? 'pale' : 'full';
}
