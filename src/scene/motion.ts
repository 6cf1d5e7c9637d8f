/**
 * Movement from comparing before and after: given the layout shown and the one wanted, the layout in between.
 * Things keep their identity by key, so a consumer that changed group glides there. Page and painter run the
 * same function by the same clock, so nothing drifts apart.
 */
import type { Box } from './geometry.ts';
import type {
  BrokerBox,
  ConsumerBox,
  GroupBox,
  Layout,
  ProducerBox,
  RowBox,
  TopicBox,
} from './layout/layout.ts';
import type { LayoutMove } from './painter-port.ts';

const MOVE_MS = 420;

export interface Motion {
  /** Begin moving to a layout; the first one is taken at once. Returns what the painter must be told. */
  to(layout: Layout): LayoutMove;
  /** Show a layout at once: what a hand has moved is there already. */
  jumpTo(layout: Layout): LayoutMove;
  /** What is shown at this moment. */
  shown(): Layout;
  moving(): boolean;
  setReducedMotion(reduced: boolean): void;
}

/** Wall time that page and workers agree on. */
export function sharedNow(): number {
  return performance.timeOrigin + performance.now();
}

export function createMotion(reducedMotion: boolean): Motion {
  let reduced = reducedMotion;
  let mover: LayoutMover | null = null;
  return {
    to(layout) {
      const move = { startedAt: sharedNow(), durationMs: mover && !reduced ? MOVE_MS : 0 };
      mover = moverTo(mover, layout, move);
      return move;
    },
    jumpTo(layout) {
      const move = { startedAt: sharedNow(), durationMs: 0 };
      mover = moverTo(mover, layout, move);
      return move;
    },
    shown() {
      if (!mover) throw new Error('Motion has no layout yet');
      return layoutAt(mover, sharedNow());
    },
    moving: () => mover !== null && progressOf(mover, sharedNow()) < 1,
    setReducedMotion(value) {
      reduced = value;
    },
  };
}

/** A layout on its way to another. */
export interface LayoutMover {
  readonly from: Layout;
  readonly to: Layout;
  readonly move: LayoutMove;
}

export function moverTo(before: LayoutMover | null, to: Layout, move: LayoutMove): LayoutMover {
  return { from: before ? layoutAt(before, move.startedAt) : to, to, move };
}

export function layoutAt(mover: LayoutMover, now: number): Layout {
  const t = progressOf(mover, now);
  return t >= 1 ? mover.to : blend(mover.from, mover.to, easeInOut(t));
}

export function progressOf({ move }: LayoutMover, now: number): number {
  return move.durationMs <= 0 ? 1 : Math.max(0, Math.min(1, (now - move.startedAt) / move.durationMs));
}

/** Cubic, slow at both ends. */
export function easeInOut(t: number): number {
  return t < 0.5 ? 4 * t * t * t : 1 - (2 - 2 * t) ** 3 / 2;
}

function blend(from: Layout, to: Layout, t: number): Layout {
  return {
    ...to,
    width: mix(from.width, to.width, t),
    height: mix(from.height, to.height, t),
    producers: blendAll(from.producers, to.producers, t, blendProducer),
    topics: blendAll(from.topics, to.topics, t, blendTopic),
    rows: blendAll(from.rows, to.rows, t, blendRow),
    groups: blendAll(from.groups, to.groups, t, blendGroup),
    consumers: blendAll(from.consumers, to.consumers, t, blendConsumer),
    brokers: blendAll(from.brokers, to.brokers, t, blendBroker),
    bench: mixBox(from.bench, to.bench, t),
    benchLabel: mixBox(from.benchLabel, to.benchLabel, t),
    newGroupSlot: mixBox(from.newGroupSlot, to.newGroupSlot, t),
    tray: mixBox(from.tray, to.tray, t),
    cellWidth: mix(from.cellWidth, to.cellWidth, t),
  };
}

interface Keyed {
  readonly key: string;
}

function blendAll<T extends Keyed>(
  from: readonly T[],
  to: readonly T[],
  t: number,
  blendOne: (a: T, b: T, t: number) => T,
): T[] {
  const before = new Map(from.map((each) => [each.key, each]));
  return to.map((each) => {
    const old = before.get(each.key);
    return old ? blendOne(old, each, t) : each;
  });
}

const blendProducer = (a: ProducerBox, b: ProducerBox, t: number): ProducerBox => ({
  ...b,
  box: mixBox(a.box, b.box, t),
  out: mixPoint(a.out, b.out, t),
  batches: mixRoom(a.batches, b.batches, t),
});

const blendTopic = (a: TopicBox, b: TopicBox, t: number): TopicBox => ({
  ...b,
  heading: mixRoom(a.heading, b.heading, t),
  box: mixBox(a.box, b.box, t),
});

const blendRow = (a: RowBox, b: RowBox, t: number): RowBox => ({
  ...b,
  box: mixBox(a.box, b.box, t),
  label: mixRoom(a.label, b.label, t),
  tape: mixBox(a.tape, b.tape, t),
  captions: mixRoom(a.captions, b.captions, t),
  lanes: b.lanes.map((lane) => {
    const old = a.lanes.find(({ group }) => group === lane.group);
    return old ? { ...lane, box: mixBox(old.box, lane.box, t) } : lane;
  }),
  in: mixPoint(a.in, b.in, t),
  out: mixPoint(a.out, b.out, t),
});

const blendGroup = (a: GroupBox, b: GroupBox, t: number): GroupBox => ({
  ...b,
  box: mixBox(a.box, b.box, t),
  header: mixBox(a.header, b.header, t),
  in: mixPoint(a.in, b.in, t),
});

const blendConsumer = (a: ConsumerBox, b: ConsumerBox, t: number): ConsumerBox => ({
  ...b,
  box: mixBox(a.box, b.box, t),
  in: mixPoint(a.in, b.in, t),
  ring: mixRoom(a.ring, b.ring, t),
});

const blendBroker = (a: BrokerBox, b: BrokerBox, t: number): BrokerBox => ({
  ...b,
  box: mixBox(a.box, b.box, t),
  in: mixPoint(a.in, b.in, t),
});

function mixRoom(a: Box | null, b: Box | null, t: number): Box | null {
  return a && b ? mixBox(a, b, t) : b;
}

function mixBox(a: Box, b: Box, t: number): Box {
  return {
    x: mix(a.x, b.x, t),
    y: mix(a.y, b.y, t),
    width: mix(a.width, b.width, t),
    height: mix(a.height, b.height, t),
  };
}

function mixPoint<T extends { readonly x: number; readonly y: number }>(a: T, b: T, t: number): T {
  return { ...b, x: mix(a.x, b.x, t), y: mix(a.y, b.y, t) };
}

function mix(a: number, b: number, t: number): number {
  return a + (b - a) * t;
}
