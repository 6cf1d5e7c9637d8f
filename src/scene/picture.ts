/**
 * What is drawn of the cluster besides the painter's canvases: takes structures, lays them out, and keeps cards,
 * lines and painter in step with them. Texts follow at a pace that can be read; what comes, goes or moves
 * follows at once.
 */
import type { Selection } from '../view/inspection.ts';
import type { Structure } from '../view/structure.ts';
import type { Camera } from './camera.ts';
import { type Cards, createCards } from './cards/cards.ts';
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
import { withConsumerAt } from './drag/consumer-at.ts';
import { createEdges } from './edges/edges.ts';
import type { FrameLoop } from './frame-loop.ts';
import type { Box } from './geometry.ts';
import { layOut } from './layout/lay-out.ts';
import type { Layout, StageSize } from './layout/layout.ts';
import { createMotion } from './motion.ts';
import type { Painter } from './painter-client.ts';
import type { PainterPalette } from './painter-palette.ts';
import { sameShape } from './same-shape.ts';
import type { SceneMessages } from './scene-messages.ts';
import type { StageDom } from './stage-dom.ts';
import { createTextWidths } from './text-widths.ts';
import { createTimers } from './timers.ts';

export interface PictureParts {
  readonly dom: StageDom;
  readonly loop: FrameLoop;
  readonly camera: Camera;
  readonly painter: Painter;
  readonly messages: () => SceneMessages;
  readonly size: () => StageSize;
  readonly palette: () => PainterPalette;
  readonly reducedMotion: boolean;
}

export interface Picture {
  readonly cards: Cards;
  /** `jumped`: time did, so nothing moves there from what was shown. */
  take(structure: Structure, jumped: boolean): void;
  structure(): Structure | null;
  /** At rest; null: none yet. */
  layout(): Layout | null;
  /** At this moment. */
  shownLayout(): Layout;
  /** The stage's size, the words or the fonts changed. */
  relayout(): void;
  /** The lines of a thing stand out. */
  light(selection: Selection | null): void;
  /** A card stays where it was dropped, its ribbons with it, until the cluster has answered. */
  settle(consumer: string, at: Box): void;
  setReducedMotion(reduced: boolean): void;
  destroy(): void;
}

/** Texts change no more often than the eye can read. */
const TEXT_MS = 125;
/** A card that was dropped goes home after so long without an answer. */
const UNANSWERED_MS = 1800;

export function createPicture(parts: PictureParts): Picture {
  const { dom, loop, camera, painter, messages } = parts;
  const cards = createCards(dom.back, dom.cards);
  const edges = createEdges(dom.lines);
  const leaderMoves = createLeaderMoves(cards, dom.overlay, camera.toWorld);
  const motion = createMotion(parts.reducedMotion);
  const widths = createTextWidths(parts.palette);
  const timers = createTimers();

  let structure: Structure | null = null;
  /** What came since, and is not on the stage yet. */
  let pending: Structure | null = null;
  let jumped = false;
  let layout: Layout | null = null;
  let memory: HeldBefore = NOTHING_BEFORE;
  /** Not shown yet. */
  let changes: LeaderChange[] = [];
  let takenAt = Number.NEGATIVE_INFINITY;
  let advancedAt = 0;
  let layoutStale = true;
  let textsStale = true;
  let placesStale = true;
  let forgetting = false;

  function plan(now: number): boolean {
    if (pending && isDue(pending, now)) takeUp(pending, now);
    if (structure && layoutStale) lay(structure);
    if (structure && layout && textsStale) write(structure, layout);
    return pending !== null;
  }

  function isDue(next: Structure, now: number): boolean {
    if (jumped || !structure || !sameShape(structure, next)) return true;
    return now - takenAt >= TEXT_MS && !camera.moving();
  }

  function takeUp(next: Structure, now: number): void {
    layoutStale ||= !structure || !sameShape(structure, next);
    memory = jumped ? NOTHING_BEFORE : remember(memory, structure, next, now);
    changes = jumped ? [] : [...changes, ...leaderChanges(structure, next)];
    edges.update(next, jumped);
    structure = next;
    pending = null;
    takenAt = now;
    textsStale = true;
    placesStale = true;
    forgetGainsLater();
    if (!layoutStale) jumped = false;
  }

  /** Nothing else may change the cards once a rebalance is over. */
  function forgetGainsLater(): void {
    if (forgetting || ![...memory.values()].some(({ stableSince }) => stableSince !== null)) return;
    forgetting = true;
    timers.later(GAINED_MS + 50, () => {
      forgetting = false;
      if (!structure) return;
      memory = remember(memory, structure, structure, performance.now());
      forgetGainsLater();
      textsStale = true;
      loop.request();
    });
  }

  function lay(of: Structure): void {
    layout = layOut(of, parts.size(), {
      measure: widths.measure,
      leaderText: (row) => leaderText(row, messages()),
    });
    painter.setLayout(layout, jumped ? motion.jumpTo(layout) : motion.to(layout));
    camera.setWorldSize(layout.width, layout.height);
    layoutStale = false;
    jumped = false;
    placesStale = true;
    textsStale = true;
  }

  function write(of: Structure, on: Layout): void {
    const chipTexts = chipTextsOf(of);
    cards.update({
      structure: of,
      layout: on,
      messages: messages(),
      rebalance: rebalanceView(of, memory),
      chipTexts,
      measure: widths.measure,
    });
    textsStale = false;
    leaderMoves.begin(changes, of, chipTexts);
    changes = [];
  }

  function draw(): boolean {
    if (!layout) return false;
    const moving = motion.moving();
    const shown = motion.shown();
    if (moving || placesStale) {
      cards.place(shown);
      placesStale = moving; // once more, at rest
    }
    edges.draw(shown);
    return placesStale;
  }

  function relayout(): void {
    widths.forget();
    layoutStale = true;
    loop.request();
  }

  loop.on('advance', (now) => {
    const elapsed = Math.min(50, now - advancedAt);
    advancedAt = now;
    return edges.advance(elapsed);
  });
  loop.on('plan', plan);
  loop.on('draw', leaderMoves.advance);
  loop.on('draw', draw);
  edges.setReducedMotion(parts.reducedMotion);
  leaderMoves.setReducedMotion(parts.reducedMotion);

  return {
    cards,
    take(next, timeJumped) {
      pending = next;
      jumped ||= timeJumped;
      loop.request();
    },
    structure: () => structure,
    layout: () => layout,
    shownLayout: () => motion.shown(),
    relayout,
    light: edges.light,
    settle(consumer, at) {
      const index = structure?.consumers.findIndex(({ name }) => name === consumer) ?? -1;
      if (!layout || index < 0) return;
      const moved = withConsumerAt(motion.shown(), index, at);
      painter.setLayout(moved, motion.jumpTo(moved));
      placesStale = true;
      loop.request();
      timers.later(UNANSWERED_MS, relayout);
    },
    setReducedMotion(reduced) {
      motion.setReducedMotion(reduced);
      edges.setReducedMotion(reduced);
      leaderMoves.setReducedMotion(reduced);
    },
    destroy() {
      timers.destroy();
      leaderMoves.destroy();
    },
  };
}
