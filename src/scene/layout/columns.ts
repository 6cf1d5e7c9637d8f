/** Across the stage: producers, labels, tapes, groups. The tapes take at least 60 % of it from `LEAST_WIDE` on. */
import type { RowInfo } from '../../view/structure.ts';
import type { LayoutOptions } from './layout.ts';
import { clamp } from './row-metrics.ts';

export interface Column {
  readonly x: number;
  readonly width: number;
}

/** A stretch from top to bottom. */
export interface Extent {
  readonly top: number;
  readonly bottom: number;
}

export interface Columns {
  readonly margin: number;
  readonly producers: Column;
  readonly labels: Column;
  readonly tapes: Column;
  readonly groups: Column;
}

const TAPE_SHARE = 0.605;
/** Px. On less, the narrowest of the other columns leave the tapes less than their share. */
export const LEAST_WIDE = 912;
const LABEL_GAP = 10;

interface Share {
  readonly least: number;
  readonly most: number;
  /** How it takes part in what is left over. */
  readonly weight: number;
}

export function columnsAcross(width: number, labelWidth: number): Columns {
  const margin = Math.round(clamp(width * 0.014, 12, 20));
  const shares: Record<'producers' | 'lines' | 'ribbons' | 'groups', Share> = {
    producers: { least: 80, most: 190, weight: 4 },
    lines: { least: 22, most: 84, weight: 2 },
    ribbons: { least: 26, most: 90, weight: 2 },
    groups: { least: 136, most: 230, weight: 7 },
  };
  const fixed = 2 * margin + labelWidth + LABEL_GAP;
  const leastSum = Object.values(shares).reduce((sum, { least }) => sum + least, 0);
  const spare = Math.max(0, width * (1 - TAPE_SHARE) - fixed - leastSum);
  const weights = Object.values(shares).reduce((sum, { weight }) => sum + weight, 0);
  const widthOf = ({ least, most, weight }: Share): number =>
    Math.floor(Math.min(most, least + (spare * weight) / weights));
  const producers = { x: margin, width: widthOf(shares.producers) };
  const labels = { x: producers.x + producers.width + widthOf(shares.lines), width: labelWidth };
  const groupsWidth = widthOf(shares.groups);
  const groups = { x: width - margin - groupsWidth, width: groupsWidth };
  const tapeX = labels.x + labels.width + LABEL_GAP;
  const tapes = { x: tapeX, width: Math.max(120, groups.x - widthOf(shares.ribbons) - tapeX) };
  return { margin, producers, labels, tapes, groups };
}

/** As wide as the widest label, within bounds. */
export function labelWidth(rows: readonly RowInfo[], inFull: boolean, options: LayoutOptions): number {
  const seen = new Set<string>();
  let widest = 0;
  const ask = (text: string, role: 'title' | 'detail'): void => {
    if (seen.has(role + text)) return;
    seen.add(role + text);
    widest = Math.max(widest, options.measure(text, role));
  };
  for (const row of rows) {
    ask(`P${row.partition}`, 'title');
    if (inFull) ask(options.leaderText(row), 'detail');
  }
  return Math.ceil(clamp(widest + 2, inFull ? 44 : 30, 62));
}
