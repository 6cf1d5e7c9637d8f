/** Of several ways to say a thing, from long to short, the first that has room. */
import type { LayoutOptions, TextRole } from '../layout/layout.ts';

export type Measure = LayoutOptions['measure'];

/** The shortest one is taken even where it has no room: the style sheet cuts it. */
export function firstThatFits(
  measure: Measure,
  role: TextRole,
  width: number,
  texts: readonly string[],
): string {
  return texts.find((text) => measure(text, role) <= width) ?? texts.at(-1) ?? '';
}
