/** Where consumers outside of any group are, the tray that new ones come from, and the place for a new group. */
import type { Layout } from '../layout/layout.ts';
import { element, place, setAttribute, setText } from './element.ts';
import type { CardModel } from './model.ts';

export interface Bench {
  readonly tray: HTMLElement;
  readonly bench: HTMLElement;
  readonly slot: HTMLElement;
  update(model: CardModel): void;
  place(layout: Layout): void;
}

export function createBench(back: HTMLElement, front: HTMLElement): Bench {
  const bench = element('div', 'bench');
  const slot = element('div', 'new-group', element('span', ''));
  const label = element('div', 'bench-label', element('b', ''), element('span', ''));
  const tray = element('div', 'card consumer-card tray', element('div', 'card-name'));
  tray.setAttribute('role', 'button');
  tray.dataset.holdsPointer = '';
  tray.dataset.tray = '';
  back.append(bench, slot);
  front.append(label, tray);

  return {
    tray,
    bench,
    slot,
    update({ messages, layout, measure }) {
      setText(slot.firstElementChild!, messages.newGroup);
      setText(label.children[0]!, messages.bench);
      const room = layout.benchLabel.width - measure(messages.bench, 'small') * 1.2 - 12;
      setText(label.children[1]!, measure(messages.benchHint, 'small') < room ? messages.benchHint : '');
      setAttribute(bench, 'title', messages.benchHint);
      setText(tray.firstElementChild!, messages.newConsumer);
      setAttribute(tray, 'aria-label', messages.newConsumer);
    },
    place(layout) {
      place(bench, layout.bench);
      place(slot, layout.newGroupSlot);
      place(label, layout.benchLabel);
      place(tray, layout.tray);
    },
  };
}
