/** Groups with their members, and below them the slot for a new group. */
import type { GroupCard, Structure } from '../../view/structure.ts';
import type { Anchor, Box } from '../geometry.ts';
import type { Column, Extent } from './columns.ts';
import type { CardSize, ConsumerBox, GroupBox } from './layout.ts';
import { clamp } from './row-metrics.ts';

export interface GroupMetrics {
  readonly size: CardSize;
  readonly header: number;
  readonly headerSize: CardSize;
  readonly member: number;
  readonly gap: number;
  readonly padding: number;
  readonly groupGap: number;
  readonly slot: number;
  /** Members beside each other. */
  readonly perLine: number;
  /** The side at which ribbons come in. */
  readonly side: 'left' | 'right';
}

/** How far lines swing out at the side of a narrow stage. */
export const GUTTER = 15;

const roomy: GroupMetrics = {
  size: 'card',
  header: 52,
  headerSize: 'card',
  member: 48,
  gap: 8,
  padding: 9,
  groupGap: 22,
  slot: 64,
  perLine: 1,
  side: 'left',
};
/** From generous to tight; the first that fits is taken. */
const LADDER: readonly GroupMetrics[] = [
  roomy,
  { ...roomy, header: 50, member: 44, gap: 6, padding: 8, groupGap: 16, slot: 56 },
  { ...roomy, header: 46, member: 40, gap: 5, padding: 6, groupGap: 12, slot: 48 },
  { ...roomy, size: 'line', header: 46, member: 24, gap: 3, padding: 6, groupGap: 12, slot: 44 },
  { ...roomy, size: 'line', header: 42, member: 19, gap: 2, padding: 5, groupGap: 10, slot: 42 },
  {
    ...roomy,
    size: 'line',
    header: 24,
    headerSize: 'line',
    member: 17,
    gap: 2,
    padding: 5,
    groupGap: 8,
    slot: 42,
  },
  {
    ...roomy,
    size: 'line',
    header: 24,
    headerSize: 'line',
    member: 15,
    gap: 1,
    padding: 4,
    groupGap: 6,
    slot: 40,
  },
];
const bars: GroupMetrics = {
  size: 'bar',
  header: 24,
  headerSize: 'bar',
  member: 7,
  gap: 2,
  padding: 5,
  groupGap: 8,
  slot: 40,
  perLine: 1,
  side: 'left',
};
/** For their members' names groups may be so much taller than the stage; beyond, members become bars. */
const FOR_NAMES = 1.12;

export interface LaidGroups {
  readonly groups: GroupBox[];
  /** By consumer index; holes where a consumer is in no group. */
  readonly members: Map<number, ConsumerBox>;
  readonly slot: Box;
  readonly bottom: number;
}

/** Beside the tapes, so that members are level with what they read, as far as the room allows. */
export function layGroupsDown(structure: Structure, column: Column, tapes: Extent, room: Extent): LaidGroups {
  const metrics = metricsFor(structure.groups, room.bottom - room.top);
  const total = heightOf(structure.groups, metrics);
  const trial = [...layGroups(structure, column, 0, metrics).members.values()].map(({ box }) => box);
  const first = Math.min(total, ...trial.map(({ y }) => y));
  const last = Math.max(0, ...trial.map(({ y, height }) => y + height));
  const middle = trial.length ? (first + last) / 2 : total / 2;
  const wanted = (tapes.top + tapes.bottom) / 2 - middle;
  const top = Math.max(room.top, Math.min(wanted, room.bottom - total));
  return layGroups(structure, column, top, metrics);
}

export function layGroups(
  structure: Structure,
  column: Column,
  top: number,
  metrics: GroupMetrics,
): LaidGroups {
  const groups: GroupBox[] = [];
  const members = new Map<number, ConsumerBox>();
  let y = Math.round(top);
  structure.groups.forEach((group, index) => {
    const height = groupHeight(group, metrics);
    groups.push(groupBox(group, { x: column.x, y, width: column.width, height }, metrics));
    group.members.forEach((consumer, place) => {
      const name = structure.consumers[consumer]?.name;
      if (name === undefined) return;
      const box = memberBox(column, y + metrics.header, place, metrics);
      members.set(consumer, consumerBox(name, box, metrics.size, index, entrance(column, box, metrics)));
    });
    y += height + metrics.groupGap;
  });
  const slot = { x: column.x, y, width: column.width, height: metrics.slot };
  return { groups, members, slot, bottom: y + metrics.slot };
}

function metricsFor(groups: readonly GroupCard[], room: number): GroupMetrics {
  const fitting = LADDER.find((metrics) => heightOf(groups, metrics) <= room);
  if (fitting) return fitting;
  const named = LADDER.at(-1)!;
  return heightOf(groups, named) <= room * FOR_NAMES ? named : barsFor(groups, room);
}

/** Bars, in as many columns as it takes. */
function barsFor(groups: readonly GroupCard[], room: number): GroupMetrics {
  for (let perLine = 1; perLine < 8; perLine++) {
    const metrics = { ...bars, perLine };
    if (heightOf(groups, metrics) <= room) return metrics;
  }
  return { ...bars, perLine: 8, member: 4, gap: 1, groupGap: 4 };
}

function heightOf(groups: readonly GroupCard[], metrics: GroupMetrics): number {
  const heights = groups.reduce((sum, group) => sum + groupHeight(group, metrics) + metrics.groupGap, 0);
  return heights + metrics.slot;
}

function groupHeight(
  { members }: GroupCard,
  { header, member, gap, padding, perLine }: GroupMetrics,
): number {
  const lines = Math.max(1, Math.ceil(members.length / perLine));
  return header + lines * (member + gap) - gap + padding;
}

function groupBox(
  { id }: GroupCard,
  box: Box,
  { header, headerSize, padding, side }: GroupMetrics,
): GroupBox {
  const y = box.y + header / 2;
  return {
    key: id,
    box,
    header: { x: box.x + padding, y: box.y, width: box.width - 2 * padding, height: header },
    headerSize,
    in:
      side === 'left'
        ? { x: box.x, y, dx: -1, dy: 0 }
        : { x: box.x + box.width, y, dx: 1, dy: 0, reach: GUTTER },
  };
}

function memberBox(column: Column, top: number, place: number, metrics: GroupMetrics): Box {
  const { member, gap, padding, perLine } = metrics;
  const inner = column.width - 2 * padding;
  const width = (inner - gap * (perLine - 1)) / perLine;
  return {
    x: column.x + padding + (place % perLine) * (width + gap),
    y: top + Math.floor(place / perLine) * (member + gap),
    width,
    height: member,
  };
}

/** Where members lie beside each other, ribbons end at the group's edge. */
function entrance(column: Column, box: Box, { perLine, side }: GroupMetrics): Anchor {
  const y = box.y + box.height / 2;
  if (side === 'right') return { x: column.x + column.width, y, dx: 1, dy: 0, reach: GUTTER };
  return { x: perLine > 1 ? column.x : box.x, y, dx: -1, dy: 0 };
}

export function consumerBox(
  key: string,
  box: Box,
  size: CardSize,
  place: number | 'bench',
  entry: Anchor,
): ConsumerBox {
  return { key, box, size, place, in: entry, ring: place === 'bench' ? null : ringBox(box, size) };
}

function ringBox(box: Box, size: CardSize): Box | null {
  if (size === 'bar') return null;
  const narrow = box.width < 130;
  const side = size === 'card' ? (narrow ? 16 : 20) : clamp(box.height - 6, 9, 12);
  const inset = size === 'card' ? (narrow ? 7 : 9) : 5;
  return { x: box.x + inset, y: box.y + (box.height - side) / 2, width: side, height: side };
}
