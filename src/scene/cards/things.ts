/** Which element stands for which thing: for clicks, menus, the selection's ring and the focus. */
import type { Selection } from '../../view/inspection.ts';

const selections = new WeakMap<Element, Selection>();

export function standsFor(element: HTMLElement, selection: Selection): void {
  selections.set(element, selection);
  element.dataset.thing = selection.kind;
}

/** The thing that an event happened on, with its element. */
export function thingAt(target: EventTarget | null): { element: HTMLElement; selection: Selection } | null {
  if (!(target instanceof Element)) return null;
  const element = target.closest<HTMLElement>('[data-thing]');
  const selection = element && selections.get(element);
  return selection ? { element, selection } : null;
}

export function thingOf(element: Element): Selection | undefined {
  return selections.get(element);
}

export function isSameThing(a: Selection | null | undefined, b: Selection | null | undefined): boolean {
  return a === b || (!!a && !!b && JSON.stringify(a) === JSON.stringify(b));
}
