/** What cells lie on: the tape's ground, a frame around each segment, and the edge where records have expired. */
import type { Box } from '../geometry.ts';
import type { Layout, RowBox } from '../layout/layout.ts';
import { type Brush, inView, inWorld } from './brush.ts';
import type { RowView } from './row-views.ts';
import type { Scene } from './state.ts';
import { xOf } from './tape-scale.ts';

export function paintTapes(brush: Brush, scene: Scene, visible: readonly VisibleRow[]): void {
  inWorld(brush);
  paintGrounds(brush, scene, visible);
  if (scene.layout.level !== 'strips') paintSegments(brush, scene, visible);
  paintExpired(brush, scene, visible);
  paintOffline(brush, scene, visible);
}

export interface VisibleRow {
  readonly row: number;
  readonly box: RowBox;
  readonly view: RowView;
}

export function visibleRows(brush: Brush, { layout, rows }: Scene): VisibleRow[] {
  return layout.rows.flatMap((box, row) => {
    const view = rows.of(box.key);
    return view && inView(brush, box.box) ? [{ row, box, view }] : [];
  });
}

/** The whole length of the tape, so that an empty partition is there too. */
function paintGrounds({ ctx, palette }: Brush, { layout }: Scene, rows: readonly VisibleRow[]): void {
  const radius = radiusOf(layout);
  ctx.fillStyle = palette.shade;
  ctx.globalAlpha = 0.75;
  ctx.beginPath();
  for (const { box } of rows) addBox(ctx, box.tape, radius);
  ctx.fill();
  ctx.globalAlpha = 1;
}

function radiusOf({ level }: Layout): number {
  return level === 'cells' ? 6 : level === 'compact' ? 3 : 1;
}

function addBox(ctx: OffscreenCanvasRenderingContext2D, { x, y, width, height }: Box, radius: number): void {
  ctx.roundRect(x, y, width, height, radius);
}

function paintSegments(
  { ctx, palette, view: { scale } }: Brush,
  scene: Scene,
  rows: readonly VisibleRow[],
): void {
  const radius = radiusOf(scene.layout);
  ctx.beginPath();
  for (const row of rows) for (const box of segmentBoxes(scene, row)) addBox(ctx, box, radius);
  ctx.fillStyle = palette.card;
  ctx.fill();
  ctx.strokeStyle = palette.hairline;
  ctx.lineWidth = Math.max(1, Math.round(scale)) / scale;
  ctx.stroke();
}

/** The frames in view; the active segment's reaches to the log's end. */
function segmentBoxes({ frame, index, layout }: Scene, { row, box, view }: VisibleRow): Box[] {
  const { segmentBases } = frame.rows;
  const from = index.segments[row]!;
  const to = index.segments[row + 1]!;
  const { tape } = box;
  const boxes: Box[] = [];
  for (let at = from; at < to; at++) {
    const last = at === to - 1;
    const end = last ? view.end : segmentBases[at + 1]!;
    if (end < view.start && !last) continue;
    const left = Math.max(
      tape.x,
      xOf(Math.max(segmentBases[at]!, view.logStart), view.start, box, layout) -
        (last || at === from ? 3 : 1),
    );
    const right = Math.min(tape.x + tape.width, xOf(end, view.start, box, layout) + (last ? 3 : -0.5));
    if (right - left >= 2)
      boxes.push({ x: left, y: tape.y + 0.5, width: right - left, height: tape.height - 1 });
  }
  return boxes;
}

const HATCH_WIDTH = 26;

/** Before the log's start there was something: a hatched edge that fades to the left. */
function paintExpired({ ctx, palette }: Brush, { layout }: Scene, rows: readonly VisibleRow[]): void {
  if (layout.level === 'strips') return;
  ctx.strokeStyle = palette.ink3;
  ctx.lineWidth = 1;
  for (const { box, view } of rows) {
    const edge = xOf(view.logStart, view.start, box, layout) - 4;
    if (view.logStart <= 0 || edge < box.tape.x + 2) continue;
    hatch(ctx, Math.max(box.tape.x, edge - HATCH_WIDTH), edge, box.tape);
  }
  ctx.globalAlpha = 1;
}

function hatch(
  ctx: OffscreenCanvasRenderingContext2D,
  left: number,
  right: number,
  { y, height }: Box,
): void {
  const step = 4.5;
  for (let x = right; x > left; x -= step) {
    const lean = Math.min(height - 2, x - left, 16);
    ctx.globalAlpha = 0.55 * ((x - left) / (right - left));
    ctx.beginPath();
    ctx.moveTo(x, y + 1);
    ctx.lineTo(x - lean * 0.6, y + height - 1);
    ctx.stroke();
  }
}

/** No leader: nothing can be written or read; a dashed red frame around the tape. */
function paintOffline(
  { ctx, palette }: Brush,
  { structure, layout }: Scene,
  rows: readonly VisibleRow[],
): void {
  const offline = rows.filter(({ row }) => structure.rows[row]?.leader === -1);
  if (!offline.length) return;
  ctx.beginPath();
  for (const { box } of offline) addBox(ctx, box.tape, radiusOf(layout));
  ctx.globalAlpha = 0.55;
  ctx.fillStyle = palette.paper;
  ctx.fill();
  ctx.globalAlpha = 1;
  ctx.setLineDash([5, 4]);
  ctx.strokeStyle = palette.lost;
  ctx.lineWidth = 1.25;
  ctx.stroke();
  ctx.setLineDash([]);
}
