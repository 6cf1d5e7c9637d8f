/** What the keys do on the thing that has the focus, shown to who works by keyboard; screen readers are told by it. */
import { element, setText } from './cards/element.ts';

export function createKeyHint(viewport: HTMLElement): () => void {
  const strip = element('div', 'key-hint');
  strip.setAttribute('aria-hidden', 'true');
  strip.hidden = true;
  viewport.append(strip);

  const show = ({ target }: FocusEvent): void => {
    const focused = target instanceof HTMLElement && target.matches(':focus-visible') ? target : null;
    const hint = document.getElementById(focused?.getAttribute('aria-describedby') ?? '');
    if (hint) setText(strip, hint.textContent ?? '');
    strip.hidden = hint === null;
  };
  const hide = (): void => {
    strip.hidden = true;
  };
  viewport.addEventListener('focusin', show);
  viewport.addEventListener('focusout', hide);
  return () => {
    viewport.removeEventListener('focusin', show);
    viewport.removeEventListener('focusout', hide);
    strip.remove();
  };
}
