/** The keys' colours as pixels: full, pale (what not everybody can read: cells are hollow or struck out there), and dimmed. */
import type { PainterPalette } from '../painter-palette.ts';
import { colourOf, DIMMED, KEY_COLOURS } from './key-colour.ts';

export type Strength = 'full' | 'pale' | 'dimmed';
type Strengths = Readonly<Record<Strength, Uint32Array>>;

const PALE = 0.4;

let known: { readonly palette: PainterPalette; readonly strengths: Strengths } | null = null;

export function strengthsOf(palette: PainterPalette): Strengths {
  if (known?.palette !== palette) {
    const opaque = opaquePixels(palette);
    const strengths = {
      full: opaque,
      pale: opaque.map((pixel) => withAlpha(pixel, PALE)),
      dimmed: opaque.map((pixel) => withAlpha(pixel, DIMMED)),
    };
    known = { palette, strengths };
  }
  return known.strengths;
}

/** Painted and read back: the canvas knows every way to write a colour, and the order of a pixel's bytes. */
function opaquePixels(palette: PainterPalette): Uint32Array {
  const ctx = new OffscreenCanvas(KEY_COLOURS, 1).getContext('2d', { willReadFrequently: true })!;
  for (let colour = 0; colour < KEY_COLOURS; colour++) {
    ctx.fillStyle = colourOf(colour, palette);
    ctx.fillRect(colour, 0, 1, 1);
  }
  return new Uint32Array(ctx.getImageData(0, 0, KEY_COLOURS, 1).data.buffer);
}

/** Alpha is the last byte in memory. */
function withAlpha(pixel: number, alpha: number): number {
  const bytes = new Uint8Array(Uint32Array.of(pixel).buffer);
  bytes[3] = Math.round(alpha * 255);
  return new Uint32Array(bytes.buffer)[0]!;
}
