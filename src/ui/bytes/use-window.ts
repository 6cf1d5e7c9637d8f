/** Of a long list of rows of one height, those in sight. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Beyond both ends, so that scrolling shows no gap. */
const SPARE_ROWS = 8;

export interface RowWindow {
  readonly scroller: RefObject<HTMLDivElement | null>;
  readonly from: number;
  readonly to: number;
  /** Brings a row into sight, if it is not. */
  reveal(row: number): void;
  onScroll(): void;
}

export function useWindow(count: number, rowHeight: number): RowWindow {
  const scroller = useRef<HTMLDivElement>(null);
  const [seen, setSeen] = useState({ top: 0, height: 400 });
  const look = (): void => {
    const { current } = scroller;
    if (current) setSeen({ top: current.scrollTop, height: current.clientHeight });
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the element's size matters
  useLayoutEffect(() => {
    const { current } = scroller;
    if (!current) return;
    const observer = new ResizeObserver(look);
    observer.observe(current);
    return () => observer.disconnect();
  }, []);
  return {
    scroller,
    from: Math.max(0, Math.floor(seen.top / rowHeight) - SPARE_ROWS),
    to: Math.min(count, Math.ceil((seen.top + seen.height) / rowHeight) + SPARE_ROWS),
    onScroll: look,
    reveal(row) {
      const { current } = scroller;
      if (!current) return;
      const top = row * rowHeight;
      const bottom = top + 2 * rowHeight;
      if (top < current.scrollTop) current.scrollTop = Math.max(0, top - rowHeight);
      else if (bottom > current.scrollTop + current.clientHeight) {
        current.scrollTop = bottom - current.clientHeight;
      }
      look();
    },
  };
}
