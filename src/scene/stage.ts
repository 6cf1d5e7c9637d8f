/**
 * The stage: one picture of the cluster that lives in a host element. It takes frames and says what hands do.
 * Cards and lines are DOM in the world, masses of records are painted in a worker, and the one frame loop moves
 * everything: advance (camera, ribbons), plan (structure, layout), draw (places).
 */
import type { Frame } from '../view/frame.ts';
import type { Selection } from '../view/inspection.ts';
import type { Intent } from '../view/intent.ts';
import type { Interest } from '../view/interest.ts';
import { createCamera } from './camera.ts';
import type { DragStage } from './drag/held.ts';
import { createKeyboardDrag } from './drag/keyboard-drag.ts';
import { createPointerDrag } from './drag/pointer-drag.ts';
import { keepFocusInView } from './focus-in-view.ts';
import { createFrameLoop } from './frame-loop.ts';
import { createGestures } from './gestures.ts';
import type { createPointing, Pointing } from './hover/pointing.ts';
import { interestIn, sameInterest } from './interest.ts';
import type { StageSize } from './layout/layout.ts';
import { createPainter } from './painter-client.ts';
import { paletteOf } from './painter-palette.ts';
import type { FlightRange, PainterStats } from './painter-port.ts';
import { createPicture } from './picture.ts';
import './scene.css';
import { createKeyHint } from './key-hint.ts';
import type { SceneMessages } from './scene-messages.ts';
import { createStageDom } from './stage-dom.ts';

export interface StageOptions {
  readonly messages: SceneMessages;
  readonly reducedMotion: boolean;
  readonly onIntent: (intent: Intent) => void;
  readonly onInterest: (interest: Interest) => void;
  /** Say it at once: a step of what the user's hands do. */
  readonly announce: (words: string) => void;
}

export interface StageStats {
  readonly pageFramesPerSecond: number;
  readonly painter: PainterStats;
}

export interface Stage {
  setFrame(frame: Frame): void;
  setMessages(messages: SceneMessages): void;
  /** The document's custom properties have changed. */
  setTheme(): void;
  setReducedMotion(reduced: boolean): void;
  setSelection(selection: Selection | null): void;
  setHighlightedKey(keyId: number | null): void;
  /** Rings around the marks of the message that is looked at. */
  ringFlights(flights: FlightRange): void;
  fit(): void;
  zoomBy(factor: number): void;
  /** Bring a thing into view and give it the focus. */
  focusOn(selection: Selection): void;
  /** What answers to pointing is brought by the page, after the first frame. */
  pointBy(create: typeof createPointing): void;
  stats(): StageStats;
  destroy(): void;
}

export function createStage(host: HTMLElement, options: StageOptions): Stage {
  const { onIntent, onInterest, announce, reducedMotion } = options;
  let { messages } = options;
  const dom = createStageDom(host);
  const { viewport, overlay } = dom;
  let palette = paletteOf(host);
  let size = sizeOf(viewport);
  let frame: Frame | null = null;
  let interest: Interest | null = null;
  let selected: Selection | null = null;
  let pointedAt: Selection | null = null;
  let pointing: Pointing | null = null;

  const loop = createFrameLoop();
  const painter = createPainter(dom.canvases);
  const camera = createCamera(dom.world, viewport, {
    onView: (view, moving) => {
      painter.setCamera(view, size, moving);
      loop.request();
    },
    requestFrame: loop.request,
  });
  loop.on('advance', (now) => camera.advance(now));

  const picture = createPicture({
    dom,
    loop,
    camera,
    painter,
    messages: () => messages,
    size: () => size,
    palette: () => palette,
    reducedMotion,
  });

  loop.on('draw', (now) => {
    pointing?.refresh(now);
    tellInterest();
  });

  function tellInterest(): void {
    const layout = picture.layout();
    const next = layout && interestIn(layout, camera.view(), size);
    if (!next || sameInterest(interest, next)) return;
    interest = next;
    onInterest(next);
  }

  const dragStage: DragStage = {
    cards: picture.cards,
    overlay,
    structure: picture.structure,
    layout: picture.shownLayout,
    messages: () => messages,
    intend: onIntent,
    announce,
    settle: picture.settle,
  };
  const endings = [
    createGestures(
      viewport,
      onIntent,
      () => pointing?.flight() ?? null,
      (thing) => {
        // A pointer that crosses the tapes says nothing about their ribbons.
        pointedAt = thing?.kind === 'partition' ? null : thing;
        picture.light(pointedAt ?? selected);
      },
    ),
    createPointerDrag(dragStage, viewport, camera),
    createKeyboardDrag(dragStage, viewport, camera),
    keepFocusInView(viewport, camera),
    createKeyHint(viewport),
    onResize(viewport, () => {
      size = sizeOf(viewport);
      camera.setHostSize(size.width, size.height);
      painter.setCamera(camera.view(), size, false);
      picture.relayout();
    }),
    onFonts(picture.relayout),
  ];

  painter.setPalette(palette);
  painter.setWords(messages.painter);
  painter.setReducedMotion(reducedMotion);
  camera.setReducedMotion(reducedMotion);
  camera.setHostSize(size.width, size.height);
  painter.setCamera(camera.view(), size, false);

  return {
    setFrame(next) {
      frame = next;
      painter.setFrame(next);
      if (next.structure) picture.take(next.structure, next.jumped);
      else if (pointing?.isPointing()) loop.request();
    },
    setMessages(next) {
      if (next === messages) return;
      messages = next;
      painter.setWords(messages.painter);
      picture.relayout();
    },
    setTheme() {
      palette = paletteOf(host);
      painter.setPalette(palette);
    },
    setReducedMotion(reduced) {
      painter.setReducedMotion(reduced);
      picture.setReducedMotion(reduced);
      camera.setReducedMotion(reduced);
    },
    setSelection(selection) {
      selected = selection;
      picture.cards.select(selection);
      picture.light(pointedAt ?? selected);
    },
    setHighlightedKey: (keyId) => painter.highlightKey(keyId),
    ringFlights: painter.ringFlights,
    fit: () => camera.fit(),
    zoomBy: (factor) => camera.zoomBy(factor),
    focusOn: (selection) => picture.cards.elementOf(selection)?.focus({ preventScroll: true }),
    pointBy(create) {
      pointing ??= create({
        viewport,
        overlay,
        camera,
        painter,
        structure: picture.structure,
        layout: picture.layout,
        frame: () => frame,
        messages: () => messages,
        intend: onIntent,
        announce,
      });
    },
    stats: () => ({ pageFramesPerSecond: loop.framesPerSecond(), painter: painter.stats() }),
    destroy() {
      for (const end of endings) end();
      pointing?.destroy();
      picture.destroy();
      loop.destroy();
      camera.destroy();
      painter.destroy();
      dom.remove();
    },
  };
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): StageSize {
  return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
}

/** Not for the size that it has to begin with. */
function onResize(target: HTMLElement, resized: () => void): () => void {
  let before = sizeOf(target);
  const observer = new ResizeObserver(() => {
    const now = sizeOf(target);
    if (now.width === before.width && now.height === before.height) return;
    before = now;
    resized();
  });
  observer.observe(target);
  return () => observer.disconnect();
}

function onFonts(came: () => void): () => void {
  document.fonts.addEventListener('loadingdone', came);
  return () => document.fonts.removeEventListener('loadingdone', came);
}
