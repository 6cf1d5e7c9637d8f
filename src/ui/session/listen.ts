/** From the engine's digests to the page's state, and to the live region. */
import type { EnginePort } from '../../worker/port.ts';
import { page } from '../state/store.ts';
import { identityOf } from '../state/timeline-slice.ts';
import { sayMark } from '../time/say-mark.ts';
import type { Frames } from './frames.ts';
import { createSpeaker } from './speaker.ts';

const NOTHING: ReadonlySet<string> = new Set();

/** `reload`: run again what was on the stage. */
export function listen(engine: EnginePort, frames: Frames, reload: () => void): void {
  const speaker = createSpeaker((words) => page.getState().speak(words));
  engine.onDigest((digest) => {
    const state = page.getState();
    if (state.status === 'loading') return;
    state.setDigest(digest);
    const known = digest.marks.length > 0 ? new Set(state.marks.map(identityOf)) : NOTHING;
    state.followDigest(digest);
    const structure = frames.structure();
    if (structure && structure !== state.structure) state.setStructure(structure);
    const fresh = digest.marks.filter((mark) => !known.has(identityOf(mark)));
    speaker.hear(fresh, state.messages.marks);
    // What Kafka refuses it refuses later, by a response: its words are shown.
    for (const mark of fresh)
      if (mark.kind === 'request-refused')
        state.notify({ tone: 'error', text: sayMark(mark, state.messages.marks) });
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
