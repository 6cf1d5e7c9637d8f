/** Whatever gets the focus by keyboard is brought into view. */
import type { Camera } from './camera.ts';

export function keepFocusInView(viewport: HTMLElement, camera: Camera): () => void {
  const onFocus = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement) || !target.matches(':focus-visible')) return;
    const { left, top, right, bottom } = target.getBoundingClientRect();
    const from = camera.toWorld(left, top);
    const to = camera.toWorld(right, bottom);
    camera.focusOn({ x: from.x, y: from.y, width: to.x - from.x, height: to.y - from.y });
  };
  viewport.addEventListener('focusin', onFocus);
  return () => viewport.removeEventListener('focusin', onFocus);
}
