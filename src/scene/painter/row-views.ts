/**
 * What each row shows just now, eased towards what the newest frame says: the window slides, new records grow
 * at the end, the high watermark and the carets glide, and expired records leave to the left.
 */
import type { Frame } from '../../view/frame.ts';
import type { Structure } from '../../view/structure.ts';
import type { Layout, RowBox } from '../layout/layout.ts';
import { tapeRoom, wholeRoom } from './tape-scale.ts';

export interface RowView {
  /** Offset at the tape's left end; a fraction while it slides. */
  start: number;
  /** Eased log end: the last record may be there in part. */
  end: number;
  highWatermark: number;
  lastStable: number;
  logStart: number;
  /** Eased committed offset by group id; what was never committed is absent. */
  readonly committed: Map<string, number>;
  /** Records that retention deleted, while they leave. */
  leaving: { from: number; to: number; since: number; bases: number[]; keys: Int32Array } | null;
}

export const LEAVING_MS = 900;

const SLIDE_MS = 170;
const GROW_MS = 55;
const HIGH_WATERMARK_MS = 80;
const CARET_MS = 150;

export class RowViews {
  private readonly views = new Map<string, RowView>();

  of(key: string): RowView | undefined {
    return this.views.get(key);
  }

  /** Takes everything as it is, without easing: after a seek. */
  forget(): void {
    this.views.clear();
  }

  /** Before a new frame replaces the last: what left the log since then is kept for its way out. */
  noteLeaving(before: Frame, after: Frame, layout: Layout, now: number): void {
    layout.rows.forEach(({ key }, row) => {
      const view = this.views.get(key);
      if (!view) return;
      const from = Math.max(before.rows.logStart[row] ?? 0, Math.floor(view.start)); // of what is in view
      const to = after.rows.logStart[row] ?? 0;
      if (to <= from) return;
      view.leaving = { from, to, since: now, ...recordsBetween(before, row, from, to) };
    });
  }

  /** True while anything is still on its way. */
  advance(
    layout: Layout,
    structure: Structure,
    frame: Frame,
    now: number,
    elapsed: number,
    calm: boolean,
  ): boolean {
    let moving = false;
    const { rows } = frame;
    layout.rows.forEach((box, row) => {
      const end = rows.logEnd[row];
      if (end === undefined) return;
      const target = Math.max(0, end - tapeRoom(box, layout));
      const view = this.views.get(box.key) ?? this.enter(box, row, target, frame);
      const far = calm || Math.abs(end - view.end) > tapeRoom(box, layout) / 2;
      const ease = (value: number, to: number, tau: number): number =>
        far ? to : approach(value, to, elapsed, tau);
      view.start = ease(view.start, target, SLIDE_MS);
      view.end = end < view.end ? end : ease(view.end, end, GROW_MS);
      // However many come at once, none is drawn beyond the tape.
      view.start = Math.max(view.start, view.end - wholeRoom(box, layout));
      view.highWatermark = ease(view.highWatermark, rows.highWatermark[row]!, HIGH_WATERMARK_MS);
      view.lastStable = ease(view.lastStable, rows.lastStable[row]!, HIGH_WATERMARK_MS);
      view.logStart = rows.logStart[row]!;
      if (view.leaving && (calm || now - view.leaving.since > LEAVING_MS)) view.leaving = null;
      const carets = advanceCarets(view, structure, frame, row, ease);
      moving ||= carets || view.leaving !== null || view.start !== target || view.end !== end;
      moving ||= view.highWatermark !== rows.highWatermark[row] || view.lastStable !== rows.lastStable[row];
    });
    return moving;
  }

  private enter({ key }: RowBox, row: number, start: number, { rows }: Frame): RowView {
    const view: RowView = {
      start,
      end: rows.logEnd[row]!,
      highWatermark: rows.highWatermark[row]!,
      lastStable: rows.lastStable[row]!,
      logStart: rows.logStart[row]!,
      committed: new Map(),
      leaving: null,
    };
    this.views.set(key, view);
    return view;
  }
}

function advanceCarets(
  view: RowView,
  { groups, rows }: Structure,
  frame: Frame,
  row: number,
  ease: (value: number, to: number, tau: number) => number,
): boolean {
  let moving = false;
  groups.forEach(({ id }, group) => {
    const target = frame.rows.committed[group * rows.length + row] ?? -1;
    if (target < 0) {
      view.committed.delete(id);
      return;
    }
    const next = ease(view.committed.get(id) ?? target, target, CARET_MS);
    view.committed.set(id, next);
    moving ||= next !== target;
  });
  return moving;
}

/** Keys and segments of [from, to) as the frame had them. */
function recordsBetween(
  { rows }: Frame,
  row: number,
  from: number,
  to: number,
): { bases: number[]; keys: Int32Array } {
  let cells = 0;
  let segments = 0;
  for (let before = 0; before < row; before++) {
    cells += rows.cellCounts[before]!;
    segments += rows.segmentCounts[before]!;
  }
  const first = Math.max(from, rows.cellFrom[row]!);
  const skip = cells + first - rows.cellFrom[row]!;
  const keys = new Int32Array(to - from).fill(-2);
  keys.set(
    rows.cellKeys.subarray(skip, Math.max(skip, Math.min(skip + to - first, cells + rows.cellCounts[row]!))),
    Math.min(first - from, keys.length),
  );
  const bases = [...rows.segmentBases.subarray(segments, segments + rows.segmentCounts[row]!)];
  return { bases: bases.filter((base) => base >= from && base < to), keys };
}

/** Exponential approach that arrives. */
function approach(value: number, target: number, elapsed: number, tau: number): number {
  const next = target + (value - target) * Math.exp(-elapsed / tau);
  return Math.abs(next - target) < 0.02 ? target : next;
}
