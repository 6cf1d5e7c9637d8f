/** A shared run, replayed: decoded, loaded, and its state compared with what its sender saw. */

import { loadMore } from '../../i18n/languages.ts';
import { ENGINE_VERSION } from '../../scenario/engine-version.ts';
import { decodeRun } from '../../scenario/link.ts';
import type { Session } from '../session/session.ts';
import { usePage } from '../state/store.ts';

/** What can't be read is told, and leaves the stage as it was. */
export async function openLink(session: Session, fragment: string): Promise<void> {
  const decoded = await decodeRun(fragment);
  const page = usePage.getState();
  const { share, errors } = await loadMore(page.language);
  if ('error' in decoded) {
    const { error } = decoded;
    const details =
      error.code === 'invalid-scenario' ? error.errors.map((each) => errors.scenario(each)) : [];
    page.notify({ tone: 'error', text: errors.link(error), details });
    return;
  }
  const { run, engineVersion, atMs, digest } = decoded;
  const reached = await session.open(run, { kind: 'link', fragment }, { untilMs: atMs });
  if (reached === digest) page.notify({ tone: 'done', text: share.replayed(run.actions.length) });
  else if (engineVersion === ENGINE_VERSION) page.notify({ tone: 'warning', text: share.digestDiffers });
  else page.notify({ tone: 'warning', text: share.otherEngine(engineVersion, ENGINE_VERSION) });
}
