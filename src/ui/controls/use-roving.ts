/**
 * One tab stop for a row or column of things: arrows, Home and End move within, letters jump to the next that
 * begins with them. Works on the elements themselves, so that what they are is no matter.
 */
import { type KeyboardEvent, useRef } from 'react';

interface RovingOptions {
  readonly selector: string;
  readonly axis: 'vertical' | 'horizontal';
  readonly typeahead?: boolean;
}

/** Letters typed within this time make one word. */
const TYPING_MS = 600;

export function useRoving({ selector, axis, typeahead = false }: RovingOptions) {
  const typed = useRef({ text: '', at: 0 });
  const [backKey, forthKey] = axis === 'vertical' ? ['ArrowUp', 'ArrowDown'] : ['ArrowLeft', 'ArrowRight'];

  return (event: KeyboardEvent<HTMLElement>): void => {
    const items = [...event.currentTarget.querySelectorAll<HTMLElement>(selector)];
    if (items.length === 0) return;
    const at = items.indexOf(document.activeElement as HTMLElement);
    const to = targetOf(event, items, at);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    items.at(to % items.length)?.focus();
  };

  function targetOf(event: KeyboardEvent, items: readonly HTMLElement[], at: number): number | undefined {
    switch (event.key) {
      case forthKey:
        return at + 1;
      case backKey:
        return at < 0 ? -1 : at - 1;
      case 'Home':
        return 0;
      case 'End':
        return -1;
      default:
        return typeahead ? typedTarget(event, items, at) : undefined;
    }
  }

  function typedTarget(event: KeyboardEvent, items: readonly HTMLElement[], at: number): number | undefined {
    if (event.key.length !== 1 || event.key === ' ' || event.ctrlKey || event.metaKey || event.altKey)
      return undefined;
    const { text, at: before } = typed.current;
    const word = (event.timeStamp - before < TYPING_MS ? text : '') + event.key.toLowerCase();
    typed.current = { text: word, at: event.timeStamp };
    // One letter again and again goes round those that begin with it.
    const from = word.length === 1 ? at + 1 : Math.max(0, at);
    for (let step = 0; step < items.length; step++) {
      const index = (from + step) % items.length;
      if (items[index]?.textContent?.trim().toLowerCase().startsWith(word)) return index;
    }
    return undefined;
  }
}
