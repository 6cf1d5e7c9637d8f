/** Points, boxes and the curves between them, in world coordinates. The page's lines and the painter's flights
 * use the same curve, so that a record travels exactly on its ribbon. */

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** Where a line begins or ends: a point and the direction in which it leaves its owner. */
export interface Anchor extends Point {
  readonly dx: -1 | 0 | 1;
  readonly dy: -1 | 0 | 1;
  /** How far a curve may swing out before it turns; absent: as far as looks well. */
  readonly reach?: number;
}

/** A cubic Bézier curve. */
export interface Curve {
  readonly from: Point;
  readonly fromControl: Point;
  readonly toControl: Point;
  readonly to: Point;
}

/** Leaves `from` and enters `to` in the anchors' directions. */
export function curveBetween(from: Anchor, to: Anchor): Curve {
  const reach = reachOf(from, to);
  return { from, fromControl: control(from, reach), toControl: control(to, reach), to };
}

function control({ x, y, dx, dy, reach = Number.POSITIVE_INFINITY }: Anchor, wanted: number): Point {
  const length = Math.min(wanted, reach);
  return { x: x + dx * length, y: y + dy * length };
}

function reachOf(from: Anchor, to: Anchor): number {
  const across = Math.abs(to.x - from.x);
  const down = Math.abs(to.y - from.y);
  return Math.max(12, Math.min(160, from.dx !== 0 && to.dx !== 0 ? across * 0.5 : (across + down) * 0.4));
}

export function pointOn({ from, fromControl, toControl, to }: Curve, t: number): Point {
  const s = 1 - t;
  const a = s * s * s;
  const b = 3 * s * s * t;
  const c = 3 * s * t * t;
  const d = t * t * t;
  return {
    x: a * from.x + b * fromControl.x + c * toControl.x + d * to.x,
    y: a * from.y + b * fromControl.y + c * toControl.y + d * to.y,
  };
}

/** The `d` attribute of an SVG path. */
export function pathOf({ from, fromControl, toControl, to }: Curve): string {
  const points = [fromControl, toControl, to].map(({ x, y }) => `${tenth(x)} ${tenth(y)}`);
  return `M${tenth(from.x)} ${tenth(from.y)}C${points.join(' ')}`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

export function right(box: Box): number {
  return box.x + box.width;
}

export function bottom(box: Box): number {
  return box.y + box.height;
}

export function centre(box: Box): Point {
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

export function contains(box: Box, point: Point): boolean {
  return point.x >= box.x && point.x <= right(box) && point.y >= box.y && point.y <= bottom(box);
}

/** True if the boxes share more than an edge. */
export function overlap(a: Box, b: Box): boolean {
  const edge = 1e-6;
  return a.x < right(b) - edge && b.x < right(a) - edge && a.y < bottom(b) - edge && b.y < bottom(a) - edge;
}
