/** A narrow stage, such as a phone's: the same from top to bottom, as tall as it must be, moved by panning. */
import type { Structure } from '../../view/structure.ts';
import type { Box } from '../geometry.ts';
import { cellsPerRow, consumersInOrder, rowsWanted } from './across.ts';
import { benchedOf, brokerBox, layBench } from './bottom-strip.ts';
import { type Column, labelWidth } from './columns.ts';
import { type GroupMetrics, GUTTER, layGroups } from './groups.ts';
import type { BrokerBox, Layout, LayoutOptions, StageSize } from './layout.ts';
import { layMatrix } from './matrix.ts';
import { layProducersAbove } from './producers.ts';
import { type RowMetrics, rowMetricsAt } from './row-metrics.ts';
import { layRows } from './rows.ts';

/** Wide enough for the lines that run down both sides. */
const MARGIN = 20;
const HEADING = 18;
const SECTION_GAP = 26;

export function layDown(structure: Structure, size: StageSize, options: LayoutOptions): Layout {
  const inner = size.width - 2 * MARGIN;
  const heading = (y: number): Box => ({ x: MARGIN, y, width: inner, height: HEADING });

  const producersHeading = heading(12);
  const producers = layProducersAbove(structure, MARGIN, inner, 12 + HEADING + 4);

  const { metrics, labelsAbove } = metricsDown(structure);
  const labels = { x: MARGIN, width: labelsAbove ? 0 : labelWidth(structure.rows, false, options) };
  const tapeX = labels.x + labels.width + (labelsAbove ? 0 : 8);
  const tapes = { x: tapeX, width: size.width - MARGIN - tapeX };
  const place = { labels, tapes, labelsAbove, gutter: GUTTER, top: producers.bottom + SECTION_GAP };
  const laid =
    metrics.level === 'matrix'
      ? layMatrix(structure, metrics, place, 600)
      : layRows(structure, metrics, place);

  const groupsHeading = heading(laid.bottom + SECTION_GAP);
  const column = { x: MARGIN, width: inner };
  const groups = layGroups(structure, column, groupsHeading.y + HEADING + 4, groupMetricsDown(structure));
  const benched = benchedOf(structure);
  const bench = layBench(structure, benched, benchRoom(benched.length, column, groups.bottom + 12));

  const brokersHeading = heading(bench.bench.y + bench.bench.height + SECTION_GAP - 6);
  const brokers = brokersDown(structure, inner, brokersHeading.y + HEADING + 4);
  const lowest = brokers.at(-1)?.box ?? brokersHeading;
  return {
    level: metrics.level,
    width: size.width,
    height: Math.max(size.height, lowest.y + lowest.height + MARGIN),
    flow: 'down',
    headings: { producers: producersHeading, topics: null, groups: groupsHeading, brokers: brokersHeading },
    producers: producers.boxes,
    topics: laid.topics,
    rows: laid.rows,
    groups: groups.groups,
    consumers: consumersInOrder(structure, groups.members, bench.benched),
    bench: bench.bench,
    benchLabel: bench.benchLabel,
    newGroupSlot: groups.slot,
    tray: bench.tray,
    brokers,
    cellWidth: metrics.cellWidth,
    cellsPerRow: cellsPerRow(metrics, tapes.width),
  };
}

function metricsDown(structure: Structure): { metrics: RowMetrics; labelsAbove: boolean } {
  const wanted = rowsWanted(structure);
  const inFull = wanted.rows <= 6;
  const level = inFull ? 'cells' : wanted.rows <= 40 ? 'compact' : wanted.rows <= 400 ? 'strips' : 'matrix';
  const pitch = inFull ? 76 + wanted.lanes * 14 : wanted.rows <= 16 ? 26 : wanted.rows <= 40 ? 19 : 8;
  return { metrics: rowMetricsAt(level, wanted, pitch), labelsAbove: inFull };
}

function groupMetricsDown(structure: Structure): GroupMetrics {
  const most = Math.max(0, ...structure.groups.map(({ members }) => members.length));
  const size = most <= 6 ? 'card' : most <= 48 ? 'line' : 'bar';
  return {
    size,
    header: 46,
    headerSize: 'card',
    member: size === 'card' ? 42 : size === 'line' ? 24 : 8,
    gap: size === 'bar' ? 3 : 6,
    padding: 10,
    groupGap: 14,
    slot: 52,
    perLine: size === 'card' ? 1 : size === 'line' ? 2 : 6,
    side: 'right',
  };
}

function benchRoom(benched: number, column: Column, y: number): Box {
  const lines = benched <= 2 ? 1 + Math.ceil(benched / 2) : Math.ceil((benched + 1) / 2);
  return { ...column, y, height: 28 + lines * 32 };
}

function brokersDown(structure: Structure, inner: number, top: number): BrokerBox[] {
  const perLine = 2;
  const gap = 8;
  const width = Math.floor((inner - gap) / perLine);
  return structure.brokers.map(({ id }, index) => {
    const box = {
      x: MARGIN + (index % perLine) * (width + gap),
      y: top + Math.floor(index / perLine) * (66 + gap),
      width,
      height: 66,
    };
    return brokerBox(id, box, 'card');
  });
}
