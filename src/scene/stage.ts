/**
 * The stage: one picture of the cluster that lives in a host element. It takes frames and says what hands do.
 * Cards and lines are DOM in the world, masses of records are painted in a worker, and the one frame loop moves
 * everything: advance (camera, ribbons), plan (structure, layout), draw (places).
 */
import type { Frame } from '../view/frame.ts';
import type { Selection } from '../view/inspection.ts';
import type { Intent } from '../view/intent.ts';
import type { Interest } from '../view/interest.ts';
import type { Structure } from '../view/structure.ts';
import { createCamera } from './camera.ts';
import { createCards } from './cards/cards.ts';
import { chipTextsOf } from './cards/chip-texts.ts';
import { type LeaderChange, leaderChanges } from './cards/leader-changes.ts';
import { createLeaderMoves } from './cards/leader-moves.ts';
import {
  GAINED_MS,
  type HeldBefore,
  NOTHING_BEFORE,
  rebalanceView,
  remember,
} from './cards/rebalance-view.ts';
import { leaderText } from './cards/row-label.ts';
import type { DragStage } from './drag/held.ts';
import { createKeyboardDrag } from './drag/keyboard-drag.ts';
import { createPointerDrag } from './drag/pointer-drag.ts';
import { createEdges } from './edges/edges.ts';
import { createFrameLoop } from './frame-loop.ts';
import type { Box } from './geometry.ts';
import { createGestures } from './gestures.ts';
import { createRecords } from './hover/records.ts';
import { interestIn, sameInterest } from './interest.ts';
import { layOut } from './layout/lay-out.ts';
import type { Layout } from './layout/layout.ts';
import { createMotion } from './motion.ts';
import { createPainter } from './painter-client.ts';
import { paletteOf } from './painter-palette.ts';
import type { PainterStats } from './painter-port.ts';
import { sameShape } from './same-shape.ts';
import './scene.css';
import type { SceneMessages } from './scene-messages.ts';
import { createStageDom } from './stage-dom.ts';
import { createTextWidths } from './text-widths.ts';

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
  fit(): void;
  zoomBy(factor: number): void;
  /** Bring a thing into view and give it the focus. */
  focusOn(selection: Selection): void;
  stats(): StageStats;
  destroy(): void;
}

/** Texts change no more often than the eye can read. */
const TEXT_MS = 125;
/** A card that was dropped goes home after so long without an answer. */
const UNANSWERED_MS = 1800;

export function createStage(host: HTMLElement, options: StageOptions): Stage {
  const { onIntent, onInterest, announce } = options;
  let { messages, reducedMotion } = options;
  const dom = createStageDom(host);
  const loop = createFrameLoop();
  const motion = createMotion(reducedMotion);
  const painter = createPainter(dom.canvases);
  const camera = createCamera(dom.world, dom.viewport, {
    onView: (view, moving) => {
      painter.setCamera(view, size, moving);
      loop.request();
    },
    requestFrame: loop.request,
  });
  const cards = createCards(dom.back, dom.cards);
  const leaderMoves = createLeaderMoves(cards, dom.overlay, camera.toWorld);
  const edges = createEdges(dom.lines);
  let palette = paletteOf(host);
  const widths = createTextWidths(() => palette);
  let size = sizeOf(dom.viewport);

  let frame: Frame | null = null;
  let structure: Structure | null = null;
  /** What came since, and is not on the stage yet. */
  let pending: Structure | null = null;
  let layout: Layout | null = null;
  let memory: HeldBefore = NOTHING_BEFORE;
  let appliedAt = Number.NEGATIVE_INFINITY;
  let advancedAt = 0;
  let layoutStale = true;
  let textsStale = true;
  let placesStale = true;
  let forgetting = false;
  let selected: Selection | null = null;
  let pointedAt: Selection | null = null;
  /** Not shown yet. */
  let changes: LeaderChange[] = [];
  let interest: Interest | null = null;
  const timers = new Set<ReturnType<typeof setTimeout>>();

  function later(ms: number, what: () => void): void {
    const timer = setTimeout(() => {
      timers.delete(timer);
      what();
    }, ms);
    timers.add(timer);
  }

  function relayout(): void {
    layoutStale = true;
    textsStale = true;
    loop.request();
  }

  /** Takes what is pending, as often as texts may change; at once if things come, go or move. */
  function plan(now: number): boolean {
    if (pending && isDue(pending, now)) take(pending, now);
    if (!structure) return pending !== null;
    if (layoutStale) lay(structure);
    if (textsStale && layout) {
      textsStale = false;
      const chipTexts = chipTextsOf(structure);
      cards.update({
        structure,
        layout,
        messages,
        rebalance: rebalanceView(structure, memory),
        chipTexts,
        measure: widths.measure,
      });
      leaderMoves.begin(changes, structure, chipTexts);
      changes = [];
    }
    return pending !== null;
  }

  function isDue(next: Structure, now: number): boolean {
    if (!structure || !sameShape(structure, next)) return true;
    return now - appliedAt >= TEXT_MS && !camera.moving();
  }

  function take(next: Structure, now: number): void {
    layoutStale ||= !structure || !sameShape(structure, next);
    memory = remember(memory, structure, next, now);
    forgetGainsLater();
    changes.push(...leaderChanges(structure, next));
    structure = next;
    pending = null;
    appliedAt = now;
    textsStale = true;
    edges.update(next);
    placesStale = true;
  }

  /** Nothing else may change the cards once a rebalance is over. */
  function forgetGainsLater(): void {
    if (forgetting || ![...memory.values()].some(({ stableSince }) => stableSince !== null)) return;
    forgetting = true;
    later(GAINED_MS + 50, () => {
      forgetting = false;
      if (!structure) return;
      memory = remember(memory, structure, structure, performance.now());
      forgetGainsLater();
      textsStale = true;
      loop.request();
    });
  }

  function lay(of: Structure): void {
    layoutStale = false;
    layout = layOut(of, size, {
      measure: widths.measure,
      leaderText: (row) => leaderText(row, messages),
    });
    painter.setLayout(layout, motion.to(layout));
    camera.setWorldSize(layout.width, layout.height);
    placesStale = true;
    textsStale = true;
  }

  function draw(now: number): boolean {
    if (!layout) return false;
    const moving = motion.moving();
    if (moving || placesStale) {
      const shown = motion.shown();
      cards.place(shown);
      placesStale = moving; // once more, at rest
    }
    edges.draw(motion.shown());
    records.refresh(now);
    tellInterest(layout);
    return moving || placesStale;
  }

  function tellInterest(of: Layout): void {
    const next = interestIn(of, camera.view(), size);
    if (sameInterest(interest, next)) return;
    interest = next;
    onInterest(next);
  }

  loop.on('advance', (now) => camera.advance(now));
  loop.on('advance', (now) => {
    const elapsed = Math.min(50, now - advancedAt);
    advancedAt = now;
    return edges.advance(elapsed);
  });
  loop.on('plan', plan);
  loop.on('draw', leaderMoves.advance);
  loop.on('draw', draw);

  const dragStage: DragStage = {
    cards,
    overlay: dom.overlay,
    structure: () => structure,
    layout: () => motion.shown(),
    messages: () => messages,
    intend: onIntent,
    announce,
    settle: settleAt,
  };

  /** The card stays where it was dropped, its ribbons with it, until the cluster has answered. */
  function settleAt(consumer: string, at: Box): void {
    const index = structure?.consumers.findIndex(({ name }) => name === consumer) ?? -1;
    if (!layout || index < 0) return;
    const moved = withConsumerAt(motion.shown(), index, at);
    painter.setLayout(moved, motion.jumpTo(moved));
    placesStale = true;
    loop.request();
    later(UNANSWERED_MS, relayout);
  }

  const records = createRecords({
    viewport: dom.viewport,
    overlay: dom.overlay,
    camera,
    structure: () => structure,
    layout: () => layout,
    frame: () => frame,
    messages: () => messages,
    intend: onIntent,
    announce,
  });
  const stopGestures = createGestures(dom.viewport, onIntent, (thing) => {
    // A pointer that crosses the tapes says nothing about their ribbons.
    pointedAt = thing?.kind === 'partition' ? null : thing;
    edges.light(pointedAt ?? selected);
  });
  const stopPointerDrag = createPointerDrag(dragStage, dom.viewport, camera);
  const stopKeyboardDrag = createKeyboardDrag(dragStage, dom.viewport, camera);

  const bringFocusIntoView = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return;
    const { left, top, right, bottom } = target.getBoundingClientRect();
    const from = camera.toWorld(left, top);
    const to = camera.toWorld(right, bottom);
    camera.focusOn({ x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y });
  };
  dom.viewport.addEventListener('focusin', bringFocusIntoView);

  const resized = new ResizeObserver(() => {
    const next = sizeOf(dom.viewport);
    if (next.width === size.width && next.height === size.height) return;
    size = next;
    camera.setHostSize(size.width, size.height);
    painter.setCamera(camera.view(), size, false);
    relayout();
  });
  resized.observe(dom.viewport);
  const fontsCame = (): void => {
    widths.forget();
    relayout();
  };
  document.fonts.addEventListener('loadingdone', fontsCame);

  painter.setPalette(palette);
  painter.setWords(messages.painter);
  painter.setReducedMotion(reducedMotion);
  edges.setReducedMotion(reducedMotion);
  leaderMoves.setReducedMotion(reducedMotion);
  camera.setReducedMotion(reducedMotion);
  camera.setHostSize(size.width, size.height);
  painter.setCamera(camera.view(), size, false);

  return {
    setFrame(next) {
      frame = next;
      if (next.structure) pending = next.structure;
      painter.setFrame(next);
      if (pending || records.isPointing()) loop.request();
    },
    setMessages(next) {
      if (next === messages) return;
      messages = next;
      painter.setWords(messages.painter);
      widths.forget();
      relayout();
    },
    setTheme() {
      palette = paletteOf(host);
      painter.setPalette(palette);
    },
    setReducedMotion(reduced) {
      reducedMotion = reduced;
      motion.setReducedMotion(reduced);
      painter.setReducedMotion(reduced);
      edges.setReducedMotion(reduced);
      leaderMoves.setReducedMotion(reduced);
      camera.setReducedMotion(reduced);
    },
    setSelection(selection) {
      selected = selection;
      cards.select(selection);
      edges.light(pointedAt ?? selected);
    },
    setHighlightedKey: (keyId) => painter.highlightKey(keyId),
    fit: () => camera.fit(),
    zoomBy: (factor) => camera.zoomBy(factor),
    focusOn(selection) {
      const element = cards.elementOf(selection);
      element?.focus({ preventScroll: true });
    },
    stats: () => ({ pageFramesPerSecond: loop.framesPerSecond(), painter: painter.stats() }),
    destroy() {
      for (const timer of timers) clearTimeout(timer);
      resized.disconnect();
      document.fonts.removeEventListener('loadingdone', fontsCame);
      stopGestures();
      stopPointerDrag();
      stopKeyboardDrag();
      records.destroy();
      leaderMoves.destroy();
      loop.destroy();
      camera.destroy();
      painter.destroy();
      dom.remove();
    },
  };
}

function sizeOf({ clientWidth, clientHeight }: HTMLElement): { width: number; height: number } {
  return { width: Math.max(1, clientWidth), height: Math.max(1, clientHeight) };
}

function withConsumerAt(layout: Layout, index: number, at: Box): Layout {
  return {
    ...layout,
    consumers: layout.consumers.map((each, place) => {
      if (place !== index) return each;
      const dx = at.x - each.box.x;
      const dy = at.y - each.box.y;
      const { ring } = each;
      return {
        ...each,
        box: { ...each.box, x: at.x, y: at.y },
        in: { ...each.in, x: each.in.x + dx, y: each.in.y + dy },
        ring: ring && { ...ring, x: ring.x + dx, y: ring.y + dy },
      };
    }),
  };
}
