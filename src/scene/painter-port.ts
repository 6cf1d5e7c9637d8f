/** What the page and the painter's worker say to each other. */
import type { Frame } from '../view/frame.ts';
import type { Layout } from './layout/layout.ts';
import type { FontFile } from './painter-fonts.ts';
import type { PainterPalette } from './painter-palette.ts';
import type { PainterWords } from './painter-words.ts';

export type ToPainter =
  /** Two canvases of which one is shown at a time. */
  | { readonly type: 'canvases'; readonly canvases: readonly [OffscreenCanvas, OffscreenCanvas] }
  /** Move from what is shown to this layout; `startedAt` is wall time since 1970, the same in page and worker. */
  | { readonly type: 'layout'; readonly layout: Layout; readonly move: LayoutMove }
  | { readonly type: 'frame'; readonly frame: Frame }
  | { readonly type: 'fonts'; readonly files: readonly FontFile[] }
  | { readonly type: 'palette'; readonly palette: PainterPalette }
  | { readonly type: 'words'; readonly words: PainterWords }
  | { readonly type: 'view'; readonly view: PaintView }
  | { readonly type: 'highlight'; readonly keyId: number | null }
  | { readonly type: 'calm'; readonly reducedMotion: boolean }
  /** Flights with a ring around them, by their numbers: from the first to before the last. Equal: none. */
  | { readonly type: 'ring'; readonly flights: FlightRange }
  /** Which flight is painted within `reach` of a point, in world units. */
  | { readonly type: 'probe'; readonly x: number; readonly y: number; readonly reach: number }
  | { readonly type: 'stop' };

export type FromPainter =
  /** The hidden canvas held this view in a frame that the worker has handed over: the page shows it two frames later. */
  | { readonly type: 'painted'; readonly canvas: 0 | 1; readonly view: PaintView }
  | { readonly type: 'probed'; readonly spot: FlightSpot | null }
  | { readonly type: 'stats'; readonly framesPerSecond: number; readonly paintMs: number };

/** Flights that are one message: a request to three partitions is three. */
export interface FlightRange {
  readonly from: number;
  readonly to: number;
}

/** Where a flight was painted last, in the world. */
export interface FlightSpot {
  readonly id: number;
  readonly x: number;
  readonly y: number;
}

/** How a change of layout is run: both sides ease by the same clock. */
export interface LayoutMove {
  readonly startedAt: number;
  readonly durationMs: number;
}

/** What part of the world a canvas shows, and how sharply. */
export interface PaintView {
  /** World box that the canvas covers. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Canvas pixels per world unit. */
  readonly scale: number;
}

export interface PainterStats {
  readonly framesPerSecond: number;
  readonly paintMs: number;
}
