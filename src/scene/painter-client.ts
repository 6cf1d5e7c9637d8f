/**
 * The page's end of the painter: two canvases in the world, painted by a worker. They are swapped when the
 * camera shows more, or at another scale, than what was painted.
 */
import type { Frame } from '../view/frame.ts';
import type { CameraView } from './camera.ts';
import type { Layout } from './layout/layout.ts';
import type { PainterPalette } from './painter-palette.ts';
import type { LayoutMove, PainterStats } from './painter-port.ts';
import type { PainterWords } from './painter-words.ts';

export interface Painter {
  setLayout(layout: Layout, move: LayoutMove): void;
  /** The frame is copied to the worker; it stays usable here. */
  setFrame(frame: Frame): void;
  setPalette(palette: PainterPalette): void;
  setWords(words: PainterWords): void;
  /** Tell it of each change of the camera and of the host's size. */
  setCamera(view: CameraView, host: { width: number; height: number }, moving: boolean): void;
  /** One key lit, all others dimmed; null: all alike. */
  highlightKey(keyId: number | null): void;
  setReducedMotion(reduced: boolean): void;
  stats(): PainterStats;
  destroy(): void;
}

/** `layer` is an element of the world at (0, 0); canvases are put into it. */
export declare function createPainter(layer: HTMLElement): Painter;
