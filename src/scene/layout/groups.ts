/** Groups with their members, and below them the slot for a new group. */
import type { GroupCard, Structure } from '../../view/structure.ts';
import type { Box } from '../geometry.ts';
import type { Column } from './columns.ts';
import type { CardSize, ConsumerBox, GroupBox } from './layout.ts';
import type { Extent } from './producers.ts';
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
}

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
};
/** From generous to tight; the first that fits is taken. */
const LADDER: readonly GroupMetrics[] = [
  roomy,
  { ...roomy, header: 50, member: 44, gap: 6, padding: 8, groupGap: 16, slot: 56 },
  { ...roomy, header: 46, member: 40, gap: 5, padding: 6, groupGap: 12, slot: 48 },
  { ...roomy, size: 'line', header: 46, member: 24, gap: 3, padding: 6, groupGap: 12, slot: 44 },
  { ...roomy, size: 'line', header: 42, member: 19, gap: 2, padding: 5, groupGap: 10, slot: 40 },
  {
    ...roomy,
    size: 'line',
    header: 24,
    headerSize: 'line',
    member: 17,
    gap: 2,
    padding: 5,
    groupGap: 8,
    slot: 36,
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
    slot: 32,
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
  slot: 34,
  perLine: 1,
};
/** Up to so many members keep their names, even if the world must be taller than the stage. */
const NAMED = 48;

export interface LaidGroups {
  readonly groups: GroupBox[];
  /** By consumer index; holes where a consumer is in no group. */
  readonly members: Map<number, ConsumerBox>;
  readonly slot: Box;
  readonly bottom: number;
}

export function layGroupsDown(
  structure: Structure,
  column: Column,
  beside: Extent,
  room: Extent,
): LaidGroups {
  const metrics = metricsFor(structure.groups, room.bottom - room.top);
  const total = heightOf(structure.groups, metrics);
  const middle = (beside.top + beside.bottom) / 2;
  const top = Math.max(room.top, Math.min(middle - total / 2, room.bottom - total));
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
      members.set(consumer, consumerBox(name, box, metrics.size, index));
    });
    y += height + metrics.groupGap;
  });
  const slot = { x: column.x, y, width: column.width, height: metrics.slot };
  return { groups, members, slot, bottom: y + metrics.slot };
}

function metricsFor(groups: readonly GroupCard[], room: number): GroupMetrics {
  const fitting = LADDER.find((metrics) => heightOf(groups, metrics) <= room);
  if (fitting) return fitting;
  const count = groups.reduce((sum, { members }) => sum + members.length, 0);
  return count <= NAMED ? LADDER.at(-1)! : barsFor(groups, room);
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

function groupBox({ id }: GroupCard, box: Box, { header, headerSize, padding }: GroupMetrics): GroupBox {
  return {
    key: id,
    box,
    header: { x: box.x + padding, y: box.y, width: box.width - 2 * padding, height: header },
    headerSize,
    in: { x: box.x, y: box.y + header / 2, dx: -1, dy: 0 },
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

export function consumerBox(key: string, box: Box, size: CardSize, place: number | 'bench'): ConsumerBox {
  return {
    key,
    box,
    size,
    place,
    in: { x: box.x, y: box.y + box.height / 2, dx: -1, dy: 0 },
    ring: place === 'bench' ? null : ringBox(box, size),
  };
}

function ringBox(box: Box, size: CardSize): Box | null {
  if (size === 'bar') return null;
  const side = size === 'card' ? 20 : clamp(box.height - 6, 9, 12);
  const inset = size === 'card' ? 9 : 5;
  return { x: box.x + inset, y: box.y + (box.height - side) / 2, width: side, height: side };
}
