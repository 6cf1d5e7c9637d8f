/** Below the rows: brokers on the left, the bench with the tray for new consumers on the right. */
import type { Structure } from '../../view/structure.ts';
import type { Box } from '../geometry.ts';
import { consumerBox } from './groups.ts';
import type { BrokerBox, CardSize, ConsumerBox } from './layout.ts';
import { clamp } from './row-metrics.ts';

export interface LaidBench {
  readonly bench: Box;
  readonly benchLabel: Box;
  readonly tray: Box;
  readonly benched: Map<number, ConsumerBox>;
}

const GAP = 10;

export function layBrokers(structure: Structure, room: Box): BrokerBox[] {
  const count = structure.brokers.length;
  if (count === 0) return [];
  const each = clamp((room.width - GAP * (count - 1)) / count, 24, 220);
  const size = each >= 104 ? 'card' : each >= 56 ? 'line' : 'bar';
  return structure.brokers.map(({ id }, index) => {
    const box = {
      x: Math.round(room.x + index * (each + GAP)),
      y: room.y,
      width: Math.floor(each),
      height: room.height,
    };
    return brokerBox(id, box, size);
  });
}

export function brokerBox(id: number, box: Box, size: BrokerBox['size']): BrokerBox {
  return { key: `broker-${id}`, box, size, in: { x: box.x + box.width / 2, y: box.y, dx: 0, dy: -1 } };
}

export function benchedOf(structure: Structure): number[] {
  const members = new Set(structure.groups.flatMap((group) => group.members));
  return structure.consumers.flatMap((_, index) => (members.has(index) ? [] : [index]));
}

const LABEL = 20;
const PADDING = 8;

/** The tray first, then the consumers that no group lists. */
export function layBench(structure: Structure, benched: readonly number[], room: Box): LaidBench {
  const perLine = room.width >= 400 ? 4 : 2;
  // While there is room the tray has a line of its own, so that its words fit.
  const trayPlaces = benched.length <= perLine ? perLine : 1;
  const lines = Math.ceil((benched.length + trayPlaces) / perLine);
  const gap = 6;
  const height = clamp((room.height - LABEL - PADDING - gap * (lines - 1)) / lines, 4, 26);
  const width = (room.width - 2 * PADDING - gap * (perLine - 1)) / perLine;
  const boxAt = (place: number, places = 1): Box => ({
    x: Math.round(room.x + PADDING + (place % perLine) * (width + gap)),
    y: room.y + LABEL + Math.floor(place / perLine) * (height + gap),
    width: Math.floor(width * places + gap * (places - 1)),
    height,
  });
  const size = height >= 15 ? 'line' : 'bar';
  return {
    bench: room,
    benchLabel: { x: room.x + PADDING, y: room.y, width: room.width - 2 * PADDING, height: LABEL - 1 },
    tray: boxAt(0, trayPlaces),
    benched: new Map(
      benched.map((consumer, index) => [
        consumer,
        benchedBox(structure.consumers[consumer]!.name, boxAt(trayPlaces + index), size),
      ]),
    ),
  };
}

function benchedBox(name: string, box: Box, size: CardSize): ConsumerBox {
  return consumerBox(name, box, size, 'bench', { x: box.x, y: box.y + box.height / 2, dx: -1, dy: 0 });
}
