/** Producers in a column, spread along the rows; or wrapped into lines above them. */
import type { Structure } from '../../view/structure.ts';
import type { Box } from '../geometry.ts';
import type { Column, Extent } from './columns.ts';
import { GUTTER } from './groups.ts';
import type { CardSize, ProducerBox } from './layout.ts';
import { clamp } from './row-metrics.ts';

const CARD = { height: 84, least: 68, gap: 10 };
const LINE = { height: 26, least: 15, gap: 2 };

/** Spread along the tapes, as far as the room allows. */
export function layProducersDown(
  structure: Structure,
  column: Column,
  tapes: Extent,
  room: Extent,
): ProducerBox[] {
  const count = structure.producers.length;
  if (count === 0) return [];
  const { size, height, gap } = producerSize(count, room.bottom - room.top);
  const spare = tapes.bottom - tapes.top - (count - 1) * height;
  const between = Math.max(1, count - 1);
  const fitting = (room.bottom - room.top - count * height) / between;
  const spread = Math.max(gap, Math.min(spare / between, fitting, size === 'card' ? 90 : 14));
  const total = count * height + (count - 1) * spread;
  const middle = (tapes.top + tapes.bottom) / 2;
  const top = Math.max(room.top, Math.min(middle - total / 2, room.bottom - total));
  return structure.producers.map(({ name }, index) => {
    const y = Math.round(top + index * (height + spread));
    return producerBox(name, { x: column.x, y, width: column.width, height }, size);
  });
}

function producerSize(count: number, room: number): { size: CardSize; height: number; gap: number } {
  const each = room / count;
  if (each >= CARD.least + CARD.gap) {
    return { size: 'card', height: Math.min(CARD.height, Math.floor(each - CARD.gap)), gap: CARD.gap };
  }
  if (each >= LINE.least + LINE.gap || count <= 40) {
    const height = clamp(Math.floor(each - LINE.gap), LINE.least, LINE.height);
    return { size: 'line', height, gap: LINE.gap };
  }
  return { size: 'bar', height: Math.max(3, Math.floor(each) - 1), gap: 1 };
}

export interface Wrapped<T> {
  readonly boxes: T[];
  readonly bottom: number;
}

/** On a narrow stage: lines above the topics, two beside each other when there are many. */
export function layProducersAbove(
  structure: Structure,
  x: number,
  width: number,
  top: number,
): Wrapped<ProducerBox> {
  const count = structure.producers.length;
  const size: CardSize = count <= 40 ? 'line' : 'bar';
  const perLine = count <= 4 ? 1 : size === 'line' ? 2 : 8;
  const height = count <= 4 ? 32 : size === 'line' ? 24 : 8;
  const gap = size === 'bar' ? 3 : 6;
  const each = (width - gap * (perLine - 1)) / perLine;
  const boxes = structure.producers.map(({ name }, index) => {
    const box = {
      x: Math.round(x + (index % perLine) * (each + gap)),
      y: top + Math.floor(index / perLine) * (height + gap),
      width: Math.floor(each),
      height,
    };
    const producer = producerBox(name, box, size);
    return { ...producer, out: { x, y: box.y + height / 2, dx: -1 as const, dy: 0 as const, reach: GUTTER } };
  });
  const lines = Math.ceil(count / perLine);
  return { boxes, bottom: top + lines * (height + gap) - (lines ? gap : 0) };
}

function producerBox(key: string, box: Box, size: CardSize): ProducerBox {
  const out = { x: box.x + box.width, y: box.y + box.height / 2, dx: 1 as const, dy: 0 as const };
  return { key, box, size, out, batches: batchesBox(box, size) };
}

/** A card's bottom line; the end of a line. */
function batchesBox(box: Box, size: CardSize): Box | null {
  if (size === 'card') return { x: box.x + 12, y: box.y + box.height - 15, width: box.width - 24, height: 7 };
  if (size === 'bar') return null;
  const width = Math.floor(box.width * 0.22);
  return { x: box.x + box.width - width - 6, y: box.y + box.height / 2 - 3, width, height: 6 };
}
