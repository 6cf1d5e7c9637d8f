import { useEffect } from 'react';
import { useTransport } from './use-transport.ts';

/**
 * Space plays and pauses, arrows step, wherever the focus is not in something that means these keys itself:
 * a field, a button (Space), a menu, a slider or the stage's own things.
 */
export function useTimeKeys(): void {
  const time = useTransport();
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.altKey || event.ctrlKey || event.metaKey || isTaken(event)) return;
      if (event.key === ' ') time.toggle();
      else if (event.key === 'ArrowRight') time.step('message');
      else if (event.key === 'ArrowLeft') time.stepBack();
      else return;
      event.preventDefault();
    };
    addEventListener('keydown', pressed);
    return () => removeEventListener('keydown', pressed);
  }, [time]);
}

const OWN_KEYS =
  'input, select, textarea, [contenteditable], dialog, [popover], [role=slider], [role=menu], [role=toolbar], [role=tree], [role=grid], .stage-host *';
const OWN_SPACE = 'button, a, summary';

function isTaken({ target, key }: KeyboardEvent): boolean {
  if (!(target instanceof Element)) return false;
  if (document.querySelector('dialog[open]')) return true;
  return target.closest(OWN_KEYS) !== null || (key === ' ' && target.closest(OWN_SPACE) !== null);
}
