/** In a producer's card: its open batches, one bar for each partition, filling until they are full or linger is over. */
import type { Box } from '../geometry.ts';
import { type Brush, inView, inWorld } from './brush.ts';
import type { Scene } from './state.ts';

const GAP = 4;
const LEAST_BAR = 7;

export function paintBatches(brush: Brush, scene: Scene): void {
  inWorld(brush);
  const { producers, rows, fill, queued } = scene.frame.batches;
  const slots = scene.layout.producers.map(({ batches }, producer) =>
    batches && inView(brush, batches) ? slotsOf(scene, producer, batches) : null,
  );
  paintTracks(brush, slots);
  const { ctx, palette } = brush;
  ctx.fillStyle = palette.ink2;
  for (let at = 0; at < producers.length; at++) {
    const slot = slots[producers[at]!];
    if (!slot) continue;
    const box = slot.boxOf(rows[at]!);
    if (!box) continue;
    const width = box.width * Math.max(0, Math.min(1, fill[at]!));
    if (width >= 0.5) pill(ctx, box.x, box.y, Math.max(box.height, width), box.height);
    waiting(ctx, box, queued[at]!);
  }
}

interface Slots {
  readonly boxes: readonly Box[];
  /** The bar of a row's batch; undefined: there are more partitions than bars. */
  boxOf(row: number): Box | undefined;
}

function slotsOf({ structure, frame }: Scene, producer: number, { x, y, width, height }: Box): Slots {
  const topic = structure.topics.find(({ name }) => name === structure.producers[producer]?.topic);
  const most = Math.max(1, Math.floor((width + GAP) / (LEAST_BAR + GAP)));
  const partitions = topic?.partitions ?? 1;
  const bars = Math.min(partitions, most);
  const each = (width - GAP * (bars - 1)) / bars;
  const boxes = Array.from({ length: bars }, (_, index) => ({
    x: x + index * (each + GAP),
    y,
    width: each,
    height,
  }));
  if (partitions <= most) return { boxes, boxOf: (row) => boxes[row - (topic?.firstRow ?? 0)] };
  const open = openRows(frame, producer);
  return { boxes, boxOf: (row) => boxes[open.indexOf(row)] };
}

function openRows({ batches }: Scene['frame'], producer: number): number[] {
  const rows: number[] = [];
  for (let at = 0; at < batches.producers.length; at++) {
    if (batches.producers[at] === producer) rows.push(batches.rows[at]!);
  }
  return rows;
}

function paintTracks({ ctx, palette }: Brush, slots: readonly (Slots | null)[]): void {
  ctx.fillStyle = palette.hairline;
  ctx.beginPath();
  for (const each of slots) {
    for (const box of each?.boxes ?? []) ctx.roundRect(box.x, box.y, box.width, box.height, box.height / 2);
  }
  ctx.fill();
}

function pill(
  ctx: OffscreenCanvasRenderingContext2D,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  ctx.beginPath();
  ctx.roundRect(x, y, width, height, height / 2);
  ctx.fill();
}

/** A tick over the bar for each batch that waits or is under way. */
function waiting(ctx: OffscreenCanvasRenderingContext2D, { x, y, width }: Box, count: number): void {
  for (let at = 0; at < Math.min(count, 5, width / 4); at++) ctx.fillRect(x + at * 4, y - 3.5, 2.5, 1.5);
}
