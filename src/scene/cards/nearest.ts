/** Where an arrow key leads: the nearest box in its direction, those straight ahead first. */
import { type Box, centre } from '../geometry.ts';

const DIRECTIONS: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

/** Sideways counts more: what is straight ahead wins over what is near but aside. */
const SIDEWAYS = 2.5;

/** Index into `boxes`; -1: none lies there; undefined: not an arrow key. */
export function nearestInDirection(key: string, from: Box, boxes: readonly Box[]): number | undefined {
  const direction = DIRECTIONS[key];
  if (!direction) return undefined;
  const [dx, dy] = direction;
  const start = centre(from);
  let best = -1;
  let least = Number.POSITIVE_INFINITY;
  boxes.forEach((box, index) => {
    const end = centre(box);
    const ahead = (end.x - start.x) * dx + (end.y - start.y) * dy;
    const aside = Math.abs((end.x - start.x) * dy) + Math.abs((end.y - start.y) * dx);
    const cost = ahead + aside * SIDEWAYS;
    if (ahead < 1 || cost >= least) return;
    least = cost;
    best = index;
  });
  return best;
}
