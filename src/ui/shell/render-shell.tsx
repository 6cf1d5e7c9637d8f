import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import type { Session } from '../session/session.ts';
import { App } from './app.tsx';

export { pageInterface } from '../page-interface.ts';

/** The language button says 한국어: where the system has no Hangul, its few glyphs come from our own font. */
const FONT_AFTER_MS = 2000;

export function renderShell(session: Session): void {
  const root = document.getElementById('root');
  if (!root) throw new Error('The page has no place for the application.');
  // At once, so that the stage moves from its first place to its last between two drawings.
  flushSync(() => createRoot(root).render(<App session={session} />));
  setTimeout(() => void import('../../i18n/korean-font.ts'), FONT_AFTER_MS);
}
