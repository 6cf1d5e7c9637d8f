/** Each group's caret at its committed offset, and its lag: a bar from there to the end of what it may read. */
import { NOT_SUBSCRIBED, NOTHING_COMMITTED } from '../../view/frame.ts';
import { readableEnd } from '../../view/readable-end.ts';
import type { LaneBox } from '../layout/layout.ts';
import { fillIn } from '../painter-words.ts';
import { type Brush, inWorld, widthOf, write } from './brush.ts';
import { GAP, placeName } from './lane-texts.ts';
import type { VisibleRow } from './paint-tapes.ts';
import type { Scene } from './state.ts';
import { xOf } from './tape-scale.ts';

interface Lag {
  readonly lane: LaneBox;
  readonly row: VisibleRow;
  readonly name: string;
  readonly colour: string;
  /** Numbers to write, at rest for an eighth of a second. */
  readonly committed: number;
  readonly lag: number;
  /** Records up to the high watermark that open transactions keep from it. */
  readonly heldBack: number;
  /** World x of the caret and of what the lag is counted to, within the tape. */
  readonly caret: number;
  readonly mark: number;
  /** World x of the high watermark's line. */
  readonly line: number;
  /** The caret is left of what the tape shows. */
  readonly outside: boolean;
  /** Where the log starts, if the caret is before it: those records are gone unread. */
  readonly gone: number | null;
}

export function paintLanes(brush: Brush, scene: Scene, rows: readonly VisibleRow[]): void {
  inWorld(brush);
  for (const row of rows) {
    for (const lane of row.box.lanes) {
      const committed = scene.texts.committed[lane.group * scene.structure.rows.length + row.row];
      if (committed === undefined || committed === NOT_SUBSCRIBED) continue;
      if (committed === NOTHING_COMMITTED) paintNothingCommitted(brush, scene, row, lane);
      else paintLag(brush, scene, lagOf(brush, scene, row, lane, committed));
    }
  }
  brush.ctx.globalAlpha = 1;
}

function lagOf({ palette }: Brush, scene: Scene, row: VisibleRow, lane: LaneBox, committed: number): Lag {
  const { layout, structure, texts } = scene;
  const group = structure.groups[lane.group]!;
  const { box, view } = row;
  const end = readableEnd(group);
  const at = view.committed.get(group.id) ?? committed;
  const within = (x: number): number =>
    Math.max(box.tape.x + 2, Math.min(x, box.tape.x + box.tape.width - 2));
  const caret = xOf(at, view.start, box, layout);
  return {
    lane,
    row,
    name: group.id,
    colour: palette.groups[group.hue] ?? palette.ink2,
    committed,
    lag: Math.max(0, (texts[end][row.row] ?? 0) - committed),
    heldBack: (texts.highWatermark[row.row] ?? 0) - (texts[end][row.row] ?? 0),
    caret: within(caret),
    mark: within(xOf(view[end], view.start, box, layout)),
    line: xOf(view.highWatermark, view.start, box, layout),
    outside: caret < box.tape.x,
    gone: at < view.logStart ? within(xOf(view.logStart, view.start, box, layout)) : null,
  };
}

function paintLag(brush: Brush, scene: Scene, lag: Lag): void {
  if (scene.layout.level === 'strips') paintEdge(brush, lag);
  else if (lag.lane.texts) paintWithTexts(brush, lag);
  else paintThin(brush, lag);
}

function paintWithTexts(brush: Brush, lag: Lag): void {
  const { ctx } = brush;
  const { lane, colour } = lag;
  const y = lane.box.y + lane.box.height / 2 + 1;
  const { tape } = lag.row.box;
  const name = `${lag.name} ${lag.committed}`;
  const place = placeName(lag, widthOf(brush, name, 'text-strong'), tape.x - 4);
  bar(brush, { ...lag, caret: place.barFrom }, y - 2.5, 5);
  caret(ctx, colour, lag.caret, y, 4.5, lag.outside);
  write(brush, name, 'text-strong', colour, place.left, y);
  for (const text of distanceTexts(brush, lag)) {
    const width = widthOf(brush, text, 'text');
    const after = besideLine(place.after, width, lag.line);
    if (after + width > tape.x + tape.width + 4) continue;
    write(brush, text, 'text', colour, after, y);
    break;
  }
}

/** Where a lag ends at the LSO, its text must not lie across the high watermark's line: it comes after that. */
function besideLine(left: number, width: number, line: number): number {
  return left < line && left + width + 2 > line ? line + GAP : left;
}

/** From long to short. */
function distanceTexts({ words }: Brush, { lag, heldBack }: Lag): string[] {
  const number = fillIn(words.lag, { n: lag });
  if (lag > 0) return [number, String(lag)];
  return [heldBack > 0 ? fillIn(words.heldBack, { n: heldBack }) : words.caughtUp, number];
}

function paintThin(brush: Brush, lag: Lag): void {
  const { box } = lag.lane;
  const height = Math.max(1, Math.min(3, box.height - 0.5));
  bar(brush, lag, box.y, height);
  const size = Math.min(3.2, box.height * 0.75);
  caret(brush.ctx, lag.colour, lag.caret, box.y + Math.min(2, box.height / 2), size, lag.outside);
}

/** Where lanes have no texts: the number of the group furthest behind, at the tape's end, over what passes there. */
export function paintLagNumbers(brush: Brush, scene: Scene, rows: readonly VisibleRow[]): void {
  if (scene.layout.level !== 'compact') return;
  inWorld(brush);
  const { ctx, palette } = brush;
  for (const row of rows) {
    const furthest = lagsOf(brush, scene, row).sort((a, b) => b.lag - a.lag)[0];
    if (!furthest || furthest.lane.texts || furthest.lag === 0) continue;
    const { tape } = row.box;
    const text = String(furthest.lag);
    const width = widthOf(brush, text, 'number-small');
    const x = tape.x + tape.width - width - 4;
    ctx.fillStyle = palette.shade;
    ctx.fillRect(x - 3, tape.y, width + 6, tape.height);
    write(brush, text, 'number-small', furthest.colour, x, tape.y + tape.height / 2 + 0.5);
  }
}

function lagsOf(brush: Brush, scene: Scene, row: VisibleRow): Lag[] {
  return row.box.lanes.flatMap((lane) => {
    const committed = scene.texts.committed[lane.group * scene.structure.rows.length + row.row] ?? -1;
    return committed < 0 ? [] : [lagOf(brush, scene, row, lane, committed)];
  });
}

/** At the end of a strip: the longer the lag, the more of the block is filled; 3, 10, 30, … double it. */
function paintEdge({ ctx }: Brush, { lane: { box }, colour, lag }: Lag): void {
  const share = Math.min(1, Math.log10(1 + lag) / 3);
  ctx.fillStyle = colour;
  ctx.globalAlpha = 0.16;
  ctx.fillRect(box.x, box.y, box.width, box.height);
  ctx.globalAlpha = 1;
  ctx.fillRect(box.x, box.y, Math.max(lag > 0 ? 1 : 0, box.width * share), box.height);
}

function bar(
  { ctx, palette }: Brush,
  { caret: from, mark, colour, gone }: Lag,
  y: number,
  height: number,
): void {
  const radius = height / 2;
  if (mark > from + 1) {
    ctx.globalAlpha = 0.26;
    ctx.fillStyle = colour;
    ctx.beginPath();
    ctx.roundRect(from, y, mark - from, height, radius);
    ctx.fill();
  }
  ctx.globalAlpha = 1;
  if (gone === null || gone <= from + 1) return;
  ctx.strokeStyle = palette.lost;
  ctx.lineWidth = Math.max(1, height * 0.5);
  ctx.setLineDash([3, 2]);
  ctx.beginPath();
  ctx.moveTo(from, y + height / 2);
  ctx.lineTo(gone, y + height / 2);
  ctx.stroke();
  ctx.setLineDash([]);
}

/** A triangle that points up at its offset; one that points left if that is out of view. */
function caret(
  ctx: OffscreenCanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  size: number,
  outside: boolean,
): void {
  ctx.fillStyle = colour;
  ctx.beginPath();
  if (outside) {
    ctx.moveTo(x - size * 0.6, y);
    ctx.lineTo(x + size * 0.8, y - size);
    ctx.lineTo(x + size * 0.8, y + size);
  } else {
    ctx.moveTo(x, y - size);
    ctx.lineTo(x + size, y + size * 0.8);
    ctx.lineTo(x - size, y + size * 0.8);
  }
  ctx.closePath();
  ctx.fill();
}

/** At the lane's beginning; beyond the high watermark's line, where that would cross it. */
function paintNothingCommitted(
  brush: Brush,
  { structure, layout }: Scene,
  { box, view }: VisibleRow,
  lane: LaneBox,
): void {
  if (!lane.texts || layout.level === 'strips') return;
  const group = structure.groups[lane.group]!;
  const colour = brush.palette.groups[group.hue] ?? brush.palette.ink2;
  const text = fillIn(brush.words.nothingCommitted, { name: group.id });
  const left = lane.box.x + 3;
  const mark = xOf(view.highWatermark, view.start, box, layout);
  const crossed = mark > left - GAP && mark < left + widthOf(brush, text, 'text') + GAP;
  write(brush, text, 'text', colour, crossed ? mark + GAP : left, lane.box.y + lane.box.height / 2 + 1);
}
