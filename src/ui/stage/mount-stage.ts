/**
 * The scene's stage in an element of its own, fed with frames and kept in step with the page's language, theme and
 * selection. It is there before React is, so that the cluster is seen first; the shell takes the element over.
 */
import { createStage, type Stage } from '../../scene/stage.ts';
import type { Session } from '../session/session.ts';
import { page } from '../state/store.ts';
import { obeyIntent } from './obey-intent.ts';

export interface MountedStage {
  readonly element: HTMLElement;
  readonly stage: Stage;
}

let mounted: MountedStage | null = null;

/** The page's one stage, made when it is first wanted. `place` is where it is to begin with. */
export function mountStage(session: Session, place: HTMLElement): MountedStage {
  if (mounted) return mounted;
  const element = document.createElement('div');
  element.className = 'stage-element';
  place.append(element);
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  const stage = createStage(element, {
    messages: page.getState().messages.scene,
    reducedMotion: calm.matches,
    onIntent: (intent) => obeyIntent(session, intent),
    onInterest: (interest) => session.setInterest(interest),
    announce: (words) => page.getState().speak(words),
  });
  calm.addEventListener('change', ({ matches }) => stage.setReducedMotion(matches));
  const latest = session.frames.latest();
  if (latest) stage.setFrame(latest);
  session.frames.subscribe((frame) => stage.setFrame(frame));
  page.subscribe((now, before) => {
    if (now.messages !== before.messages) stage.setMessages(now.messages.scene);
    // The document's custom properties have changed by now.
    if (now.theme !== before.theme) stage.setTheme();
    if (now.selection !== before.selection) stage.setSelection(now.selection);
    if (now.highlightedKey !== before.highlightedKey) stage.setHighlightedKey(now.highlightedKey);
  });
  mounted = { element, stage };
  return mounted;
}

/** For the controls outside it. */
export function currentStage(): Stage | null {
  return mounted?.stage ?? null;
}
