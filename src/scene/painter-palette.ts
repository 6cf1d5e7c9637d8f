/** Colours and fonts that the painter needs, as CSS texts: read from the page's custom properties at each theme. */
export interface PainterPalette {
  readonly paper: string;
  readonly card: string;
  readonly ink: string;
  readonly ink2: string;
  readonly ink3: string;
  /** Stronger than a hairline, weaker than text. */
  readonly edge: string;
  readonly shade: string;
  readonly hairline: string;
  readonly accent: string;
  readonly inSync: string;
  readonly aboutTo: string;
  readonly lost: string;
  /** Eight: seven hues and the neutral of all later keys. */
  readonly keys: readonly string[];
  /** Four. */
  readonly groups: readonly string[];
  /** Font families, as in CSS. */
  readonly sans: string;
  readonly mono: string;
}

const FALLBACKS: Readonly<Record<string, string>> = { sans: 'sans-serif', mono: 'monospace' };

/** Reads the palette from an element's computed custom properties. */
export function paletteOf(element: Element): PainterPalette {
  const style = getComputedStyle(element);
  const read = (name: string): string =>
    style.getPropertyValue(`--${name}`).trim() || FALLBACKS[name] || '#888888';
  return {
    paper: read('paper'),
    card: read('card'),
    ink: read('ink'),
    ink2: read('ink-2'),
    ink3: read('ink-3'),
    edge: read('edge'),
    shade: read('shade'),
    hairline: read('hairline'),
    accent: read('accent'),
    inSync: read('in-sync'),
    aboutTo: read('about-to'),
    lost: read('lost'),
    keys: Array.from({ length: 8 }, (_, index) => read(`key-${index}`)),
    groups: Array.from({ length: 4 }, (_, index) => read(`group-${index}`)),
    sans: read('sans'),
    mono: read('mono'),
  };
}
