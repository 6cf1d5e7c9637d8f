/**
 * The way that a flight takes, leg by leg. Records follow the ribbon between two anchors and run along the tape,
 * to the place where they will lie, or from as far as their reader may read to its end. What a client says to its
 * coordinator goes around the tapes: down beside the clients, then along above the brokers.
 */
import { type AnchorKind, type FlightKind, readAnchor } from '../../view/frame.ts';
import { readableEnd } from '../../view/readable-end.ts';
import { type Anchor, type Curve, curveBetween, type Point, pointOn } from '../geometry.ts';
import type { Layout, RowBox } from '../layout/layout.ts';
import type { Scene } from './state.ts';
import { xOf } from './tape-scale.ts';

export interface FlightPath {
  readonly legs: readonly Leg[];
  readonly length: number;
  /** Marks are hidden while they pass behind a label. */
  readonly hidden: { readonly left: number; readonly right: number } | null;
}

interface Leg {
  at(share: number): Point;
  readonly length: number;
  /** Share of the whole time. */
  readonly time: number;
}

/** A tape is longer than a ribbon, yet the eye should see both. */
const RAIL_TIME = 0.5;

export function pathOfFlight(
  scene: Scene,
  ways: Ways,
  kind: FlightKind,
  from: number,
  to: number,
): FlightPath | null {
  const way = ways.between(scene.layout, from, to);
  if (!way || scene.layout.level === 'matrix' || (kind !== 'produce' && kind !== 'deliver')) return way;
  return kind === 'produce'
    ? landing(scene, way, readAnchor(to).index)
    : takingOff(scene, way, readAnchor(from).index, readAnchor(to).index);
}

function landing({ layout, rows }: Scene, way: FlightPath, row: number): FlightPath {
  const box = layout.rows[row]!;
  const view = rows.of(box.key);
  const x = view ? xOf(view.end, view.start, box, layout) + layout.cellWidth / 2 : box.tape.x;
  const rail = lineLeg(box.in, { x: within(x, box), y: box.in.y });
  const { label } = box;
  const hidden = label && layout.flow === 'across' ? { left: label.x - 4, right: box.tape.x } : null;
  return { ...withRail(way, rail, false), hidden };
}

function takingOff(
  { layout, rows, structure }: Scene,
  way: FlightPath,
  row: number,
  consumer: number,
): FlightPath {
  const box = layout.rows[row]!;
  const view = rows.of(box.key);
  const group = structure.groups.find(({ id }) => id === structure.consumers[consumer]?.group);
  const end = group ? readableEnd(group) : 'highWatermark';
  const x = view ? xOf(view[end], view.start, box, layout) : box.tape.x + box.tape.width;
  const rail = lineLeg({ x: within(x, box), y: box.out.y }, box.out);
  return withRail(way, rail, true);
}

function within(x: number, { tape }: RowBox): number {
  return Math.max(tape.x, Math.min(x, tape.x + tape.width));
}

/** The way's legs share the time that the tape leaves them. */
function withRail(way: FlightPath, rail: Leg, railFirst: boolean): FlightPath {
  const length = way.length + rail.length;
  const time = Math.min(RAIL_TIME, rail.length / length);
  const timed = way.legs.map((leg) => ({ ...leg, time: leg.time * (1 - time) }));
  const legs = railFirst ? [{ ...rail, time }, ...timed] : [...timed, { ...rail, time }];
  return { legs, length, hidden: null };
}

/** How far along, in world units, after a share `t` of the time. */
export function distanceAt({ legs, length }: FlightPath, t: number): number {
  let time = 0;
  let distance = 0;
  for (const leg of legs) {
    if (t < time + leg.time) return distance + ((t - time) / leg.time) * leg.length;
    time += leg.time;
    distance += leg.length;
  }
  return length;
}

export function pointAt({ legs }: FlightPath, distance: number): Point {
  let before = 0;
  for (const leg of legs) {
    if (distance <= before + leg.length) return leg.at(Math.max(0, (distance - before) / leg.length));
    before += leg.length;
  }
  return legs.at(-1)!.at(1);
}

export function isHidden({ hidden }: FlightPath, x: number): boolean {
  return hidden !== null && x > hidden.left && x < hidden.right;
}

/** Ways between anchors, kept while the layout stays the same. */
export class Ways {
  private layout: Layout | null = null;
  private readonly known = new Map<number, FlightPath | null>();

  between(layout: Layout, from: number, to: number): FlightPath | null {
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

function wayBetween(layout: Layout, from: number, to: number): FlightPath | null {
  const start = anchorIn(layout, from, to);
  const end = anchorIn(layout, to, from);
  if (!start || !end) return null;
  const toBroker = readAnchor(to).kind === 'broker';
  if (layout.flow === 'across' && (toBroker || readAnchor(from).kind === 'broker')) {
    return aroundTapes(toBroker ? start : end, toBroker ? end : start, !toBroker);
  }
  return evenPath([curveLeg(curveBetween(start, end))]);
}

/** From the clients' side down to above the brokers, and along there. */
const BESIDE = 18;
const ABOVE_BROKERS = 8;

function aroundTapes(client: Anchor, broker: Anchor, back: boolean): FlightPath {
  const x = client.x + (client.x < broker.x ? BESIDE : -BESIDE);
  const y = broker.y - ABOVE_BROKERS;
  const corners: Point[] = [client, { x, y: client.y }, { x, y }, { x: broker.x, y }, broker];
  if (back) corners.reverse();
  return evenPath(corners.slice(1).map((corner, at) => lineLeg(corners[at]!, corner)));
}

function evenPath(legs: readonly Leg[]): FlightPath {
  const length = legs.reduce((sum, leg) => sum + leg.length, 0);
  return { legs: legs.map((leg) => ({ ...leg, time: leg.length / length })), length, hidden: null };
}

function lineLeg(from: Point, to: Point): Leg {
  const length = Math.max(1, Math.hypot(to.x - from.x, to.y - from.y));
  return {
    at: (share) => ({ x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }),
    length,
    time: 0,
  };
}

function curveLeg(curve: Curve): Leg {
  return { at: (share) => pointOn(curve, Math.min(1, share)), length: lengthOfCurve(curve), time: 0 };
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
