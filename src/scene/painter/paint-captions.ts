/** Above a tape, at each segment's beginning: its base offset, and what is to be said of it if there is room. */
import { shortDuration } from '../format.ts';
import { fillIn } from '../painter-words.ts';
import { type Brush, inWorld, widthOf, write } from './brush.ts';
import type { VisibleRow } from './paint-tapes.ts';
import { watermarkTexts } from './paint-watermark.ts';
import type { Scene } from './state.ts';
import { xOf } from './tape-scale.ts';

interface Caption {
  readonly x: number;
  readonly base: string;
  /** From long to short; the first that fits is written. */
  readonly notes: readonly string[];
  readonly aboutToExpire: boolean;
}

const GAP = 7;

export function paintCaptions(brush: Brush, scene: Scene, rows: readonly VisibleRow[]): void {
  inWorld(brush);
  for (const row of rows) if (row.box.captions) paintRow(brush, scene, row, row.box.captions);
}

function paintRow(
  brush: Brush,
  scene: Scene,
  row: VisibleRow,
  room: { x: number; y: number; width: number; height: number },
): void {
  const { palette } = brush;
  const marks = watermarkTexts(brush, row, scene);
  const y = room.y + room.height / 2 - 2;
  const captions = captionsOf(brush, scene, row);
  captions.forEach((caption, at) => {
    const next = captions[at + 1]?.x ?? room.x + room.width;
    const base = widthOf(brush, caption.base, 'number');
    const left = caption.x;
    // The first line's text that does not end before it.
    const mark = marks.find((each) => left < each.left + each.width);
    const end = Math.min(next, mark?.left ?? next);
    if (left + base + GAP > end) return;
    write(brush, caption.base, 'number', palette.ink3, left, y);
    const note = caption.notes.find((text) => left + base + GAP + widthOf(brush, text, 'text') + GAP <= end);
    if (note)
      write(
        brush,
        note,
        'text',
        caption.aboutToExpire ? palette.aboutTo : palette.ink3,
        left + base + GAP,
        y,
      );
  });
}

/** One at each segment's beginning in view; the oldest one's always, at the left end if it begins before that. */
function captionsOf(brush: Brush, scene: Scene, { row, box, view }: VisibleRow): Caption[] {
  const { frame, index, layout, texts } = scene;
  const captions: Caption[] = [];
  const from = index.segments[row]!;
  const to = index.segments[row + 1]!;
  for (let at = from; at < to; at++) {
    const base = frame.rows.segmentBases[at]!;
    const outside = base < view.start - 0.5;
    if (outside && at > from) continue;
    const expiryUs = at === from ? frame.rows.segmentExpiryUs[at]! : -1;
    captions.push({
      x: outside ? box.tape.x + 2 : xOf(base, view.start, box, layout) + 1,
      base: outside ? `\u2039 ${base}` : String(base),
      notes:
        expiryUs >= 0
          ? expiryNotes(brush, expiryUs - texts.shownUs)
          : at === to - 1
            ? [brush.words.activeSegment]
            : [],
      aboutToExpire: expiryUs >= 0,
    });
  }
  return captions;
}

function expiryNotes({ words }: Brush, leftUs: number): string[] {
  const time = shortDuration(Math.max(0, leftUs / 1000), words);
  return [fillIn(words.expiresIn, { time }), fillIn(words.expiresInShort, { time })];
}
