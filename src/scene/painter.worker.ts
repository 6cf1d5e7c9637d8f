/** Paints records, carets, flights and what else moves by itself, on canvases that the page shows. */
import { fontOf, fontsChanged } from './painter/brush.ts';
import { addFonts, loadFontsFor } from './painter/loaded-fonts.ts';
import { flightSpotAt } from './painter/paint-flights.ts';
import { Painting } from './painter/painting.ts';
import type { FromPainter, PaintView, ToPainter } from './painter-port.ts';

declare const self: DedicatedWorkerGlobalScope;

const painting = new Painting();
let contexts: readonly OffscreenCanvasRenderingContext2D[] = [];
let current: 0 | 1 = 1;
let view: PaintView | null = null;

const tell = (message: FromPainter): void => self.postMessage(message);

self.onmessage = ({ data }: MessageEvent<ToPainter>) => {
  if (data.type === 'canvases') contexts = data.canvases.map((canvas) => canvas.getContext('2d')!);
  else if (data.type === 'view') paintNewView(data.view);
  else if (data.type === 'fonts') addFonts(data.files, fontsCame);
  else if (data.type === 'probe') tell({ type: 'probed', spot: flightSpotAt(data, data.reach) });
  else painting.take(data, performance.now());
  if (data.type === 'fonts' || data.type === 'words' || data.type === 'palette') void loadFonts();
};

/** On the hidden canvas, which then becomes the one that is painted. */
function paintNewView(wanted: PaintView): void {
  current = current === 0 ? 1 : 0;
  view = wanted;
  const { canvas } = contexts[current]!;
  canvas.width = Math.max(1, Math.round(wanted.width * wanted.scale));
  canvas.height = Math.max(1, Math.round(wanted.height * wanted.scale));
  painting.advance(performance.now());
  painting.paintOn(contexts[current]!, wanted, performance.now());
  // What is painted here leaves with the worker's next frame: once the one after it begins, it is on its way.
  const painted: FromPainter = { type: 'painted', canvas: current, view: wanted };
  self.requestAnimationFrame(() => self.requestAnimationFrame(() => tell(painted)));
}

function fontsCame(): void {
  fontsChanged();
  painting.markDirty();
}

async function loadFonts(): Promise<void> {
  const lettering = painting.lettering();
  if (!lettering) return;
  const { palette, words } = lettering;
  const faces = (['number', 'text', 'text-strong'] as const).map((face) => fontOf(face, palette));
  await loadFontsFor(faces, `0123456789 lag${Object.values(words).join('')}`);
  fontsCame();
}

const STATS_MS = 500;
let frames = 0;
let spentMs = 0;
let statsSince = performance.now();

function onFrame(now: number): void {
  self.requestAnimationFrame(onFrame);
  if (view && painting.advance(now)) {
    const begun = performance.now();
    painting.paintOn(contexts[current]!, view, now);
    spentMs += performance.now() - begun;
    frames++;
  }
  if (now - statsSince < STATS_MS) return;
  const framesPerSecond = (frames * 1000) / (now - statsSince);
  tell({ type: 'stats', framesPerSecond, paintMs: frames ? spentMs / frames : 0 });
  frames = 0;
  spentMs = 0;
  statsSince = now;
}

self.requestAnimationFrame(onFrame);
