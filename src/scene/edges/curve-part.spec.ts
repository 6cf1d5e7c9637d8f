import { expect, it } from 'vitest';
import { curveBetween, pointOn } from '../geometry.ts';
import { curveUntil } from './curve-part.ts';

const curve = curveBetween({ x: 0, y: 0, dx: 1, dy: 0 }, { x: 100, y: 60, dx: -1, dy: 0 });

it('the beginning of a curve lies on it', () => {
  const part = curveUntil(curve, 0.4);
  for (const t of [0, 0.25, 0.5, 0.75, 1]) {
    const { x, y } = pointOn(part, t);
    const whole = pointOn(curve, t * 0.4);
    expect(x).toBeCloseTo(whole.x, 6);
    expect(y).toBeCloseTo(whole.y, 6);
  }
});

it('all of it is itself', () => {
  expect(curveUntil(curve, 1)).toBe(curve);
});
