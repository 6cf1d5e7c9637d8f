import type { MoreMessages } from '../../i18n/more-messages.ts';
import type { Selection } from '../../view/inspection.ts';

/** What a thing is called: `orders-1`, `billing`, `Broker 2`. */
export function titleOf(selection: Selection, { things }: Pick<MoreMessages, 'things'>): string {
  switch (selection.kind) {
    case 'partition':
      return `${selection.topic}-${selection.partition}`;
    case 'broker':
    case 'controller':
      return `${things[selection.kind]} ${selection.id}`;
    default:
      return selection.name;
  }
}
