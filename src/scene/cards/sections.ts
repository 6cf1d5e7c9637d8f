/**
 * Four sections, each a group for screen readers and one stop of the Tab key: within it arrow keys move the
 * focus to the nearest thing in their direction, Home and End to the first and the last.
 */
import type { HeadingName } from '../layout/layout.ts';
import type { SceneMessages } from '../scene-messages.ts';
import { element, setAttribute, setText } from './element.ts';
import { nearestInDirection } from './nearest.ts';

export interface Sections {
  readonly layer: Readonly<Record<HeadingName, HTMLElement>>;
  update(messages: SceneMessages): void;
  /** After elements came or went: each section keeps exactly one tab stop. */
  refresh(): void;
}

type Hint = 'menu' | 'partition' | 'consumer' | 'tray' | 'broker';

const NAMES: readonly HeadingName[] = ['producers', 'topics', 'groups', 'brokers'];
const ITEMS = '[role="button"]';
let stages = 0;

export function createSections(world: HTMLElement): Sections {
  const id = `scene-${++stages}`;
  const hints = createHints(world, id);
  const sections = NAMES.map((name) => createSection(world, name));
  return {
    layer: Object.fromEntries(NAMES.map((name, at) => [name, sections[at]!])) as Record<
      HeadingName,
      HTMLElement
    >,
    update(messages) {
      for (const [at, name] of NAMES.entries()) {
        setAttribute(sections[at]!, 'aria-label', messages.headings[name]);
      }
      setText(hints.menu, messages.spoken.menuHint);
      setText(hints.partition, messages.spoken.partitionHint);
      setText(hints.consumer, messages.spoken.consumerHint);
      setText(hints.tray, messages.spoken.trayHint);
      setText(hints.broker, messages.spoken.brokerHint);
    },
    refresh() {
      for (const section of sections) {
        const items = [...section.querySelectorAll<HTMLElement>(ITEMS)];
        const current = items.find((item) => item.tabIndex === 0) ?? items[0];
        for (const item of items) {
          if (item.tabIndex !== (item === current ? 0 : -1) || !item.hasAttribute('tabindex')) {
            item.tabIndex = item === current ? 0 : -1;
          }
          if (!item.hasAttribute('aria-describedby')) {
            item.setAttribute('aria-describedby', hints[hintFor(item)].id);
          }
        }
      }
    },
  };
}

function createHints(world: HTMLElement, id: string): Record<Hint, HTMLElement> {
  const make = (name: Hint): HTMLElement => {
    const made = element('span', 'scene-hint');
    made.id = `${id}-${name}`;
    made.hidden = true;
    world.append(made);
    return made;
  };
  return {
    menu: make('menu'),
    partition: make('partition'),
    consumer: make('consumer'),
    tray: make('tray'),
    broker: make('broker'),
  };
}

function hintFor(item: HTMLElement): Hint {
  if (item.dataset.tray !== undefined) return 'tray';
  if (item.dataset.consumer !== undefined) return 'consumer';
  if (item.dataset.thing === 'partition') return 'partition';
  return item.dataset.thing === 'broker' ? 'broker' : 'menu';
}

function createSection(world: HTMLElement, name: HeadingName): HTMLElement {
  const section = element('div', `scene-section scene-${name}`);
  section.setAttribute('role', 'group');
  world.append(section);
  section.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.matches(ITEMS)) takeTabStop(section, target);
  });
  section.addEventListener('keydown', (event) => {
    const from = event.target;
    if (event.defaultPrevented || !(from instanceof HTMLElement) || !from.matches(ITEMS)) return;
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const to = targetOf(event.key, from, [...section.querySelectorAll<HTMLElement>(ITEMS)]);
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    to?.focus({ preventScroll: true });
  });
  return section;
}

function takeTabStop(section: HTMLElement, to: HTMLElement): void {
  for (const item of section.querySelectorAll<HTMLElement>(`${ITEMS}[tabindex="0"]`)) item.tabIndex = -1;
  to.tabIndex = 0;
}

/** Undefined: not a key that moves; null: nothing lies there. */
function targetOf(
  key: string,
  from: HTMLElement,
  items: readonly HTMLElement[],
): HTMLElement | null | undefined {
  if (key === 'Home') return items[0] ?? null;
  if (key === 'End') return items.at(-1) ?? null;
  const others = items.filter((item) => item !== from);
  const found = nearestInDirection(
    key,
    from.getBoundingClientRect(),
    others.map((item) => item.getBoundingClientRect()),
  );
  return found === undefined ? undefined : (others[found] ?? null);
}
