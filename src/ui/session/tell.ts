/** What has happened, in the page's words: said aloud, and shown where Kafka has refused something. */
import { MARK_WORDS } from '../../i18n/mark-words.ts';
import type { Mark } from '../../view/codes.ts';
import { page } from '../state/store.ts';
import { sayMark } from '../time/say-mark.ts';
import { createSpeaker } from './speaker.ts';

const speaker = createSpeaker((words) => page.getState().speak(words));

export function tell(marks: readonly Mark[]): void {
  const { language, notify } = page.getState();
  const words = MARK_WORDS[language];
  speaker.hear(marks, words);
  // What Kafka refuses it refuses later, by a response: its words are shown.
  for (const mark of marks)
    if (mark.kind === 'request-refused') notify({ tone: 'error', text: sayMark(mark, words) });
}
