/**
 * The message under the pointer: the painter knows where its marks are, and is asked as the pointer goes. The mark
 * found gets a frame, and a click on it looks at its message.
 */
import { element, place } from '../cards/element.ts';
import type { FlightSpot } from '../painter-port.ts';
import type { PointingStage } from './pointing.ts';

export interface Flights {
  /** From the frame loop: marks fly past a resting pointer. */
  refresh(now: number): void;
  /** The flight pointed at. */
  pointed(): number | null;
  destroy(): void;
}

/** In CSS px: a mark is small, a finger is not. */
const REACH = { mouse: 9, touch: 20 };
const FRAME = 10;
const REFRESH_MS = 60;

export function createFlights({ viewport, overlay, camera, painter }: PointingStage): Flights {
  const frame = element('div', 'flight-mark');
  frame.hidden = true;
  overlay.append(frame);
  const listen = new AbortController();
  let pointer: { readonly x: number; readonly y: number; readonly reach: number } | null = null;
  let spot: FlightSpot | null = null;
  let isAsking = false;
  let askedAt = 0;

  function show(found: FlightSpot | null): void {
    spot = found;
    frame.hidden = !found;
    viewport.toggleAttribute('data-over-flight', found !== null);
    if (found) place(frame, { x: found.x - FRAME, y: found.y - FRAME, width: 2 * FRAME, height: 2 * FRAME });
  }

  async function look(): Promise<void> {
    if (isAsking || !pointer) return;
    const asked = pointer;
    isAsking = true;
    const found = await painter.probe(camera.toWorld(asked.x, asked.y), asked.reach / camera.view().scale);
    isAsking = false;
    show(pointer && found);
    if (pointer !== asked) void look();
  }

  function onPointer({ clientX: x, clientY: y, pointerType }: PointerEvent): void {
    pointer = { x, y, reach: pointerType === 'mouse' ? REACH.mouse : REACH.touch };
    void look();
  }

  viewport.addEventListener('pointermove', onPointer, { signal: listen.signal });
  viewport.addEventListener('pointerdown', onPointer, { signal: listen.signal });
  viewport.addEventListener(
    'pointerleave',
    () => {
      pointer = null;
      show(null);
    },
    { signal: listen.signal },
  );
  return {
    refresh(now) {
      if (!pointer || now - askedAt < REFRESH_MS) return;
      askedAt = now;
      void look();
    },
    pointed: () => spot?.id ?? null,
    destroy() {
      listen.abort();
      frame.remove();
    },
  };
}
