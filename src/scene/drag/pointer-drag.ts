/** Dragging consumers by mouse and touch: d3-drag tells of the gesture, `held.ts` of what is in the hand. */
import { type D3DragEvent, drag, select } from 'd3';
import type { Camera } from '../camera.ts';
import type { Point } from '../geometry.ts';
import { targetAt } from './drop-targets.ts';
import { type DragStage, type Held, pickUp } from './held.ts';

interface Gesture {
  readonly card: HTMLElement;
  readonly start: Point;
  held: Held | null;
  /** From the ghost's corner to the pointer, in the world. */
  grip: Point;
  cancelled: boolean;
}

/** A hand trembles so much without meaning to drag. */
const THRESHOLD = 4;

export function createPointerDrag(stage: DragStage, viewport: HTMLElement, camera: Camera): () => void {
  let gesture: Gesture | null = null;

  const toWorld = ({ x, y }: Point): Point => {
    const view = camera.view();
    return { x: (x - view.x) / view.scale, y: (y - view.y) / view.scale };
  };

  function lift(current: Gesture): Held | null {
    const held = pickUp(stage, current.card);
    if (!held) return null;
    const from = toWorld(current.start);
    const { x, y } = held.ghost.box();
    current.grip = { x: from.x - x, y: from.y - y };
    viewport.classList.add('is-dragging');
    return held;
  }

  function follow(current: Gesture, at: Point): void {
    const point = toWorld(at);
    current.held?.ghost.moveTo({ x: point.x - current.grip.x, y: point.y - current.grip.y });
    current.held?.hover(targetAt(current.held.targets(), point)?.target ?? null);
    keepInView(at);
  }

  /** Near an edge of the stage the camera moves on, as far as there is something. */
  function keepInView({ x, y }: Point): void {
    const edge = 40;
    const step = 14;
    const { clientWidth, clientHeight } = viewport;
    const view = camera.view();
    const layout = stage.layout();
    const below = layout.height * view.scale + view.y - clientHeight;
    const right = layout.width * view.scale + view.x - clientWidth;
    const dx = x < edge && view.x < 0 ? step : x > clientWidth - edge && right > 0 ? -step : 0;
    const dy = y < edge && view.y < 0 ? step : y > clientHeight - edge && below > 0 ? -step : 0;
    if (dx || dy) camera.panBy(dx, dy);
  }

  function end(drop: boolean): void {
    const held = gesture?.held;
    gesture = null;
    viewport.classList.remove('is-dragging');
    window.removeEventListener('keydown', onKey, true);
    if (drop) held?.drop();
    else held?.cancel();
  }

  function onKey(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || !gesture?.held) return;
    event.preventDefault();
    event.stopPropagation();
    gesture.cancelled = true;
    end(false);
  }

  const behaviour = drag<HTMLElement, unknown>()
    .filter((event: MouseEvent) => !event.ctrlKey && !event.button && cardAt(event.target) !== null)
    .container(() => viewport)
    .subject((event: D3DragEvent<HTMLElement, unknown, unknown>) => ({ x: event.x, y: event.y }))
    .clickDistance(THRESHOLD)
    .on('start', (event: D3DragEvent<HTMLElement, unknown, unknown>) => {
      const card = cardAt((event.sourceEvent as Event).target);
      if (!card || gesture) return;
      gesture = { card, start: event, held: null, grip: { x: 0, y: 0 }, cancelled: false };
      window.addEventListener('keydown', onKey, true);
    })
    .on('drag', ({ x, y }: D3DragEvent<HTMLElement, unknown, unknown>) => {
      if (!gesture) return;
      const { start } = gesture;
      if (!gesture.held && Math.hypot(x - start.x, y - start.y) < THRESHOLD) return;
      gesture.held ??= lift(gesture);
      follow(gesture, { x, y });
    })
    .on('end', () => {
      if (gesture) end(true);
    });

  const selection = select(viewport);
  // A wrapper of its own, so that the camera's listeners on the viewport stay as they are.
  selection.call(behaviour);
  return () => {
    window.removeEventListener('keydown', onKey, true);
    selection.on('.drag', null);
  };
}

function cardAt(target: EventTarget | null): HTMLElement | null {
  return target instanceof Element ? target.closest<HTMLElement>('[data-holds-pointer]') : null;
}
