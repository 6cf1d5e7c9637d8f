/**
 * Frames from the engine to the stage. Each drawn frame asks for the next, so the engine is never more than one
 * ahead; a hidden page asks for none.
 */
import { createFrameLoop } from '../../scene/frame-loop.ts';
import type { Frame } from '../../view/frame.ts';
import type { Structure } from '../../view/structure.ts';
import type { EnginePort } from '../../worker/port.ts';

export interface Frames {
  /** The latest frame, with its structure, for a stage that comes to it. */
  latest(): Frame | null;
  /** How many have come. */
  count(): number;
  structure(): Structure | null;
  subscribe(listener: (frame: Frame) => void): () => void;
  /** Once a frame that is asked for from now on has been drawn. */
  drawn(): Promise<void>;
}

/** After a pause of the page, such as a hidden tab, time goes on from where it was. */
const LONGEST_TICK_MS = 100;
/** A hidden page draws nothing: what waits for a drawing goes on after so long. */
const HIDDEN_MS = 400;

export function createFrames(engine: EnginePort): Frames {
  const listeners = new Set<(frame: Frame) => void>();
  let waiting: { readonly fromTick: number; readonly resolve: () => void }[] = [];
  let latest: Frame | null = null;
  let structure: Structure | null = null;
  let count = 0;
  let asked = false;
  let ticks = 0;
  let lastTick = 0;

  const ask = (now: number): void => {
    asked = true;
    ticks++;
    engine.tick(Math.min(LONGEST_TICK_MS, now - lastTick));
    lastTick = now;
  };

  engine.onFrame((frame) => {
    asked = false;
    count++;
    structure = frame.structure ?? structure;
    latest = frame;
    for (const listener of listeners) listener(frame);
  });

  const loop = createFrameLoop();
  loop.on('advance', (now) => {
    if (!asked) {
      // The frame of the tick before was handed to the stage, which draws it in this same animation frame or the next.
      const ready = waiting.filter(({ fromTick }) => fromTick < ticks);
      waiting = waiting.filter(({ fromTick }) => fromTick >= ticks);
      for (const { resolve } of ready) resolve();
      ask(now);
    }
    return true;
  });

  return {
    latest: () => latest && { ...latest, structure },
    count: () => count,
    structure: () => structure,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    drawn: () =>
      new Promise((resolve) => {
        waiting.push({ fromTick: ticks + 1, resolve });
        if (document.hidden) setTimeout(resolve, HIDDEN_MS);
      }),
  };
}
