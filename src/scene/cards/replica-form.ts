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
  if (linesOf(widths, room, NORMAL) === 1) return 'normal';
  return (['count', 'small', 'two-lines'] as const)[linesOf(widths, room, SMALL)] ?? 'count';
}

/** As the style sheet wraps them. */
function linesOf(widths: readonly number[], room: number, { text, around, least, gap }: ChipSize): number {
  let lines = 0;
  let left = 0;
  for (const each of widths) {
    const width = Math.max(least, each * text + around);
    if (lines === 0 || width > left) {
      lines++;
      left = room;
    }
    left -= width + gap;
  }
  return lines;
}
