/** What every painting function gets: the canvas, how sharp it is, and the colours and words of the moment. */
import type { Box } from '../geometry.ts';
import type { PainterPalette } from '../painter-palette.ts';
import type { PaintView } from '../painter-port.ts';
import type { PainterWords } from '../painter-words.ts';

export interface Brush {
  readonly ctx: OffscreenCanvasRenderingContext2D;
  readonly view: PaintView;
  readonly palette: PainterPalette;
  readonly words: PainterWords;
}

export type Align = 'left' | 'center' | 'right';

/** Fonts are few, so that each text's width is measured once. */
export type Typeface = 'number' | 'number-small' | 'text' | 'text-strong';

const FACES: Readonly<Record<Typeface, { weight: number; size: number; family: 'sans' | 'mono' }>> = {
  number: { weight: 500, size: 11, family: 'mono' },
  'number-small': { weight: 500, size: 9.5, family: 'mono' },
  text: { weight: 450, size: 11, family: 'sans' },
  'text-strong': { weight: 600, size: 11, family: 'sans' },
};

/** A worker's canvas keeps what a font text meant when it was first used, even after its file has come: so each
 * arrival of a file gives sizes that differ by nothing to the eye. */
let arrivals = 0;

export function fontOf(face: Typeface, palette: PainterPalette): string {
  const { weight, size, family } = FACES[face];
  return `${weight} ${size + arrivals / 1000}px ${palette[family]}`;
}

/** Text whose middle is at `y`. */
export function write(
  brush: Brush,
  text: string,
  face: Typeface,
  colour: string,
  x: number,
  y: number,
  align: Align = 'left',
): void {
  const { ctx } = brush;
  ctx.font = fontOf(face, brush.palette);
  ctx.fillStyle = colour;
  ctx.textAlign = align;
  ctx.textBaseline = 'middle';
  ctx.fillText(text, x, y);
}

const widths = new Map<string, number>();

export function widthOf(brush: Brush, text: string, face: Typeface): number {
  const key = `${face}${text}`;
  const known = widths.get(key);
  if (known !== undefined) return known;
  if (widths.size > 4000) widths.clear();
  brush.ctx.font = fontOf(face, brush.palette);
  const { width } = brush.ctx.measureText(text);
  widths.set(key, width);
  return width;
}

/** A font's file has come, or another language needs other fonts. */
export function fontsChanged(): void {
  arrivals = (arrivals + 1) % 50;
  widths.clear();
}

/** World coordinates from here on. */
export function inWorld({ ctx, view }: Brush): void {
  ctx.setTransform(view.scale, 0, 0, view.scale, -view.x * view.scale, -view.y * view.scale);
}

/** Whole canvas pixels from here on. */
export function inPixels({ ctx }: Brush): void {
  ctx.setTransform(1, 0, 0, 1, 0, 0);
}

/** World x, y to whole canvas pixels. */
export function pixelX({ view }: Brush, x: number): number {
  return Math.round((x - view.x) * view.scale);
}

export function pixelY({ view }: Brush, y: number): number {
  return Math.round((y - view.y) * view.scale);
}

export function inView({ view }: Brush, box: Box): boolean {
  return (
    box.x < view.x + view.width &&
    box.x + box.width > view.x &&
    box.y < view.y + view.height &&
    box.y + box.height > view.y
  );
}
