/**
 * The page's end of the painter: two canvases in the world, painted by a worker. They are swapped when the
 * camera shows more, or at another scale, than what was painted.
 */
import type { Frame } from '../view/frame.ts';
import type { CameraView } from './camera.ts';
import type { Point } from './geometry.ts';
import type { Layout } from './layout/layout.ts';
import { fontFilesOf } from './painter-fonts.ts';
import type { PainterPalette } from './painter-palette.ts';
import type {
  FlightRange,
  FlightSpot,
  FromPainter,
  LayoutMove,
  PainterStats,
  PaintView,
  ToPainter,
} from './painter-port.ts';
import { needsRepaint, type ViewSituation, wantedView } from './painter-view.ts';
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
  ringFlights(flights: FlightRange): void;
  /** The flight painted nearest to a point of the world, within reach. Ask again once it has answered. */
  probe(point: Point, reach: number): Promise<FlightSpot | null>;
  stats(): PainterStats;
  destroy(): void;
}

/** `layer` is an element of the world at (0, 0); canvases are put into it. */
export function createPainter(layer: HTMLElement): Painter {
  const worker = new Worker(new URL('./painter.worker.ts', import.meta.url), { type: 'module' });
  const canvases = [addCanvas(layer), addCanvas(layer)] as const;
  let stats: PainterStats = { framesPerSecond: 0, paintMs: 0 };
  let situation: Omit<ViewSituation, 'world' | 'ratio'> | null = null;
  let world: ViewSituation['world'] | null = null;
  let shown: PaintView | null = null;
  let awaited = false;
  let probed: (spot: FlightSpot | null) => void = () => undefined;

  const tell = (message: ToPainter, transfer: Transferable[] = []): void =>
    worker.postMessage(message, transfer);

  function lookAgain(): void {
    if (!situation || !world || awaited) return;
    const full = { ...situation, world, ratio: window.devicePixelRatio || 1 };
    if (!needsRepaint(shown, full)) return;
    awaited = true;
    tell({ type: 'view', view: wantedView(full) });
  }

  function swapTo(index: 0 | 1, view: PaintView): void {
    place(canvases[index], view);
    // Its pixels reach the screen with the second frame from now; until then the old ones stay.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        canvases[index].style.visibility = 'visible';
        canvases[1 - index]!.style.visibility = 'hidden';
        shown = view;
        awaited = false;
        lookAgain();
      }),
    );
  }

  worker.onmessage = ({ data }: MessageEvent<FromPainter>) => {
    if (data.type === 'painted') swapTo(data.canvas, data.view);
    else if (data.type === 'probed') probed(data.spot);
    else stats = { framesPerSecond: data.framesPerSecond, paintMs: data.paintMs };
  };
  const offscreen = canvases.map((canvas) => canvas.transferControlToOffscreen());
  tell({ type: 'canvases', canvases: [offscreen[0]!, offscreen[1]!] }, offscreen);
  tellFonts(tell);

  return {
    setLayout(layout, move) {
      tell({ type: 'layout', layout, move });
      world = { width: layout.width, height: layout.height };
      lookAgain();
    },
    setFrame: (frame) => tell({ type: 'frame', frame }),
    setPalette: (palette) => tell({ type: 'palette', palette }),
    setWords(words) {
      tell({ type: 'words', words });
      tellFonts(tell); // another language brought its own
    },
    setCamera(camera, host, moving) {
      situation = { camera, host, moving };
      lookAgain();
    },
    highlightKey: (keyId) => tell({ type: 'highlight', keyId }),
    setReducedMotion: (reducedMotion) => tell({ type: 'calm', reducedMotion }),
    ringFlights: (flights) => tell({ type: 'ring', flights }),
    probe: ({ x, y }, reach) =>
      new Promise((resolve) => {
        probed = resolve;
        tell({ type: 'probe', x, y, reach });
      }),
    stats: () => stats,
    destroy() {
      worker.terminate();
      for (const canvas of canvases) canvas.remove();
    },
  };
}

function tellFonts(tell: (message: ToPainter) => void): void {
  tell({ type: 'fonts', files: fontFilesOf(document) });
}

function addCanvas(layer: HTMLElement): HTMLCanvasElement {
  const canvas = document.createElement('canvas');
  canvas.setAttribute('aria-hidden', 'true');
  canvas.style.position = 'absolute';
  canvas.style.pointerEvents = 'none';
  canvas.style.visibility = 'hidden';
  layer.append(canvas);
  return canvas;
}

function place(canvas: HTMLCanvasElement, { x, y, width, height }: PaintView): void {
  canvas.style.left = `${x}px`;
  canvas.style.top = `${y}px`;
  canvas.style.width = `${width}px`;
  canvas.style.height = `${height}px`;
}
