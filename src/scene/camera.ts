/**
 * The one camera: a transform on the world element, changed by wheel, pinch and dragging the background, by
 * buttons, and by fitting. Pan snaps to device pixels; `will-change` is set only while a gesture lasts.
 */
import {
  type D3ZoomEvent,
  selection as everySelection,
  select,
  type ZoomTransform,
  zoom,
  zoomIdentity,
  zoomTransform,
} from 'd3';
import type { Box, Point } from './geometry.ts';
import { easeInOut } from './motion.ts';

// d3-zoom interrupts transitions before it moves; here there are none, nor their method: see no-transition.ts.
Object.assign(everySelection.prototype, {
  interrupt(this: unknown) {
    return this;
  },
});

export interface CameraView {
  /** Screen = world * scale + (x, y), in CSS px of the host. */
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

export interface CameraCallbacks {
  /** After every change; `moving` while a gesture or a flight of the camera lasts. */
  readonly onView: (view: CameraView, moving: boolean) => void;
  /** The camera wants frames: call `advance` from the frame loop until it returns false. */
  readonly requestFrame: () => void;
}

export interface Camera {
  view(): CameraView;
  moving(): boolean;
  setWorldSize(width: number, height: number): void;
  /** The host was resized. */
  setHostSize(width: number, height: number): void;
  /** Show the whole world, or its whole width from the top where it is too tall to read at once. */
  fit(animated?: boolean): void;
  zoomBy(factor: number): void;
  panBy(dx: number, dy: number): void;
  /** Bring a world box into view; leaves the camera alone if it is there already. */
  focusOn(box: Box): void;
  toWorld(clientX: number, clientY: number): Point;
  toClient(point: Point): Point;
  setReducedMotion(reduced: boolean): void;
  /** From the frame loop; true while the camera flies. */
  advance(now: number): boolean;
  destroy(): void;
}

const SCALES: [number, number] = [0.25, 8];
const FLIGHT_MS = 320;
const REST_MS = 160;
/** Below this scale texts can't be read, so fitting shows a part from the top instead. */
const LEAST_FIT = 0.72;
/** A world made smaller than the stage is enlarged to fill it. */
const MOST_FIT = 1.4;

export function createCamera(world: HTMLElement, host: HTMLElement, callbacks: CameraCallbacks): Camera {
  let worldSize = { width: 1, height: 1 };
  let hostSize = { width: host.clientWidth || 1, height: host.clientHeight || 1 };
  let reduced = false;
  let gesture = false;
  let rest: ReturnType<typeof setTimeout> | undefined;
  let flight: { from: ZoomTransform; to: ZoomTransform; startedAt: number | null } | null = null;
  /** The user has moved the camera: a new size of the world no longer refits it. */
  let touched = false;

  const selection = select(host);
  const behaviour = zoom<HTMLElement, unknown>()
    .scaleExtent(SCALES)
    .extent(() => [
      [0, 0],
      [hostSize.width, hostSize.height],
    ])
    .filter(startsGesture)
    .on('start', (event: D3ZoomEvent<HTMLElement, unknown>) => {
      if (!event.sourceEvent) return;
      flight = null;
      begin();
    })
    .on('zoom', (event: D3ZoomEvent<HTMLElement, unknown>) => {
      // Not at the start: a press that moves nothing is a click on a thing.
      if (event.sourceEvent) touched = true;
      apply();
    })
    .on('end', settle);
  selection.call(behaviour).on('dblclick.zoom', null);

  function begin(): void {
    clearTimeout(rest);
    if (gesture) return;
    gesture = true;
    world.style.willChange = 'transform';
  }

  function settle(): void {
    if (flight) return;
    clearTimeout(rest);
    rest = setTimeout(() => {
      gesture = false;
      world.style.willChange = '';
      callbacks.onView(view(), false);
    }, REST_MS);
  }

  function apply(): void {
    const { x, y, scale } = view();
    world.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    callbacks.onView({ x, y, scale }, gesture);
  }

  function view(): CameraView {
    const { x, y, k } = zoomTransform(host);
    return { x: snap(x), y: snap(y), scale: k };
  }

  function go(to: ZoomTransform, animated: boolean): void {
    if (!animated || reduced) {
      flight = null;
      selection.call(behaviour.transform, to);
      settle();
      return;
    }
    begin();
    flight = { from: zoomTransform(host), to, startedAt: null };
    callbacks.requestFrame();
  }

  function limit(): void {
    const margin = 80;
    behaviour.translateExtent([
      [-margin, -margin],
      [worldSize.width + margin, worldSize.height + margin],
    ]);
  }

  function fitted(): ZoomTransform {
    const byWidth = hostSize.width / worldSize.width;
    const whole = Math.min(byWidth, hostSize.height / worldSize.height);
    const scale = Math.min(MOST_FIT, whole >= LEAST_FIT * Math.min(1, byWidth) ? whole : byWidth);
    const x = Math.max(0, (hostSize.width - worldSize.width * scale) / 2);
    return zoomIdentity.translate(x, 0).scale(scale);
  }

  const refit = (): void => {
    limit();
    if (!touched) go(fitted(), false);
  };

  return {
    view,
    moving: () => gesture || flight !== null,
    setWorldSize(width, height) {
      if (width === worldSize.width && height === worldSize.height) return;
      worldSize = { width, height };
      refit();
    },
    setHostSize(width, height) {
      hostSize = { width: Math.max(1, width), height: Math.max(1, height) };
      refit();
    },
    fit(animated = true) {
      touched = false;
      go(fitted(), animated);
    },
    zoomBy(factor) {
      touched = true;
      const from = flight?.to ?? zoomTransform(host);
      go(scaledAbout(from, factor, hostSize.width / 2, hostSize.height / 2), true);
    },
    panBy(dx, dy) {
      touched = true;
      const { x, y, k } = flight?.to ?? zoomTransform(host);
      go(zoomIdentity.translate(x + dx, y + dy).scale(k), true);
    },
    focusOn(box) {
      const current = flight?.to ?? zoomTransform(host);
      const to = bringIntoView(current, box, hostSize);
      if (to !== current) go(to, true);
    },
    toWorld(clientX, clientY) {
      const origin = host.getBoundingClientRect();
      const { x, y, scale } = view();
      return { x: (clientX - origin.left - x) / scale, y: (clientY - origin.top - y) / scale };
    },
    toClient(point) {
      const origin = host.getBoundingClientRect();
      const { x, y, scale } = view();
      return { x: point.x * scale + x + origin.left, y: point.y * scale + y + origin.top };
    },
    setReducedMotion(value) {
      reduced = value;
    },
    advance(now) {
      if (!flight) return false;
      flight.startedAt ??= now;
      const t = Math.min(1, (now - flight.startedAt) / FLIGHT_MS);
      const { from, to } = flight;
      if (t >= 1) flight = null;
      selection.call(behaviour.transform, t >= 1 ? to : between(from, to, easeInOut(t)));
      return flight !== null;
    },
    destroy() {
      clearTimeout(rest);
      selection.on('.zoom', null);
    },
  };
}

/** Cards and handles keep their own gestures: they carry `data-holds-pointer`. The wheel zooms everywhere. */
function startsGesture(event: Event): boolean {
  if (event.type === 'wheel') return true;
  if (event instanceof MouseEvent && (event.button !== 0 || event.ctrlKey)) return false;
  return !(event.target instanceof Element && event.target.closest('[data-holds-pointer]'));
}

function scaledAbout(from: ZoomTransform, factor: number, cx: number, cy: number): ZoomTransform {
  const k = Math.max(SCALES[0], Math.min(SCALES[1], from.k * factor));
  const [wx, wy] = from.invert([cx, cy]);
  return zoomIdentity.translate(cx - wx * k, cy - wy * k).scale(k);
}

function bringIntoView(
  from: ZoomTransform,
  box: Box,
  host: { width: number; height: number },
): ZoomTransform {
  const dx = shift(box.x * from.k + from.x, box.width * from.k, host.width);
  const dy = shift(box.y * from.k + from.y, box.height * from.k, host.height);
  if (dx === 0 && dy === 0) return from;
  return zoomIdentity.translate(from.x + dx, from.y + dy).scale(from.k);
}

/** How far to move a stretch so that it lies within [0, room], with a margin. */
function shift(start: number, length: number, room: number): number {
  const margin = 16;
  if (start >= 0 && start + length <= room) return 0;
  if (start < 0 || length > room) return margin - start;
  return room - margin - (start + length);
}

function between(from: ZoomTransform, to: ZoomTransform, t: number): ZoomTransform {
  const k = from.k + (to.k - from.k) * t;
  return zoomIdentity.translate(from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t).scale(k);
}

function snap(value: number): number {
  const ratio = window.devicePixelRatio || 1;
  return Math.round(value * ratio) / ratio;
}
