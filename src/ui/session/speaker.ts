/**
 * What happens, said aloud: events that matter, merged, at most one announcement in two seconds. Where there are too
 * many, what the listener did comes first: it is what they wait to hear.
 */
import type { MarkMessages } from '../../i18n/messages.ts';
import type { Mark } from '../../view/codes.ts';
import { sayMark } from '../time/say-mark.ts';

export interface Speaker {
  hear(marks: readonly Mark[], messages: MarkMessages): void;
}

const QUIET_MS = 2000;
const MOST_AT_ONCE = 3;

export function createSpeaker(say: (words: string) => void): Speaker {
  let waiting: Mark[] = [];
  let spokeAt = Number.NEGATIVE_INFINITY;
  let due = false;
  let words: MarkMessages | null = null;

  const speak = (): void => {
    due = false;
    if (!words) return;
    const said = mostTelling(waiting).map((mark) => sayMark(mark, words!));
    if (waiting.length > said.length) said.push(words.andMore(waiting.length - said.length));
    waiting = [];
    spokeAt = performance.now();
    say(`${said.join('. ')}.`);
  };

  return {
    hear(marks, messages) {
      if (marks.length === 0) return;
      words = messages;
      waiting.push(...marks);
      if (due) return;
      due = true;
      setTimeout(speak, Math.max(50, spokeAt + QUIET_MS - performance.now()));
    },
  };
}

function mostTelling(marks: readonly Mark[]): readonly Mark[] {
  const yours = marks.filter(({ author }) => author === 'you').slice(-MOST_AT_ONCE);
  const others = marks.filter(({ author }) => author !== 'you').slice(0, MOST_AT_ONCE - yours.length);
  const chosen = new Set([...yours, ...others]);
  return marks.filter((mark) => chosen.has(mark));
}
