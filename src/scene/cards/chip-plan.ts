/**
 * Which chips a card shows: one for each partition where there is room; else one for each kind, with its
 * partitions as ranges (`P0–2`, `P0,2,4`); else as many of those as fit, and the number of the rest.
 */
import type { Measure } from './fit-text.ts';
import type { ChipKind, ChipView } from './rebalance-view.ts';

export interface Chip {
  readonly text: string;
  readonly kind: ChipKind | 'rest';
}

export interface ChipRoom {
  readonly width: number;
  readonly lines: number;
  /** Around a chip's text. */
  readonly padding: number;
  readonly least: number;
}

export interface ChipPlan {
  readonly chips: readonly Chip[];
  readonly perLine: number;
}

const GAP = 3;
const KINDS: readonly ChipKind[] = ['owned', 'gained', 'revoking', 'let-go'];

export function planChips(
  views: readonly ChipView[],
  texts: readonly string[],
  room: ChipRoom,
  measure: Measure,
): ChipPlan {
  if (views.length === 0 || room.lines === 0) return { chips: [], perLine: 1 };
  const widthOf = (text: string): number =>
    Math.max(room.least, measure(text, 'small') * 1.02 + room.padding);
  const single = views.map(({ row, kind }): Chip => ({ text: texts[row] ?? '', kind }));
  const perLineOf = (chips: readonly Chip[]): number =>
    Math.floor((room.width + GAP) / (Math.max(...chips.map(({ text }) => widthOf(text))) + GAP));
  const fits = (chips: readonly Chip[]): boolean => perLineOf(chips) * room.lines >= chips.length;
  const arranged = (chips: readonly Chip[]): ChipPlan => {
    const perLine = Math.max(1, perLineOf(chips));
    // As square as can be: three chips of which two fit in a line stand 2 + 1, four 2 + 2.
    return { chips, perLine: Math.max(1, Math.min(perLine, Math.ceil(chips.length / room.lines))) };
  };
  if (fits(single)) return arranged(single);
  const merged = KINDS.flatMap((kind) => mergedChip(views, texts, kind));
  if (fits(merged)) return arranged(merged);
  const capacity = Math.max(1, perLineOf(single)) * room.lines;
  const shown = single.slice(0, Math.max(0, capacity - 1));
  const rest: Chip = {
    text: shown.length ? `+${single.length - shown.length}` : String(single.length),
    kind: 'rest',
  };
  return arranged([...shown, rest]);
}

function mergedChip(views: readonly ChipView[], texts: readonly string[], kind: ChipKind): Chip[] {
  const rows = views.flatMap((view) => (view.kind === kind ? [view.row] : [])).sort((a, b) => a - b);
  if (rows.length === 0) return [];
  return [{ text: rangesOf(rows, texts), kind }];
}

/** `P0–2,5`: the first partition of a topic in full, others by their number. */
export function rangesOf(rows: readonly number[], texts: readonly string[]): string {
  const parts: string[] = [];
  let prefix = '';
  for (let at = 0; at < rows.length; ) {
    let end = at;
    while (rows[end + 1] === rows[end]! + 1 && prefixOf(texts, rows[end + 1]!) === prefixOf(texts, rows[at]!))
      end++;
    const own = prefixOf(texts, rows[at]!);
    const first = own === prefix ? (texts[rows[at]!] ?? '').slice(own.length) : (texts[rows[at]!] ?? '');
    const last = (texts[rows[end]!] ?? '').slice(own.length);
    parts.push(end === at ? first : `${first}${end === at + 1 ? ',' : '–'}${last}`);
    prefix = own;
    at = end + 1;
  }
  return parts.join(',');
}

function prefixOf(texts: readonly string[], row: number): string {
  return (texts[row] ?? '').replace(/\d+$/, '');
}
