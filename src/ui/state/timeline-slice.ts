/** The timeline: its axis of viewing time, and the marks of what happened. */
import type { Micros } from '../../kernel/brand.ts';
import type { Mark } from '../../view/codes.ts';
import type { Digest } from '../../view/digest.ts';
import { cutAxis, extendAxis, openAxis, type ViewAxis } from '../time/view-axis.ts';
import type { Slice } from './slice.ts';

export interface TimelineSlice {
  readonly axis: ViewAxis;
  /** Oldest first, each once. */
  readonly marks: readonly Mark[];
  /** The viewing time that the last digest told. */
  readonly lastViewedMs: number;
  readonly openTimeline: (openedAtUs: Micros) => void;
  readonly followDigest: (digest: Digest) => void;
  /** Another future begins: forget what lay beyond. */
  readonly cutTimeline: (atUs: Micros) => void;
}

/** A run of hours makes more marks than an axis can show. */
const MOST_MARKS = 2000;

export const timelineSlice: Slice<TimelineSlice> = (set) => ({
  axis: openAxis(0),
  marks: [],
  lastViewedMs: 0,
  openTimeline: (openedAtUs) => set({ axis: openAxis(openedAtUs), marks: [], lastViewedMs: 0 }),
  followDigest: ({ timeUs, viewedMs, marks: fresh }) =>
    set(({ axis, marks, lastViewedMs }) => ({
      axis: extendAxis(axis, timeUs, viewedMs - lastViewedMs),
      lastViewedMs: viewedMs,
      marks: fresh.length === 0 ? marks : withMarks(marks, fresh),
    })),
  cutTimeline: (atUs) =>
    set(({ axis, marks }) => ({
      axis: cutAxis(axis, atUs),
      marks: marks.filter((mark) => mark.atUs <= atUs),
    })),
});

/** A stretch shown again tells its marks again: each is kept once. */
export function withMarks(known: readonly Mark[], fresh: readonly Mark[]): readonly Mark[] {
  const last = known.at(-1)?.atUs ?? -1;
  const seen = new Set(known.filter(({ atUs }) => atUs >= (fresh[0]?.atUs ?? 0)).map(identityOf));
  const added = fresh.filter((mark) => !seen.has(identityOf(mark)));
  if (added.length === 0) return known;
  const all = [...known, ...added];
  if ((added[0]?.atUs ?? 0) < last) all.sort((a, b) => a.atUs - b.atUs);
  return all.slice(-MOST_MARKS);
}

export function identityOf({ atUs, kind, author, params }: Mark): string {
  return `${atUs} ${kind} ${author} ${Object.values(params).join(' ')}`;
}
