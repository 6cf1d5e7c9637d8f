/** From the engine's digests to the page's state, and to the live region. */
import type { EnginePort } from '../../worker/port.ts';
import { usePage } from '../state/store.ts';
import { identityOf } from '../state/timeline-slice.ts';
import { sayMark } from '../time/say-mark.ts';
import type { Frames } from './frames.ts';
import { createSpeaker } from './speaker.ts';

const NOTHING: ReadonlySet<string> = new Set();

export function listen(engine: EnginePort, frames: Frames): void {
  const speaker = createSpeaker((words) => usePage.getState().speak(words));
  engine.onDigest((digest) => {
    const page = usePage.getState();
    if (page.status === 'loading') return;
    page.setDigest(digest);
    const known = digest.marks.length > 0 ? new Set(page.marks.map(identityOf)) : NOTHING;
    page.followDigest(digest);
    const structure = frames.structure();
    if (structure && structure.version !== page.structure?.version) page.setStructure(structure);
    const fresh = digest.marks.filter((mark) => !known.has(identityOf(mark)));
    speaker.hear(fresh, page.messages.marks);
    // What Kafka refuses it refuses later, by a response: its words are shown.
    for (const mark of fresh)
      if (mark.kind === 'request-refused')
        page.notify({ tone: 'error', text: sayMark(mark, page.messages.marks) });
  });
  engine.onCrash((detail) => {
    const page = usePage.getState();
    page.setStatus('crashed');
    page.notify({ tone: 'error', text: page.messages.notices.crashed, details: [detail] });
  });
}
