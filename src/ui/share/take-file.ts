/** A file from the user's hands: a scenario or a saved run opens, anything else is a table to replay. */

import { loadMore } from '../../i18n/languages.ts';
import { readRunFile } from '../../scenario/file.ts';
import { report } from '../session/report.ts';
import { STAGE_HASH } from '../session/route.ts';
import type { Session } from '../session/session.ts';
import { page } from '../state/store.ts';

export async function takeFile(session: Session, file: File): Promise<void> {
  const text = /\.json$/i.test(file.name) ? await file.text() : '';
  if (isScenario(text)) {
    const open = (): Promise<void> => openRunFile(session, file.name, text);
    await open().catch((cause) => report(cause, () => void open().catch(report)));
  } else page.getState().setDialog({ kind: 'data', producer: null, file });
}

async function openRunFile(session: Session, name: string, text: string): Promise<void> {
  const opened = readRunFile(text);
  const state = page.getState();
  const { share, errors } = await loadMore(state.language);
  if ('errors' in opened) {
    state.notify({
      tone: 'error',
      text: share.fileRefused(name),
      details: opened.errors.map((error) => errors.scenario(error)),
    });
    return;
  }
  const { run, saved } = opened;
  const loaded = session.open(run, { kind: 'file', name }, saved ? { untilMs: saved.atMs } : { play: true });
  location.hash = STAGE_HASH;
  const digest = await loaded;
  if (saved && saved.digest !== digest) state.notify({ tone: 'warning', text: share.digestDiffers });
}

/** A JSON array is a table; an object with a version is a scenario, though it may have faults. */
function isScenario(text: string): boolean {
  const start = text.replace(/^\uFEFF/, '').trimStart();
  return start.startsWith('{') && /"(version|kafkascope|scenario|cluster|topics)"\s*:/.test(text);
}
