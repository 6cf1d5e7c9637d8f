/** Elements that stay with their things: made when a key appears, removed when it is gone, updated in between. */
export interface Keyed<Item> {
  /** True if elements came or went. */
  join(items: readonly Item[]): boolean;
  get(key: string): HTMLElement | undefined;
  /** In the order of the last join. */
  elements(): readonly HTMLElement[];
}

interface Kind<Item> {
  readonly keyOf: (item: Item) => string;
  readonly create: (item: Item) => HTMLElement;
  readonly update: (element: HTMLElement, item: Item, index: number) => void;
}

export function createKeyed<Item>(layer: HTMLElement, kind: Kind<Item>): Keyed<Item> {
  let known = new Map<string, HTMLElement>();

  return {
    join(items) {
      const next = new Map<string, HTMLElement>();
      let changed = items.length !== known.size;
      for (const [index, item] of items.entries()) {
        const key = kind.keyOf(item);
        const before = known.get(key);
        const element = before ?? kind.create(item);
        if (!before) layer.append(element);
        changed ||= !before;
        kind.update(element, item, index);
        next.set(key, element);
      }
      for (const [key, element] of known) if (!next.has(key)) element.remove();
      known = next;
      return changed;
    },
    get: (key) => known.get(key),
    elements: () => [...known.values()],
  };
}
