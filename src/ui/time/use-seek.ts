/** Seeking by pointer: one seek at a time, and of those asked for meanwhile only the last. */
import { type PointerEvent, useRef, useState } from 'react';
import type { Micros } from '../../kernel/brand.ts';
import { useSession } from '../session/context.ts';
import { report } from '../session/report.ts';
import { page } from '../state/store.ts';

interface Seeking {
  /** Where the handle is held, while it is. */
  readonly wanted: Micros | null;
  seekTo(timeUs: Micros): void;
  readonly dragging: {
    onPointerDown(event: PointerEvent<HTMLElement>): void;
    onPointerMove(event: PointerEvent<HTMLElement>): void;
    onPointerUp(event: PointerEvent<HTMLElement>): void;
    onPointerCancel(): void;
  };
}

/** `timeOf` gives the moment at a share of the bar's width. */
export function useSeek(timeOf: (share: number) => Micros): Seeking {
  const session = useSession();
  const [wanted, setWanted] = useState<Micros | null>(null);
  const held = useRef(false);
  const wasPlaying = useRef(false);
  const queue = useRef<{ next: Micros | null; busy: boolean }>({ next: null, busy: false });

  const run = async (): Promise<void> => {
    const { current } = queue;
    if (current.busy) return;
    current.busy = true;
    while (current.next !== null) {
      const timeUs = current.next;
      current.next = null;
      await session.seek(timeUs / 1000).catch(report);
    }
    current.busy = false;
    if (!held.current) setWanted(null);
  };
  const seekTo = (timeUs: Micros): void => {
    setWanted(timeUs);
    queue.current.next = timeUs;
    void run();
  };
  const seekToPointer = (event: PointerEvent<HTMLElement>): void => {
    const { left, width } = event.currentTarget.getBoundingClientRect();
    seekTo(timeOf(Math.max(0, Math.min(1, (event.clientX - left) / width))));
  };
  const letGo = (): void => {
    held.current = false;
    if (!queue.current.busy) setWanted(null);
    if (wasPlaying.current) session.play();
  };

  return {
    wanted,
    seekTo,
    dragging: {
      onPointerDown(event) {
        if (event.button !== 0) return;
        event.currentTarget.setPointerCapture(event.pointerId);
        held.current = true;
        wasPlaying.current = page.getState().digest?.paused === false;
        session.pause();
        seekToPointer(event);
      },
      onPointerMove(event) {
        if (held.current) seekToPointer(event);
      },
      onPointerUp: letGo,
      onPointerCancel: letGo,
    },
  };
}
