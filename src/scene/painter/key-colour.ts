/** A record's fill is its key: seven hues for the first keys seen, one neutral for later ones, one for none. */
import { NO_KEY_CELL } from '../../view/frame.ts';
import type { PainterPalette } from '../painter-palette.ts';

/** Seven hues, the neutral, and no key. */
export const KEY_COLOURS = 9;
const NEUTRAL = 7;
const NO_KEY = 8;

export function colourIndex(key: number): number {
  if (key === NO_KEY_CELL) return NO_KEY;
  return Math.min(key, NEUTRAL);
}

export function colourOf(index: number, palette: PainterPalette): string {
  return index === NO_KEY ? palette.edge : (palette.keys[index] ?? palette.ink3);
}

/** How strongly a record is painted when one key is lit. */
export const DIMMED = 0.16;

export function isDimmed(key: number, highlight: number | null): boolean {
  return highlight !== null && key !== highlight;
}
