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
  /** Around a chip's text, its border included. */
  readonly padding: number;
  readonly least: number;
}

export interface ChipPlan {
  readonly chips: readonly Chip[];
  readonly perLine: number;
  readonly width: number;
  /** Some partitions are only counted. */
  readonly cut: boolean;
}

export const NO_CHIPS: ChipPlan = { chips: [], perLine: 1, width: 0, cut: false };

const GAP = 3;
const KINDS: readonly ChipKind[] = ['owned', 'gained', 'revoking', 'let-go'];

export function planChips(
  views: readonly ChipView[],
  texts: readonly string[],
  room: ChipRoom,
  measure: Measure,
): ChipPlan {
  if (views.length === 0 || room.lines === 0) return NO_CHIPS;
  const single = views.map(({ row, kind }): Chip => ({ text: texts[row] ?? '', kind }));
  const merged = KINDS.flatMap((kind) => mergedChip(views, texts, kind));
  const arranged = (chips: readonly Chip[], cut = false): ChipPlan => arrange(chips, room, measure, cut);
  for (const plan of [arranged(single), arranged(merged)]) if (plan.width <= room.width) return plan;
  for (let shown = single.length - 1; shown > 0; shown--) {
    const rest: Chip = { text: `+${single.length - shown}`, kind: 'rest' };
    const plan = arranged([...single.slice(0, shown), rest], true);
    if (plan.width <= room.width) return plan;
  }
  return arranged([{ text: `P×${single.length}`, kind: 'owned' }], true);
}

/** As square as can be: three chips in two lines stand 2 + 1, four 2 + 2; columns are as wide as their widest. */
function arrange(
  chips: readonly Chip[],
  { lines, padding, least }: ChipRoom,
  measure: Measure,
  cut: boolean,
): ChipPlan {
  const perLine = Math.ceil(chips.length / lines);
  const widths = chips.map(({ text }) =>
    Math.max(least, Math.ceil(chipTextWidth(text, measure) * 1.04) + padding),
  );
  const columns = Array.from({ length: perLine }, (_, column) =>
    Math.max(...widths.filter((_, index) => index % perLine === column)),
  );
  return { chips, perLine, width: columns.reduce((sum, each) => sum + each + GAP, -GAP), cut };
}

/** Chips' digits are all as wide as a zero. */
export function chipTextWidth(text: string, measure: Measure): number {
  return measure(text.replace(/\d/g, '0'), 'small');
}

function mergedChip(views: readonly ChipView[], texts: readonly string[], kind: ChipKind): Chip[] {
  const rows = views.flatMap((view) => (view.kind === kind ? [view.row] : [])).sort((a, b) => a - b);
  return rows.length === 0 ? [] : [{ text: rangesOf(rows, texts), kind }];
}

/** `P0–2,5`: the first partition of a topic in full, others by their number. */
export function rangesOf(rows: readonly number[], texts: readonly string[]): string {
  const parts: string[] = [];
  let topic = '';
  for (let at = 0; at < rows.length; ) {
    const own = topicOf(texts, rows[at]!);
    let end = at;
    while (rows[end + 1] === rows[end]! + 1 && topicOf(texts, rows[end + 1]!) === own) end++;
    const first = texts[rows[at]!] ?? '';
    const last = (texts[rows[end]!] ?? '').slice(own.length);
    const from = own === topic ? first.slice(own.length) : first;
    parts.push(end === at ? from : `${from}${end === at + 1 ? ',' : '–'}${last}`);
    topic = own;
    at = end + 1;
  }
  return parts.join(',');
}

function topicOf(texts: readonly string[], row: number): string {
  return (texts[row] ?? '').replace(/\d+$/, '');
}
