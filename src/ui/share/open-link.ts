/** A shared run, replayed: decoded, loaded, and its state compared with what its sender saw. */

import { loadMore } from '../../i18n/languages.ts';
import { ENGINE_VERSION } from '../../scenario/engine-version.ts';
import { decodeRun } from '../../scenario/link.ts';
import type { Session } from '../session/session.ts';
import { page } from '../state/store.ts';

/** What can't be read is told, and leaves the stage as it was: false. */
export async function openLink(session: Session, fragment: string): Promise<boolean> {
  const decoded = await decodeRun(fragment);
  const state = page.getState();
  const { share, errors } = await loadMore(state.language);
  if ('error' in decoded) {
    const { error } = decoded;
    const details =
      error.code === 'invalid-scenario' ? error.errors.map((each) => errors.scenario(each)) : [];
    state.notify({ tone: 'error', text: errors.link(error), details });
    return false;
  }
  const { run, engineVersion, atMs, digest } = decoded;
  const reached = await session.open(run, { kind: 'link', fragment }, { untilMs: atMs });
  if (reached === digest) state.notify({ tone: 'done', text: share.replayed(run.actions.length) });
  else if (engineVersion === ENGINE_VERSION) state.notify({ tone: 'warning', text: share.digestDiffers });
  else state.notify({ tone: 'warning', text: share.otherEngine(engineVersion, ENGINE_VERSION) });
  return true;
}
