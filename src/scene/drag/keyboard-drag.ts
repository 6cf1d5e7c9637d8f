/**
 * Moving a consumer by keyboard: Enter or Space picks it up (and selects it, as a press of the pointer does), arrows choose where to, Enter or Space drops it,
 * Escape or leaving it puts it back. Each step is spoken.
 */
import type { Camera } from '../camera.ts';
import { centre } from '../geometry.ts';
import { targetName } from './drop-targets.ts';
import { centredOn, type DragStage, type Held, pickUp } from './held.ts';

export function createKeyboardDrag(stage: DragStage, viewport: HTMLElement, camera: Camera): () => void {
  let held: Held | null = null;
  let at = -1;

  function start(card: HTMLElement): void {
    held = pickUp(stage, card);
    if (!held) return;
    at = -1;
    if (held.consumer !== null)
      stage.intend({ type: 'select', selection: { kind: 'consumer', name: held.consumer } });
    stage.announce(stage.messages().spoken.pickedUp({ name: held.name, targets: held.targets().length }));
  }

  function choose(step: number): void {
    const targets = held?.targets() ?? [];
    if (!held || targets.length === 0) return;
    at = at < 0 ? (step > 0 ? 0 : targets.length - 1) : (at + step + targets.length) % targets.length;
    const { target, box } = targets[at]!;
    const over = centredOn(held.ghost.box(), centre(box));
    const furthest = stage.layout().width - over.width;
    held.ghost.moveTo({ x: Math.max(0, Math.min(furthest, over.x)), y: over.y });
    held.hover(target);
    camera.focusOn(box);
    const messages = stage.messages();
    stage.announce(
      messages.spoken.over({ target: targetName(target, messages), at: at + 1, of: targets.length }),
    );
  }

  function putDown(drop: boolean): void {
    const was = held;
    held = null;
    if (drop) was?.drop();
    else was?.cancel();
  }

  function onKey(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const card = event.target instanceof Element ? event.target.closest('[data-holds-pointer]') : null;
    if (!(card instanceof HTMLElement) || !(held ? duringDrag(event.key) : beforeDrag(event.key, card)))
      return;
    event.preventDefault();
    event.stopPropagation();
  }

  /** False: the key means nothing here. */
  function beforeDrag(key: string, card: HTMLElement): boolean {
    if (key !== 'Enter' && key !== ' ') return false;
    start(card);
    return true;
  }

  function duringDrag(key: string): boolean {
    switch (key) {
      case 'ArrowDown':
      case 'ArrowRight':
        choose(1);
        return true;
      case 'ArrowUp':
      case 'ArrowLeft':
        choose(-1);
        return true;
      case 'Enter':
      case ' ':
        putDown(true);
        return true;
      case 'Escape':
        putDown(false);
        return true;
      case 'Tab':
        putDown(false);
        return false;
      default:
        return true;
    }
  }

  const onLeave = (): void => putDown(false);
  const leave = (event: FocusEvent): void => {
    if (held && event.target instanceof Element && event.target.closest('[data-holds-pointer]')) onLeave();
  };
  viewport.addEventListener('keydown', onKey, true);
  viewport.addEventListener('focusout', leave);
  return () => {
    viewport.removeEventListener('keydown', onKey, true);
    viewport.removeEventListener('focusout', leave);
  };
}
