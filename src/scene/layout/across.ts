/** A wide stage: producers, topics and groups from left to right, brokers and the bench below. */
import type { Structure } from '../../view/structure.ts';
import { type Box, bottom } from '../geometry.ts';
import { benchedOf, layBench, layBrokers } from './bottom-strip.ts';
import { type Columns, columnsAcross, type Extent, LEAST_WIDE, labelWidth } from './columns.ts';
import { layGroupsDown } from './groups.ts';
import type { ConsumerBox, Layout, LayoutOptions, StageSize } from './layout.ts';
import { layMatrix } from './matrix.ts';
import { layProducersDown } from './producers.ts';
import { clamp, type RowMetrics, rowMetrics } from './row-metrics.ts';
import { groupsReading, heightOfRows, type LaidRows, layRows } from './rows.ts';

const TOP = 14;
const HEADING = 18;
const CONTENT_TOP = TOP + HEADING + 8;
const STRIP = 104;
/** Between the strip's upper edge and its cards. */
const STRIP_PADDING = 16;

export function layAcross(structure: Structure, stage: StageSize, options: LayoutOptions): Layout {
  const size = divided(stage, narrowness(stage));
  const plain = layAtSize(structure, size, options);
  const scale = plain.height > size.height + 1 ? reduction(plain, size) : enlargement(plain, size);
  return scale === 1 ? plain : layAtSize(structure, divided(size, scale), options);
}

/** A stage between two open panels is laid out for a wider one, and the camera fits it: the tapes keep their share. */
function narrowness({ width }: StageSize): number {
  return clamp(width / LEAST_WIDE, LEAST_REDUCED, 1);
}

/** What is a little too tall is laid out for a larger stage of the same shape, and the camera fits it. */
function reduction({ height }: Layout, size: StageSize): number {
  const scale = size.height / height;
  return scale >= LEAST_REDUCED ? scale : 1;
}

/** Little content is laid out for a smaller stage, and the camera fits it: all is larger, and no room is dead. */
function enlargement({ level, rows, groups, producers, newGroupSlot }: Layout, size: StageSize): number {
  if (level !== 'cells') return 1;
  const boxes = [...rows, ...groups, ...producers].map(({ box }) => box).concat(newGroupSlot);
  const used = Math.max(...boxes.map(bottom)) - Math.min(...boxes.map(({ y }) => y));
  const room = size.height - STRIP - CONTENT_TOP;
  const most = Math.min(MOST_ENLARGED, size.width / LEAST_WIDTH);
  return Math.max(1, Math.floor(Math.min(most, room / (used * 1.2)) * 20) / 20);
}

const MOST_ENLARGED = 1.35;
/** Smaller than this nothing could be read. */
const LEAST_REDUCED = 0.78;
/** A stage is not laid out for less than this to enlarge it: columns would become tight. */
const LEAST_WIDTH = 1150;

function divided({ width, height }: StageSize, by: number): StageSize {
  return { width: Math.round(width / by), height: Math.round(height / by) };
}

function layAtSize(structure: Structure, size: StageSize, options: LayoutOptions): Layout {
  const room: Extent = { top: CONTENT_TOP, bottom: Math.max(CONTENT_TOP + 220, size.height - STRIP - 10) };
  const metrics = rowMetrics(rowsWanted(structure), room.bottom - room.top);
  const columns = columnsAcross(
    size.width,
    labelWidth(structure.rows, metrics.labelForm === 'full', options),
  );
  const laid = layBlock(structure, metrics, columns, room);
  const tapes = extentOf(
    laid.rows.map(({ tape }) => tape),
    room,
  );
  const producers = layProducersDown(structure, columns.producers, tapes, room);
  const groups = layGroupsDown(structure, columns.groups, tapes, room);
  const lowest = Math.max(
    room.bottom,
    laid.bottom,
    groups.bottom,
    ...producers.map(({ box }) => bottom(box)),
  );
  const strip = stripBoxes(columns, lowest + 10);
  const bench = layBench(structure, benchedOf(structure), strip.bench);
  return {
    level: metrics.level,
    width: size.width,
    height: lowest + 10 + STRIP,
    flow: 'across',
    headings: { ...headingsOf(columns), brokers: strip.heading },
    producers,
    topics: laid.topics,
    rows: laid.rows,
    groups: groups.groups,
    consumers: consumersInOrder(structure, groups.members, bench.benched),
    bench: bench.bench,
    benchLabel: bench.benchLabel,
    newGroupSlot: groups.slot,
    tray: bench.tray,
    brokers: layBrokers(structure, strip.brokers),
    cellWidth: metrics.cellWidth,
    cellsPerRow: cellsPerRow(metrics, columns.tapes.width),
  };
}

function extentOf(boxes: readonly Box[], otherwise: Extent): Extent {
  if (!boxes.length) return otherwise;
  return { top: Math.min(...boxes.map(({ y }) => y)), bottom: Math.max(...boxes.map(bottom)) };
}

function headingsOf({ producers, labels, tapes, groups }: Columns) {
  const at = { y: TOP, height: HEADING };
  return {
    producers: { ...at, x: producers.x, width: producers.width },
    topics: { ...at, x: labels.x, width: tapes.x + tapes.width - labels.x },
    groups: { ...at, x: groups.x, width: groups.width },
  };
}

export function rowsWanted(structure: Structure): { rows: number; topics: number; lanes: number } {
  const lanes = structure.topics.map((_, index) => groupsReading(structure, index).length);
  return { rows: structure.rows.length, topics: structure.topics.length, lanes: Math.max(0, ...lanes) };
}

export function cellsPerRow({ level, cellWidth }: RowMetrics, tapeWidth: number): number {
  return level === 'matrix' ? 1 : Math.ceil(tapeWidth / cellWidth) + 2;
}

/** In the order of the structure's consumers. */
export function consumersInOrder(
  structure: Structure,
  members: ReadonlyMap<number, ConsumerBox>,
  benched: ReadonlyMap<number, ConsumerBox>,
): ConsumerBox[] {
  return structure.consumers.map((_, index) => (members.get(index) ?? benched.get(index))!);
}

/** A few rows float a little above the middle; many begin at the top. */
function layBlock(structure: Structure, metrics: RowMetrics, columns: Columns, room: Extent): LaidRows {
  const place = { labels: columns.labels, tapes: columns.tapes, labelsAbove: false };
  const height = room.bottom - room.top;
  if (metrics.level === 'matrix') return layMatrix(structure, metrics, { ...place, top: room.top }, height);
  const spare = height - heightOfRows(structure, metrics);
  return layRows(structure, metrics, { ...place, top: Math.round(room.top + clamp(spare * 0.4, 0, 400)) });
}

function stripBoxes(columns: Columns, top: number): { heading: Box; brokers: Box; bench: Box } {
  const { producers, labels, tapes, groups } = columns;
  const height = STRIP - STRIP_PADDING - 14;
  const benchWidth = Math.max(groups.width, 216);
  const bench = {
    x: groups.x + groups.width - benchWidth,
    y: top + STRIP_PADDING,
    width: benchWidth,
    height,
  };
  const right = Math.min(tapes.x + tapes.width, bench.x - 16);
  return {
    heading: { x: producers.x, y: top + STRIP_PADDING, width: producers.width, height },
    brokers: { x: labels.x, y: top + STRIP_PADDING, width: right - labels.x, height },
    bench,
  };
}
