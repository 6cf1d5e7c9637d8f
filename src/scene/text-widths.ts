/** How wide a text will be: asked of a canvas in the page's fonts, and remembered. */
import type { LayoutOptions, TextRole } from './layout/layout.ts';
import type { PainterPalette } from './painter-palette.ts';

/** As in the style sheets of cards. */
const FONTS: Readonly<Record<TextRole, { readonly font: string; readonly family: 'sans' | 'mono' }>> = {
  title: { font: '650 15px', family: 'sans' },
  name: { font: '600 13px', family: 'sans' },
  detail: { font: '450 11.5px', family: 'sans' },
  small: { font: '500 10.5px', family: 'sans' },
  number: { font: '500 11px', family: 'mono' },
};

export interface TextWidths {
  readonly measure: LayoutOptions['measure'];
  /** After fonts came, or others are used. */
  forget(): void;
}

export function createTextWidths(palette: () => PainterPalette): TextWidths {
  const context = document.createElement('canvas').getContext('2d');
  const known = new Map<string, number>();
  return {
    measure(text, role) {
      const key = `${role} ${text}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      if (!context) return text.length * 7;
      const { font, family } = FONTS[role];
      context.font = `${font} ${palette()[family]}`;
      const { width } = context.measureText(text);
      known.set(key, width);
      return width;
    },
    forget: () => known.clear(),
  };
}
