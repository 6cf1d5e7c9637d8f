import { expect, it } from 'vitest';
import { type Anchor, curveBetween, overlap, pathOf, pointOn } from './geometry.ts';

const from: Anchor = { x: 0, y: 0, dx: 1, dy: 0 };
const to: Anchor = { x: 100, y: 40, dx: -1, dy: 0 };

it('a curve leaves and enters in the directions of its anchors', () => {
  const curve = curveBetween(from, to);
  expect(pointOn(curve, 0)).toEqual({ x: 0, y: 0 });
  expect(pointOn(curve, 1)).toEqual({ x: 100, y: 40 });
  expect(pointOn(curve, 0.01).y).toBeLessThan(0.1);
  expect(pathOf(curve)).toBe('M0 0C50 0 50 40 100 40');
});

it('along the side of a narrow stage a curve swings out no further than its reach', () => {
  const right: Anchor = { x: 370, y: 100, dx: 1, dy: 0, reach: 15 };
  const curve = curveBetween(right, { ...right, y: 700 });
  const furthest = Math.max(...Array.from({ length: 21 }, (_, step) => pointOn(curve, step / 20).x));
  expect(furthest).toBeLessThan(385);
});

it('boxes that share an edge do not overlap', () => {
  const box = { x: 0, y: 0, width: 10, height: 10 };
  expect(overlap(box, { ...box, x: 10 })).toBe(false);
  expect(overlap(box, { ...box, x: 9 })).toBe(true);
});
