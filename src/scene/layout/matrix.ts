/** Too many partitions for rows of their own: a square each, topic by topic, wrapped into the room. */
import type { Structure } from '../../view/structure.ts';
import type { RowBox, TopicBox } from './layout.ts';
import type { RowMetrics } from './row-metrics.ts';
import type { LaidRows, RowsPlace } from './rows.ts';

export function layMatrix(
  structure: Structure,
  metrics: RowMetrics,
  place: RowsPlace,
  room: number,
): LaidRows {
  const { x } = place.labels;
  const width = place.tapes.x + place.tapes.width - x;
  const size = squareSize(structure, metrics, width, room);
  const perLine = Math.max(1, Math.floor(width / size));
  const topics: TopicBox[] = [];
  const rows: RowBox[] = [];
  let y = place.top;
  for (const topic of structure.topics) {
    const top = y;
    y += metrics.heading;
    for (let partition = 0; partition < topic.partitions; partition++) {
      const line = Math.floor(partition / perLine);
      rows.push(
        squareRow(`${topic.name}-${partition}`, x + (partition % perLine) * size, y + line * size, size, [
          x,
          x + width,
        ]),
      );
    }
    y += Math.ceil(topic.partitions / perLine) * size;
    topics.push({
      key: topic.name,
      heading: { x, y: top, width, height: metrics.heading - 4 },
      box: { x, y: top, width, height: y - top },
    });
    y += metrics.topicGap;
  }
  return { topics, rows, bottom: y - metrics.topicGap };
}

/** The largest that fits. */
function squareSize(structure: Structure, metrics: RowMetrics, width: number, room: number): number {
  const heightAt = (size: number): number => {
    const perLine = Math.max(1, Math.floor(width / size));
    const lines = structure.topics.map(({ partitions }) => Math.ceil(partitions / perLine) * size);
    return lines.reduce((sum, each) => sum + each + metrics.heading + metrics.topicGap, 0);
  };
  let size = LARGEST;
  while (size > SMALLEST && heightAt(size) > room) size--;
  return size;
}

const LARGEST = 32;
const SMALLEST = 5;

/** Lines end at the matrix's sides, level with the square: through it they would hide what it shows. */
function squareRow(
  key: string,
  x: number,
  y: number,
  size: number,
  sides: readonly [number, number],
): RowBox {
  const side = size - Math.max(1, Math.round(size / 10));
  const box = { x, y, width: side, height: side };
  const middle = y + side / 2;
  return {
    key,
    box,
    label: null,
    labelForm: 'name',
    tape: box,
    captions: null,
    lanes: [],
    in: { x: sides[0] - 4, y: middle, dx: -1, dy: 0 },
    out: { x: sides[1] + 4, y: middle, dx: 1, dy: 0 },
  };
}
