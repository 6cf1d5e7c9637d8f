/** Mounts the scene's stage, feeds it frames, and keeps it in step with the page's language, theme and selection. */
import { type RefObject, useEffect, useRef } from 'react';
import { createStage, type Stage } from '../../scene/stage.ts';
import { useSession } from '../session/context.ts';
import { usePage } from '../state/store.ts';
import { setCurrentStage } from './current-stage.ts';
import { obeyIntent } from './obey-intent.ts';

/** The ref for the element that it draws into. */
export function useStage(): RefObject<HTMLDivElement | null> {
  const session = useSession();
  const host = useRef<HTMLDivElement>(null);
  const stage = useRef<Stage | null>(null);
  const messages = usePage((page) => page.messages);
  const theme = usePage((page) => page.theme);
  const selection = usePage((page) => page.selection);
  const highlightedKey = usePage((page) => page.highlightedKey);

  useEffect(() => {
    if (!host.current) return;
    const page = usePage.getState;
    const created = createStage(host.current, {
      messages: page().messages.scene,
      reducedMotion: matchMedia('(prefers-reduced-motion: reduce)').matches,
      onIntent: (intent) => obeyIntent(session, intent),
      onInterest: (interest) => session.setInterest(interest),
      announce: (words) => page().speak(words),
    });
    stage.current = created;
    setCurrentStage(created);
    const latest = session.frames.latest();
    if (latest) created.setFrame(latest);
    const unsubscribe = session.frames.subscribe((frame) => created.setFrame(frame));
    return () => {
      unsubscribe();
      stage.current = null;
      setCurrentStage(null);
      created.destroy();
    };
  }, [session]);

  useEffect(() => stage.current?.setMessages(messages.scene), [messages]);
  // The palette is read from the document's custom properties, which the theme has changed by now.
  useEffect(() => {
    if (theme) stage.current?.setTheme();
  }, [theme]);
  useEffect(() => stage.current?.setSelection(selection), [selection]);
  useEffect(() => stage.current?.setHighlightedKey(highlightedKey), [highlightedKey]);

  return host;
}
