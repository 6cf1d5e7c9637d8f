/** Clicks, menus and keys on things, made into intents; and what is pointed at. */

import type { Selection } from '../view/inspection.ts';
import type { Intent } from '../view/intent.ts';
import { thingAt } from './cards/things.ts';

/** Keys that a thing may have a command for; the page knows which. */
const COMMAND_KEYS = new Set(['k', 'K', 'Delete', 'Backspace']);

export function createGestures(
  viewport: HTMLElement,
  intend: (intent: Intent) => void,
  /** The flight under the pointer: it lies over the things. */
  flightPointed: () => number | null,
  point: (selection: Selection | null) => void,
): () => void {
  const listen = new AbortController();
  const on = <Type extends keyof HTMLElementEventMap>(
    type: Type,
    listener: (event: HTMLElementEventMap[Type]) => void,
  ): void => viewport.addEventListener(type, listener, { signal: listen.signal });

  on('click', ({ target }) => {
    const flight = flightPointed();
    intend(
      flight === null
        ? { type: 'select', selection: thingAt(target)?.selection ?? null }
        : { type: 'select-flight', id: flight },
    );
  });
  on('pointerover', ({ target, pointerType }) => {
    if (pointerType === 'mouse') point(thingAt(target)?.selection ?? null);
  });
  on('pointerleave', () => point(null));
  on('dblclick', ({ target }) => {
    const thing = thingAt(target);
    if (thing) intend({ type: 'key-command', selection: thing.selection, key: 'Enter' });
  });
  on('contextmenu', (event) => {
    const thing = thingAt(event.target);
    if (!thing) return;
    event.preventDefault();
    openMenu(thing.element, thing.selection, { x: event.clientX, y: event.clientY });
  });
  on('keydown', (event) => {
    const thing = thingAt(event.target);
    if (!thing || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === 'Enter' || event.key === ' ') {
      intend({ type: 'select', selection: thing.selection });
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      openMenu(thing.element, thing.selection, null);
    } else if (COMMAND_KEYS.has(event.key)) {
      intend({ type: 'key-command', selection: thing.selection, key: event.key });
    } else return;
    event.preventDefault();
    event.stopPropagation();
  });

  /** Where the pointer is; by keyboard, below the middle of the thing. */
  function openMenu(
    element: HTMLElement,
    selection: Selection,
    pointer: { readonly x: number; readonly y: number } | null,
  ): void {
    const box = element.getBoundingClientRect();
    const at = pointer ?? {
      x: box.left + Math.min(box.width / 2, 120),
      y: box.top + Math.min(box.height, 60),
    };
    intend({ type: 'open-menu', selection, at });
  }

  return () => listen.abort();
}
