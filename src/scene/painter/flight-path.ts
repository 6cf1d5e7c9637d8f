/**
 * The way that a flight takes: along the ribbon between two anchors, and for records also along the tape, from
 * its beginning to the place where they will lie, or from the high watermark to its end.
 */
import { type AnchorKind, type FlightKind, readAnchor } from '../../view/frame.ts';
import { type Anchor, type Curve, curveBetween, type Point, pointOn } from '../geometry.ts';
import type { Layout, RowBox } from '../layout/layout.ts';
import type { Scene } from './state.ts';
import { xOf } from './tape-scale.ts';

export interface FlightPath {
  readonly curve: Curve;
  readonly curveLength: number;
  /** Straight along a tape, before or after the curve; 0 long: none. */
  readonly rail: {
    readonly from: Point;
    readonly to: Point;
    readonly length: number;
    readonly first: boolean;
  } | null;
  /** Marks are hidden while they pass behind a label. */
  readonly hidden: { readonly left: number; readonly right: number } | null;
}

/** The rail is longer than the curve, yet the eye should see both. */
const RAIL_SHARE = 0.5;

export function pathOfFlight(
  scene: Scene,
  curves: Curves,
  kind: FlightKind,
  from: number,
  to: number,
): FlightPath | null {
  const way = curves.between(scene.layout, from, to);
  if (!way) return null;
  const { curve, length } = way;
  if (scene.layout.level === 'matrix') return { curve, curveLength: length, rail: null, hidden: null };
  if (kind === 'produce') return landing(scene, curve, length, readAnchor(to).index);
  if (kind === 'deliver') return takingOff(scene, curve, length, readAnchor(from).index);
  return { curve, curveLength: length, rail: null, hidden: null };
}

function landing({ layout, rows }: Scene, curve: Curve, curveLength: number, row: number): FlightPath {
  const box = layout.rows[row]!;
  const view = rows.of(box.key);
  const x = view
    ? Math.min(xOf(view.end, view.start, box, layout) + layout.cellWidth / 2, tapeEnd(box))
    : box.tape.x;
  const to = { x: Math.max(x, box.tape.x), y: box.in.y };
  const { label } = box;
  return {
    curve,
    curveLength,
    rail: { from: box.in, to, length: Math.max(1, to.x - box.in.x), first: false },
    hidden: label && layout.flow === 'across' ? { left: label.x - 4, right: box.tape.x } : null,
  };
}

function takingOff({ layout, rows }: Scene, curve: Curve, curveLength: number, row: number): FlightPath {
  const box = layout.rows[row]!;
  const view = rows.of(box.key);
  const x = view ? xOf(view.highWatermark, view.start, box, layout) : tapeEnd(box);
  const from = { x: Math.max(box.tape.x, Math.min(x, tapeEnd(box))), y: box.out.y };
  return {
    curve,
    curveLength,
    rail: { from, to: box.out, length: Math.max(1, box.out.x - from.x), first: true },
    hidden: null,
  };
}

const tapeEnd = ({ tape }: RowBox): number => tape.x + tape.width;

export function lengthOf({ curveLength, rail }: FlightPath): number {
  return curveLength + (rail?.length ?? 0);
}

/** How far along, in world units, after a share `t` of the time. */
export function distanceAt({ curveLength, rail }: FlightPath, t: number): number {
  if (!rail) return t * curveLength;
  const railShare = Math.min(RAIL_SHARE, rail.length / (rail.length + curveLength));
  const firstShare = rail.first ? railShare : 1 - railShare;
  const firstLength = rail.first ? rail.length : curveLength;
  const secondLength = rail.first ? curveLength : rail.length;
  if (t < firstShare) return (t / firstShare) * firstLength;
  return firstLength + ((t - firstShare) / (1 - firstShare)) * secondLength;
}

export function pointAt({ curve, curveLength, rail }: FlightPath, distance: number): Point {
  const onCurve = rail?.first ? distance - rail.length : distance;
  const onRail = rail?.first ? distance : distance - curveLength;
  if (rail && (rail.first ? onCurve < 0 : onRail > 0)) {
    const t = Math.max(0, Math.min(1, onRail / rail.length));
    return { x: rail.from.x + (rail.to.x - rail.from.x) * t, y: rail.from.y + (rail.to.y - rail.from.y) * t };
  }
  return pointOn(curve, Math.max(0, Math.min(1, onCurve / curveLength)));
}

export function isHidden({ hidden }: FlightPath, x: number): boolean {
  return hidden !== null && x > hidden.left && x < hidden.right;
}

/** Curves between anchors, kept while the layout stays the same. */
export class Curves {
  private layout: Layout | null = null;
  private readonly known = new Map<number, { curve: Curve; length: number } | null>();

  between(layout: Layout, from: number, to: number): { curve: Curve; length: number } | null {
    if (layout !== this.layout) {
      this.layout = layout;
      this.known.clear();
    }
    const key = from * 0x100_0000 + to;
    let way = this.known.get(key);
    if (way === undefined) {
      way = wayBetween(layout, from, to);
      this.known.set(key, way);
    }
    return way;
  }
}

function wayBetween(layout: Layout, from: number, to: number): { curve: Curve; length: number } | null {
  const start = anchorIn(layout, from, to);
  const end = anchorIn(layout, to, from);
  if (!start || !end) return null;
  const curve = curveBetween(start, end);
  return { curve, length: lengthOfCurve(curve) };
}

/** A row has two ends: producers are at one, consumers at the other. */
function anchorIn(layout: Layout, value: number, other: number): Anchor | undefined {
  const { kind, index } = readAnchor(value);
  switch (kind) {
    case 'producer':
      return layout.producers[index]?.out;
    case 'row':
      return rowEnd(readAnchor(other).kind, layout.rows[index]);
    case 'consumer':
      return layout.consumers[index]?.in;
    case 'group':
      return layout.groups[index]?.in;
    case 'broker':
      return layout.brokers[index]?.in;
  }
}

function rowEnd(other: AnchorKind, row: RowBox | undefined): Anchor | undefined {
  return other === 'producer' ? row?.in : row?.out;
}

function lengthOfCurve(curve: Curve): number {
  const steps = 8;
  let length = 0;
  let last: Point = curve.from;
  for (let step = 1; step <= steps; step++) {
    const point = pointOn(curve, step / steps);
    length += Math.hypot(point.x - last.x, point.y - last.y);
    last = point;
  }
  return Math.max(1, length);
}
