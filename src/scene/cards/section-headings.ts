/** The small headings above the columns. */
import type { HeadingName, Layout } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { element, place, setText } from './element.ts';

export interface SectionHeadings {
  update(messages: SceneMessages, layout: Layout): void;
  place(layout: Layout): void;
}

const NAMES: readonly HeadingName[] = ['producers', 'topics', 'groups', 'brokers'];

export function createSectionHeadings(layer: HTMLElement): SectionHeadings {
  const headings = NAMES.map((name) => {
    const made = element('div', 'section-heading', element('b', ''), element('span', ''));
    made.setAttribute('aria-hidden', 'true'); // the sections carry these names as labels
    layer.append(made);
    return { name, made };
  });
  return {
    update(messages, layout) {
      for (const { name, made } of headings) {
        setText(made.children[0]!, messages.headings[name]);
        const tall = (layout.headings[name]?.height ?? 0) > 40;
        setText(made.children[1]!, name === 'brokers' && tall ? messages.brokersHint : '');
      }
    },
    place({ headings: boxes }) {
      for (const { name, made } of headings) {
        const box = boxes[name];
        made.hidden = box === null;
        if (box) place(made, box);
      }
    },
  };
}
