import type { MarkMessages } from '../../i18n/messages.ts';
import type { CommandName } from '../../scenario/scenario.ts';
import type { Mark } from '../../view/codes.ts';

/** What a mark means, as a sentence with its author. */
export function sayMark(mark: Mark, { sentences, actions, by }: MarkMessages): string {
  if (mark.kind !== 'action') return by[mark.author](sentences[mark.kind](mark.params));
  const say = actions[String(mark.params.do) as CommandName];
  return by[mark.author](say ? say(mark.params) : String(mark.params.do ?? ''));
}
