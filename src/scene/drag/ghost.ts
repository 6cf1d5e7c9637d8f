/** A copy of a card that follows the hand, above everything, with a deeper shadow. */
import { element, place } from '../cards/element.ts';
import type { Box, Point } from '../geometry.ts';

export interface Ghost {
  box(): Box;
  moveTo(point: Point): void;
  remove(): void;
}

export function createGhost(overlay: HTMLElement, card: HTMLElement, from: Box): Ghost {
  const copy = card.cloneNode(true) as HTMLElement;
  for (const { name } of [...copy.attributes]) {
    if (name.startsWith('aria-') || name === 'role' || name === 'tabindex' || name === 'title') {
      copy.removeAttribute(name);
    }
  }
  copy.classList.remove('is-selected');
  copy.removeAttribute('data-thing');
  const ghost = element('div', 'ghost', copy);
  copy.style.transform = '';
  copy.style.width = '100%';
  copy.style.height = '100%';
  overlay.append(ghost);
  let box = from;
  place(ghost, box);
  return {
    box: () => box,
    moveTo({ x, y }) {
      box = { ...box, x, y };
      place(ghost, box);
    },
    remove: () => ghost.remove(),
  };
}
