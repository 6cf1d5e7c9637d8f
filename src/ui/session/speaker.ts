/** What happens, said aloud: events that matter, merged, at most one announcement in two seconds. */
import type { MarkMessages } from '../../i18n/messages.ts';
import type { Mark } from '../../view/codes.ts';
import { sayMark } from '../time/say-mark.ts';

export interface Speaker {
  hear(marks: readonly Mark[], messages: MarkMessages): void;
}

const QUIET_MS = 2000;
const MOST_AT_ONCE = 3;

export function createSpeaker(say: (words: string) => void): Speaker {
  let waiting: string[] = [];
  let spokeAt = Number.NEGATIVE_INFINITY;
  let due = false;
  let more: MarkMessages['andMore'] = () => '';

  const speak = (): void => {
    due = false;
    const said = waiting.slice(0, MOST_AT_ONCE);
    if (waiting.length > said.length) said.push(more(waiting.length - said.length));
    waiting = [];
    spokeAt = performance.now();
    say(`${said.join('. ')}.`);
  };

  return {
    hear(marks, messages) {
      if (marks.length === 0) return;
      more = messages.andMore;
      waiting.push(...marks.map((mark) => sayMark(mark, messages)));
      if (due) return;
      due = true;
      setTimeout(speak, Math.max(50, spokeAt + QUIET_MS - performance.now()));
    },
  };
}
