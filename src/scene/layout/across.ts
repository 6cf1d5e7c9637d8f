/** A wide stage: producers, topics and groups from left to right, brokers and the bench below. */
import type { Structure } from '../../view/structure.ts';
import type { Box } from '../geometry.ts';
import { benchedOf, layBench, layBrokers } from './bottom-strip.ts';
import { type Columns, columnsAcross, labelWidth } from './columns.ts';
import { layGroupsDown } from './groups.ts';
import type { ConsumerBox, Layout, LayoutOptions, StageSize } from './layout.ts';
import { layMatrix } from './matrix.ts';
import { type Extent, layProducersDown } from './producers.ts';
import { clamp, type RowMetrics, rowMetrics } from './row-metrics.ts';
import { groupsReading, heightOfRows, type LaidRows, layRows } from './rows.ts';

const TOP = 14;
const HEADING = 18;
const STRIP = 104;
/** Between the strip's upper edge and its cards. */
const STRIP_PADDING = 16;

export function layAcross(structure: Structure, size: StageSize, options: LayoutOptions): Layout {
  const top = TOP + HEADING + 8;
  const room: Extent = { top, bottom: Math.max(top + 220, size.height - STRIP - 10) };
  const metrics = rowMetrics(rowsWanted(structure), room.bottom - room.top);
  const columns = columnsAcross(size.width, labelWidth(structure.rows, metrics.labelInFull, options));
  const laid = layBlock(structure, metrics, columns, room);
  const beside: Extent = {
    top: laid.rows[0]?.box.y ?? room.top,
    bottom: Math.max(laid.bottom, room.top + 100),
  };
  const producers = layProducersDown(structure, columns.producers, beside, room);
  const groups = layGroupsDown(
    structure,
    columns.groups,
    { top: laid.topics[0]?.box.y ?? room.top, bottom: beside.bottom },
    room,
  );
  const lowest = Math.max(
    room.bottom,
    laid.bottom,
    groups.bottom,
    ...producers.map(({ box }) => box.y + box.height),
  );
  const strip = stripBoxes(columns, lowest + 10);
  const bench = layBench(structure, benchedOf(structure), strip.bench);
  const tapeEnd = columns.tapes.x + columns.tapes.width;
  return {
    level: metrics.level,
    width: size.width,
    height: lowest + 10 + STRIP,
    flow: 'across',
    headings: {
      producers: { x: columns.producers.x, y: TOP, width: columns.producers.width, height: HEADING },
      topics: { x: columns.labels.x, y: TOP, width: tapeEnd - columns.labels.x, height: HEADING },
      groups: { x: columns.groups.x, y: TOP, width: columns.groups.width, height: HEADING },
      brokers: strip.heading,
    },
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
  return layRows(structure, metrics, { ...place, top: Math.round(room.top + clamp(spare * 0.36, 0, 400)) });
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
