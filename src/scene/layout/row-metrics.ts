/** How tall rows and their parts are, from the room there is: this decides the level of detail. */
import type { LabelForm, Level } from './layout.ts';

export interface RowMetrics {
  readonly level: Level;
  /** From one row to the next. */
  readonly pitch: number;
  /** Height of the texts above a tape; 0: none. */
  readonly captions: number;
  readonly tape: number;
  readonly laneHeight: number;
  readonly laneTexts: boolean;
  readonly labelHeight: number;
  readonly labelForm: LabelForm;
  /** Only every so many rows have a label. */
  readonly labelEvery: number;
  readonly heading: number;
  readonly topicGap: number;
  readonly cellWidth: number;
}

export interface RowsWanted {
  readonly rows: number;
  readonly topics: number;
  /** The most groups that read one topic. */
  readonly lanes: number;
}

const MATRIX_FROM = 401;
/** So few rows are always shown in full, even if the world must be taller than the stage. */
const ALWAYS_IN_FULL = 8;
const LEAST_LABEL = 13;

export function rowMetrics(wanted: RowsWanted, room: number): RowMetrics {
  if (wanted.rows >= MATRIX_FROM) return matrixMetrics();
  const full = pitchFor(wanted, room, headings.cells);
  if (wanted.rows <= ALWAYS_IN_FULL || full >= leastInFull(wanted)) return cellsMetrics(wanted, full);
  const compact = pitchFor(wanted, room, headings.compact);
  if (compact >= 16) return compactMetrics(wanted, compact);
  return stripsMetrics(pitchFor(wanted, room, headings.strips));
}

/** Of one level, whatever the room: for a stage that is scrolled anyway. */
export function rowMetricsAt(level: Level, wanted: RowsWanted, pitch: number): RowMetrics {
  if (level === 'cells') return cellsMetrics(wanted, pitch);
  if (level === 'compact') return compactMetrics(wanted, pitch);
  return level === 'strips' ? stripsMetrics(pitch) : matrixMetrics();
}

const headings = {
  cells: { heading: 34, topicGap: 22 },
  compact: { heading: 26, topicGap: 10 },
  strips: { heading: 22, topicGap: 8 },
} as const;

function pitchFor(
  wanted: RowsWanted,
  room: number,
  { heading, topicGap }: { heading: number; topicGap: number },
): number {
  const taken = wanted.topics * heading + (wanted.topics - 1) * topicGap;
  return (room - taken) / Math.max(1, wanted.rows);
}

const leastInFull = ({ lanes }: RowsWanted): number => Math.max(58, 46 + lanes * 13);

function cellsMetrics(wanted: RowsWanted, available: number): RowMetrics {
  const pitch = clamp(available, leastInFull(wanted), 172);
  const laneHeight = pitch > 110 ? 16 : 13;
  const tallest = wanted.rows <= 2 ? 44 : 36;
  const tape = Math.round(clamp((pitch - 40 - wanted.lanes * laneHeight) * 0.5, 22, tallest));
  return {
    level: 'cells',
    pitch,
    captions: 15,
    tape,
    laneHeight,
    laneTexts: true,
    labelHeight: 54,
    labelForm: 'full',
    labelEvery: 1,
    ...headings.cells,
    cellWidth: Math.round(clamp(tape * 0.28, 8, 12)),
  };
}

function compactMetrics({ lanes }: RowsWanted, available: number): RowMetrics {
  const pitch = clamp(available, 16, 60);
  const roomy = pitch - lanes * 12 - 6;
  const laneTexts = roomy >= 14;
  const tape = Math.round(
    laneTexts ? clamp(roomy, 14, 24) : clamp(pitch - Math.max(5, lanes * 3) - 3, 8, 24),
  );
  const laneHeight = laneTexts ? 12 : Math.max(1.5, Math.min(6, (pitch - tape - 3) / Math.max(1, lanes)));
  return {
    level: 'compact',
    pitch,
    captions: 0,
    tape,
    laneHeight,
    laneTexts,
    labelHeight: Math.min(18, pitch - 1),
    labelForm: 'name',
    labelEvery: 1,
    ...headings.compact,
    cellWidth: Math.round(clamp(tape * 0.4, 5, 8)),
  };
}

function stripsMetrics(available: number): RowMetrics {
  const pitch = clamp(available, 6, 16);
  return {
    level: 'strips',
    pitch,
    captions: 0,
    tape: Math.max(4, Math.round(pitch) - 2),
    laneHeight: 0,
    laneTexts: false,
    labelHeight: LEAST_LABEL,
    labelForm: 'name',
    labelEvery: Math.ceil(LEAST_LABEL / pitch),
    ...headings.strips,
    cellWidth: 3,
  };
}

function matrixMetrics(): RowMetrics {
  return { ...stripsMetrics(6), level: 'matrix', heading: 24, topicGap: 12, cellWidth: 1 };
}

export function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}
