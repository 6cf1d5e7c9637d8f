/** From the engine's digests to the page's state, and what is fresh to whoever tells it. */
import type { EnginePort } from '../../worker/port.ts';
import { page } from '../state/store.ts';
import { identityOf } from '../state/timeline-slice.ts';
import type { Frames } from './frames.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** `reload`: run again what was on the stage. */
export function listen(engine: EnginePort, frames: Frames, reload: () => void): void {
  engine.onDigest((digest) => {
    const state = page.getState();
    if (state.status === 'loading') return;
    state.setDigest(digest);
    const known = digest.marks.length > 0 ? new Set(state.marks.map(identityOf)) : NOTHING;
    state.followDigest(digest);
    const structure = frames.structure();
    if (structure && structure !== state.structure) state.setStructure(structure);
    const fresh = digest.marks.filter((mark) => !known.has(identityOf(mark)));
    if (fresh.length > 0) void import('./tell.ts').then(({ tell }) => tell(fresh));
  });
  engine.onCrash((detail) => {
    const state = page.getState();
    state.setStatus('crashed');
    state.notify({
      tone: 'error',
      text: state.messages.notices.crashed,
      details: [detail],
      action: { label: state.messages.notices.reload, run: reload },
    });
  });
}
