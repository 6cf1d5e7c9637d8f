/** The composition root: starts the engine, gives it to the page, and draws the page. */
import '@fontsource-variable/inter';
import '@fontsource-variable/jetbrains-mono';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls/controls.css';
import { createRoot } from 'react-dom/client';
import { installPageInterface } from './ui/page-interface.ts';
import { createSession } from './ui/session/session.ts';
import { App } from './ui/shell/app.tsx';
import { applyPreferences } from './ui/state/preferences.ts';
import { startEngine } from './worker/engine-client.ts';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no place for the application.');

const session = createSession(startEngine());
installPageInterface(session);
void applyPreferences().finally(() => createRoot(root).render(<App session={session} />));
// The language button says 한국어: where the system has no Hangul, its few glyphs come from our own font.
addEventListener('load', () => setTimeout(() => void import('./i18n/korean-font.ts'), 3000));
