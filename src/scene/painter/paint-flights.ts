/** Messages on their way: records as small marks in their keys' colours, protocol messages as shapes of their own. */
import { type FlightKind, readAnchor } from '../../view/frame.ts';
import type { Point } from '../geometry.ts';
import type { Level } from '../layout/layout.ts';
import { easeInOut } from '../motion.ts';
import type { FlightSpot } from '../painter-port.ts';
import { type Brush, inPixels, inWorld, pixelX, pixelY } from './brush.ts';
import { type Flight, LOST_MS, progress } from './flight-book.ts';
import { distanceAt, type FlightPath, isHidden, pathOfFlight, pointAt, Ways } from './flight-path.ts';
import { colourIndex, colourOf, DIMMED, isDimmed, KEY_COLOURS } from './key-colour.ts';
import { RectBatches } from './rect-batch.ts';
import { hueOfConsumer, type Scene } from './state.ts';

const ways = new Ways();
const marks = new RectBatches(KEY_COLOURS);
const dimMarks = new RectBatches(KEY_COLOURS);
/** In one batch: what lies under each mark, so that it stands out from the cells it passes over. */
const rims = new RectBatches(1);

/** Where marks were painted last, for whoever points at one. */
const spots: FlightSpot[] = [];

const MARK: Readonly<Record<Level, { width: number; height: number }>> = {
  cells: { width: 7, height: 11 },
  compact: { width: 5, height: 8 },
  strips: { width: 3, height: 5 },
  matrix: { width: 3, height: 3 },
};

interface Signal {
  readonly flight: Flight;
  readonly point: Point;
}

export function paintFlights(brush: Brush, scene: Scene): void {
  for (const batches of [marks, dimMarks, rims]) batches.clear();
  spots.length = 0;
  const signals: Signal[] = [];
  const lost: { flight: Flight; point: Point }[] = [];
  for (const flight of scene.flights.underWay(scene.shownUs, scene.now)) {
    const path = pathOfFlight(scene, ways, flight.kind, flight.from, flight.to);
    if (!path) continue;
    const t = scene.calm ? 0.5 : easeOfFlight(flight, progress(flight, scene.shownUs, scene.now));
    const distance = distanceAt(path, t);
    if (flight.lostAt !== null) lost.push({ flight, point: pointAt(path, distance) });
    else if (carriesRecords(flight)) addTrain(brush, scene, flight, path, distance);
    else {
      const point = pointAt(path, distance);
      signals.push({ flight, point });
      spots.push({ id: flight.id, ...point });
    }
  }
  paintMarks(brush);
  inWorld(brush);
  paintSignals(brush, scene, signals);
  for (const { flight, point } of lost) paintLost(brush, scene, flight, point);
  paintRings(brush, scene);
  brush.ctx.globalAlpha = 1;
}

/** The mark nearest to a point, if it is within reach. */
export function flightSpotAt({ x, y }: Point, reach: number): FlightSpot | null {
  let nearest: FlightSpot | null = null;
  let least = reach;
  for (const spot of spots) {
    const away = Math.hypot(spot.x - x, spot.y - y);
    if (away > least) continue;
    nearest = spot;
    least = away;
  }
  return nearest;
}

const RING_RADIUS = 10;

function paintRings({ ctx, palette }: Brush, { ringed }: Scene): void {
  ctx.globalAlpha = 1;
  ctx.lineWidth = 2;
  ctx.strokeStyle = palette.ink;
  for (const { id, x, y } of spots) {
    if (id < ringed.from || id >= ringed.to) continue;
    ctx.beginPath();
    ctx.arc(x, y, RING_RADIUS, 0, 2 * Math.PI);
    ctx.stroke();
  }
}

function carriesRecords({ kind, keys }: Flight): boolean {
  return (kind === 'produce' || kind === 'deliver') && keys.length > 0;
}

/** Flow runs evenly; a single flight starts and lands softly. */
function easeOfFlight({ flow }: Flight, t: number): number {
  const clamped = Math.max(0, Math.min(1, t));
  return flow ? clamped : 0.35 * clamped + 0.65 * easeInOut(clamped);
}

function addTrain(brush: Brush, scene: Scene, flight: Flight, path: FlightPath, head: number): void {
  const { scale } = brush.view;
  const { width, height } = MARK[scene.layout.level];
  const w = Math.max(2, Math.round(width * scale));
  const h = Math.max(2, Math.round((flight.flow ? height * 0.6 : height) * scale));
  const rim = Math.max(1, Math.round(scale));
  const spacing = width + 2;
  const most = flight.flow ? 2 : flight.keys.length;
  for (let at = 0; at < most; at++) {
    const key = flight.keys[at];
    const distance = Math.min(path.length, head - at * spacing);
    if (key === undefined || distance < 0) continue;
    const { x, y } = pointAt(path, distance);
    if (isHidden(path, x)) continue;
    spots.push({ id: flight.id, x, y });
    const left = pixelX(brush, x) - (w >> 1);
    const top = pixelY(brush, y) - (h >> 1);
    rims.add(0, left - rim, top - rim, w + 2 * rim, h + 2 * rim);
    (isDimmed(key, scene.highlightKey) ? dimMarks : marks).add(colourIndex(key), left, top, w, h);
  }
}

function paintMarks(brush: Brush): void {
  inPixels(brush);
  const { ctx, palette } = brush;
  ctx.fillStyle = palette.card;
  fill(ctx, rims, 0);
  for (const [batches, alpha] of [
    [dimMarks, DIMMED * 1.5],
    [marks, 1],
  ] as const) {
    ctx.globalAlpha = alpha;
    for (let colour = 0; colour < KEY_COLOURS; colour++) {
      ctx.fillStyle = colourOf(colour, palette);
      fill(ctx, batches, colour);
    }
  }
  ctx.globalAlpha = 1;
}

function fill(ctx: OffscreenCanvasRenderingContext2D, batches: RectBatches, colour: number): void {
  const { values, count } = batches.of(colour);
  for (let at = 0; at < count * 4; at += 4) {
    ctx.fillRect(values[at]!, values[at + 1]!, values[at + 2]!, values[at + 3]!);
  }
}

type Shape = 'dot' | 'circle' | 'diamond' | 'filled-diamond' | 'cross';

interface Look {
  readonly shape: Shape;
  readonly size: number;
  readonly alpha: number;
}

const LOOKS: Readonly<Record<FlightKind, Look>> = {
  produce: { shape: 'dot', size: 2.5, alpha: 0.8 },
  deliver: { shape: 'dot', size: 1.5, alpha: 0.5 },
  ack: { shape: 'circle', size: 2.8, alpha: 1 },
  'produce-error': { shape: 'cross', size: 3.6, alpha: 1 },
  fetch: { shape: 'dot', size: 1.5, alpha: 0.4 },
  heartbeat: { shape: 'dot', size: 1.8, alpha: 0.45 },
  'group-request': { shape: 'diamond', size: 4.2, alpha: 1 },
  'group-response': { shape: 'filled-diamond', size: 4.2, alpha: 1 },
  'group-error': { shape: 'cross', size: 3.6, alpha: 1 },
  'txn-request': { shape: 'diamond', size: 4.2, alpha: 1 },
  'txn-response': { shape: 'filled-diamond', size: 4.2, alpha: 1 },
  'txn-error': { shape: 'cross', size: 3.6, alpha: 1 },
};

const SIGNAL_SCALE: Readonly<Record<Level, number>> = { cells: 1, compact: 0.7, strips: 0.6, matrix: 0.6 };

function paintSignals(brush: Brush, scene: Scene, signals: readonly Signal[]): void {
  const { ctx } = brush;
  const small = SIGNAL_SCALE[scene.layout.level];
  ctx.lineWidth = small < 1 ? 1.1 : 1.5;
  for (const { flight, point } of signals) {
    const { shape, size, alpha } = LOOKS[flight.kind];
    ctx.globalAlpha = alpha;
    paintShape(ctx, shape, point, size * small, colourOfSignal(brush, scene, flight), brush.palette.card);
  }
  ctx.globalAlpha = 1;
}

function colourOfSignal({ palette }: Brush, scene: Scene, { kind, from, to }: Flight): string {
  if (kind === 'ack') return palette.inSync;
  if (kind.endsWith('error')) return palette.lost;
  if (kind === 'produce') return palette.ink3;
  const end = [readAnchor(from), readAnchor(to)].find(
    (each) => each.kind === 'consumer' || each.kind === 'group',
  );
  if (!end) return palette.ink3;
  const hue = end.kind === 'group' ? scene.structure.groups[end.index]?.hue : hueOfConsumer(scene, end.index);
  return palette.groups[hue ?? 0] ?? palette.ink3;
}

function paintShape(
  ctx: OffscreenCanvasRenderingContext2D,
  shape: Shape,
  { x, y }: Point,
  size: number,
  colour: string,
  inside: string,
): void {
  ctx.fillStyle = colour;
  ctx.strokeStyle = colour;
  ctx.beginPath();
  if (shape === 'dot' || shape === 'circle') ctx.arc(x, y, size, 0, 2 * Math.PI);
  else if (shape === 'cross') crossPath(ctx, x, y, size);
  else diamondPath(ctx, x, y, size);
  if (shape === 'circle' || shape === 'diamond') {
    ctx.fillStyle = inside;
    ctx.fill();
    ctx.stroke();
  } else if (shape === 'cross') ctx.stroke();
  else ctx.fill();
}

function crossPath(ctx: OffscreenCanvasRenderingContext2D, x: number, y: number, size: number): void {
  ctx.moveTo(x - size, y - size);
  ctx.lineTo(x + size, y + size);
  ctx.moveTo(x + size, y - size);
  ctx.lineTo(x - size, y + size);
}

function diamondPath(ctx: OffscreenCanvasRenderingContext2D, x: number, y: number, size: number): void {
  ctx.moveTo(x, y - size);
  ctx.lineTo(x + size, y);
  ctx.lineTo(x, y + size);
  ctx.lineTo(x - size, y);
  ctx.closePath();
}

/** It stops where it was lost, and a cross fades over it. */
function paintLost({ ctx, palette }: Brush, { now }: Scene, flight: Flight, { x, y }: Point): void {
  const t = Math.min(1, (now - flight.lostAt!) / LOST_MS);
  ctx.globalAlpha = 1 - t;
  ctx.lineWidth = 2;
  ctx.strokeStyle = palette.lost;
  ctx.beginPath();
  crossPath(ctx, x, y, 4 + t * 2);
  ctx.stroke();
}
