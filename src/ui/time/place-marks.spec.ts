import { describe, expect, it } from 'vitest';
import type { Mark, MarkKind } from '../../view/codes.ts';
import { type MarkRoom, placeMarks } from './place-marks.ts';

const room: MarkRoom = {
  axis: {
    samples: [
      { viewedMs: 0, timeUs: 0 },
      { viewedMs: 10_000, timeUs: 10_000_000 },
    ],
  },
  spanMs: 20_000,
  width: 1000,
  labelOf: ({ kind }) => kind,
  widthOf: (label) => label.length * 7,
};

function mark(atMs: number, kind: MarkKind, author: Mark['author'] = 'cluster'): Mark {
  return { atUs: atMs * 1000, kind, author, params: {} };
}

describe('marks on the timeline', () => {
  it('stand where they were seen', () => {
    const placed = placeMarks([mark(2000, 'rebalance'), mark(8000, 'group-stable')], room);
    expect(placed.map(({ x }) => x)).toEqual([100, 400]);
  });

  it('are one where they would overlap, and look as the one that matters most', () => {
    const placed = placeMarks(
      [mark(2000, 'leader-elected'), mark(2010, 'record-lost'), mark(2020, 'rebalance')],
      room,
    );
    expect(placed).toHaveLength(1);
    expect(placed[0]?.main.kind).toBe('record-lost');
    expect(placed[0]?.marks).toHaveLength(3);
  });

  it('have labels that never touch, the user’s own first', () => {
    const marks = Array.from({ length: 40 }, (_, index) =>
      mark(index * 250, index % 7 === 0 ? 'action' : 'group-stable', index % 7 === 0 ? 'you' : 'cluster'),
    );
    const placed = placeMarks(marks, room);
    const boxes = placed.flatMap(({ x, label }) => {
      if (!label) return [];
      const width = room.widthOf(label.text);
      return [
        label.anchor === 'start'
          ? [x, x + width]
          : label.anchor === 'end'
            ? [x - width, x]
            : [x - width / 2, x + width / 2],
      ];
    });
    expect(boxes.length).toBeGreaterThan(3);
    for (const [index, box] of boxes.slice(1).entries()) expect(box[0]).toBeGreaterThan(boxes[index]![1]!);
    expect(placed.filter(({ main }) => main.author === 'you').every(({ label }) => label !== null)).toBe(
      true,
    );
    expect(Math.min(...boxes.map((box) => box[0]!))).toBeGreaterThanOrEqual(0);
  });
});
