/** Where consumers outside of any group are, the tray that new ones come from, and the place for a new group. */
import type { Layout } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { element, place, setAttribute, setClass, setText } from './element.ts';

export interface Bench {
  readonly tray: HTMLElement;
  readonly bench: HTMLElement;
  readonly slot: HTMLElement;
  update(messages: SceneMessages, layout: Layout): void;
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
    update(messages, { bench: room }) {
      setText(slot.firstElementChild!, messages.newGroup);
      setText(label.children[0]!, messages.bench);
      setText(label.children[1]!, room.width > 190 ? messages.benchHint : '');
      setText(tray.firstElementChild!, messages.newConsumer);
      setAttribute(tray, 'aria-label', messages.newConsumer);
      setClass(tray, 'is-line', true);
    },
    place(layout) {
      place(bench, layout.bench);
      place(slot, layout.newGroupSlot);
      place(label, layout.benchLabel);
      place(tray, layout.tray);
    },
  };
}
