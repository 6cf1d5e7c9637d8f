/** The beginning of a curve, cut off at a share of its length's parameter (de Casteljau). */
import { type Curve, type Point, pointOn } from '../geometry.ts';

export function curveUntil(curve: Curve, t: number): Curve {
  if (t >= 1) return curve;
  const { from, fromControl, toControl } = curve;
  const a = between(from, fromControl, t);
  const b = between(fromControl, toControl, t);
  return { from, fromControl: a, toControl: between(a, b, t), to: pointOn(curve, t) };
}

function between(a: Point, b: Point, t: number): Point {
  return { x: a.x + (b.x - a.x) * t, y: a.y + (b.y - a.y) * t };
}
