/** From the engine's digests to the page's state, and to the live region. */
import type { EnginePort } from '../../worker/port.ts';
import { usePage } from '../state/store.ts';
import type { Frames } from './frames.ts';
import { createSpeaker } from './speaker.ts';

export function listen(engine: EnginePort, frames: Frames): void {
  const speaker = createSpeaker((words) => usePage.getState().speak(words));
  engine.onDigest((digest) => {
    const page = usePage.getState();
    if (page.status === 'loading') return;
    page.setDigest(digest);
    page.followDigest(digest);
    const structure = frames.structure();
    if (structure && structure.version !== page.structure?.version) page.setStructure(structure);
    speaker.hear(digest.marks, page.messages.marks);
  });
  engine.onCrash((detail) => {
    const page = usePage.getState();
    page.setStatus('crashed');
    page.notify({ tone: 'error', text: page.messages.notices.crashed, details: [detail] });
  });
}
