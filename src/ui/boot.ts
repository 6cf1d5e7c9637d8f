/** From an empty page to a running cluster, and then to everything around it. */
import type { EnginePort } from '../worker/port.ts';
import './boot.css';
import { installPageInterface } from './page-by-script.ts';
import { go } from './session/go.ts';
import { readRoute } from './session/route.ts';
import { createSession, type Session } from './session/session.ts';
import { mountStage } from './stage/mount-stage.ts';
import { applyPreferences } from './state/preferences.ts';

/** A run that takes longer to open gets its shell, which says so, meanwhile. */
const PATIENCE_MS = 2500;
/** What is loaded until then counts for the size budget, see scripts/bench.ts. */
const FIRST_FRAME = 'kafkascope:first-frame';

export async function boot(engine: EnginePort): Promise<void> {
  const session = createSession(engine);
  installPageInterface(session);
  const preferences = applyPreferences();
  const place = await showFirst(session, preferences);
  performance.mark(FIRST_FRAME);
  const { renderShell } = await import('./shell/render-shell.tsx');
  await preferences;
  renderShell(session);
  place?.remove();
}

/** The stage alone; null: the address names another page. */
async function showFirst(session: Session, preferences: Promise<void>): Promise<HTMLElement | null> {
  const route = readRoute(location.hash);
  await preferences;
  if (route.page === 'library') return null;
  const place = document.createElement('div');
  place.className = 'boot';
  const stagePlace = document.createElement('main');
  stagePlace.className = 'boot-stage';
  place.append(stagePlace);
  document.body.append(place);
  mountStage(session, stagePlace);
  await Promise.race([go(session, route), new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
  return place;
}
