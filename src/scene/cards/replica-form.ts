/** How a broker's replicas are told: as chips in one line, smaller ones, smaller ones in two lines, or by number. */

export type ReplicaForm = 'normal' | 'small' | 'two-lines' | 'count';

interface ChipSize {
  /** Of the text as measured: chips are bolder, and small ones smaller. */
  readonly text: number;
  /** Px left and right of the text, border included. */
  readonly around: number;
  readonly least: number;
  readonly gap: number;
}

const NORMAL: ChipSize = { text: 1.04, around: 8, least: 22, gap: 4 };
const SMALL: ChipSize = { text: 0.95, around: 4.5, least: 18, gap: 3 };

/** `widths`: px of the chips' texts, in the order in which they stand. `room`: px of a line. */
export function replicaForm(widths: readonly number[], room: number): ReplicaForm {
  if (widths.length === 0) return 'count';
  if (linesOf(widths, room, NORMAL) === 1) return 'normal';
  const lines = linesOf(widths, room, SMALL);
  if (lines === 1) return 'small';
  return lines === 2 ? 'two-lines' : 'count';
}

/** As the style sheet wraps them. */
function linesOf(widths: readonly number[], room: number, { text, around, least, gap }: ChipSize): number {
  let lines = 1;
  let x = 0;
  for (const each of widths) {
    const width = Math.max(least, each * text + around);
    if (x > 0 && x + width > room) {
      lines++;
      x = 0;
    }
    x += width + gap;
  }
  return lines;
}
