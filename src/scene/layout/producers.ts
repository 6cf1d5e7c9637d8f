/** Producers in a column, spread along the rows; or wrapped into lines above them. */
import type { Structure } from '../../view/structure.ts';
import type { Box } from '../geometry.ts';
import type { Column } from './columns.ts';
import type { CardSize, ProducerBox } from './layout.ts';
import { clamp } from './row-metrics.ts';

const CARD = { height: 84, least: 68, gap: 10 };
const LINE = { height: 26, least: 15, gap: 2 };

export interface Extent {
  readonly top: number;
  readonly bottom: number;
}

/** `beside`: where the rows are; `room`: where producers may be. */
export function layProducersDown(
  structure: Structure,
  column: Column,
  beside: Extent,
  room: Extent,
): ProducerBox[] {
  const count = structure.producers.length;
  if (count === 0) return [];
  const { size, height, gap } = producerSize(count, room.bottom - room.top);
  const spread = clamp((beside.bottom - beside.top - count * height) / count, gap, size === 'card' ? 72 : 14);
  const total = count * height + (count - 1) * spread;
  const middle = (beside.top + beside.bottom) / 2;
  const top = Math.max(room.top, Math.min(middle - total / 2, room.bottom - total));
  return structure.producers.map(({ name }, index) => {
    const y = Math.round(top + index * (height + spread));
    return producerBox(name, { x: column.x, y, width: column.width, height }, size, 'right');
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

/** On a narrow stage: as many beside each other as have room. */
export function layProducersAbove(
  structure: Structure,
  x: number,
  width: number,
  top: number,
): Wrapped<ProducerBox> {
  const count = structure.producers.length;
  const size: CardSize = count <= 4 ? 'card' : count <= 40 ? 'line' : 'bar';
  const perLine = size === 'card' ? Math.min(2, count) : size === 'line' ? 3 : 8;
  const height = size === 'card' ? 68 : size === 'line' ? 24 : 8;
  const gap = size === 'bar' ? 3 : 8;
  const each = (width - gap * (perLine - 1)) / Math.max(1, perLine);
  const boxes = structure.producers.map(({ name }, index) => {
    const box = {
      x: Math.round(x + (index % perLine) * (each + gap)),
      y: top + Math.floor(index / perLine) * (height + gap),
      width: Math.floor(each),
      height,
    };
    return producerBox(name, box, size, 'down');
  });
  const lines = Math.ceil(count / Math.max(1, perLine));
  return { boxes, bottom: top + lines * (height + gap) - (lines ? gap : 0) };
}

function producerBox(key: string, box: Box, size: CardSize, leaves: 'right' | 'down'): ProducerBox {
  const out =
    leaves === 'right'
      ? { x: box.x + box.width, y: box.y + box.height / 2, dx: 1 as const, dy: 0 as const }
      : { x: box.x + box.width / 2, y: box.y + box.height, dx: 0 as const, dy: 1 as const };
  return { key, box, size, out, batches: batchesBox(box, size) };
}

/** A card's bottom line; the last third of a line. */
function batchesBox(box: Box, size: CardSize): Box | null {
  if (size === 'card') return { x: box.x + 12, y: box.y + box.height - 15, width: box.width - 24, height: 7 };
  if (size === 'bar') return null;
  const width = Math.floor(box.width * 0.22);
  return { x: box.x + box.width - width - 6, y: box.y + box.height / 2 - 3, width, height: 6 };
}
