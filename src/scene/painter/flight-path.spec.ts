import { expect, it } from 'vitest';
import { anchor, type FlightKind } from '../../view/frame.ts';
import { bottom, right } from '../geometry.ts';
import { layOut } from '../layout/lay-out.ts';
import { fakeFrame, fakeStructure } from '../testing/fake-frame.ts';
import { distanceAt, type FlightPath, isHidden, pathOfFlight, pointAt, Ways } from './flight-path.ts';
import { RowViews } from './row-views.ts';
import type { Scene } from './state.ts';

const structure = fakeStructure();
const layout = layOut(
  structure,
  { width: 1440, height: 760 },
  { measure: (text) => text.length * 7, leaderText: () => 'broker 1' },
);
const rows = new RowViews();
rows.advance(layout, structure, fakeFrame(structure, 0), 0, 16, true);
const scene = { layout, rows, structure } as Scene;

const path = (kind: FlightKind, from: number, to: number, on: Scene = scene): FlightPath =>
  pathOfFlight(on, new Ways(), kind, from, to)!;
const along = (way: FlightPath): { x: number; y: number }[] =>
  Array.from({ length: 41 }, (_, step) => pointAt(way, distanceAt(way, step / 40)));

it('a produced record leaves its producer and lands behind the last record', () => {
  const points = along(path('produce', anchor('producer', 1), anchor('row', 0)));
  expect(points[0]).toMatchObject({ x: layout.producers[1]!.out.x, y: layout.producers[1]!.out.y });
  const { tape } = layout.rows[0]!;
  expect(points.at(-1)!.x).toBeGreaterThan(tape.x + tape.width / 2);
  expect(points.at(-1)!.y).toBe(layout.rows[0]!.in.y);
});

it('it takes half of its time to the tape, however long the tape', () => {
  const points = along(path('produce', anchor('producer', 1), anchor('row', 0)));
  expect(points[20]!.x).toBeCloseTo(layout.rows[0]!.in.x, 0);
});

it('it passes behind the label', () => {
  const way = path('produce', anchor('producer', 1), anchor('row', 0));
  const { label, tape } = layout.rows[0]!;
  expect([label!.x + 5, tape.x - 2, tape.x + 2].map((x) => isHidden(way, x))).toEqual([true, true, false]);
});

it('a delivered record leaves at the high watermark and ends at its consumer', () => {
  const points = along(path('deliver', anchor('row', 2), anchor('consumer', 2)));
  expect(points[0]!.x).toBeLessThan(right(layout.rows[2]!.tape));
  expect(points.at(-1)!.x).toBeCloseTo(layout.consumers[2]!.in.x);
  expect(points.at(-1)!.y).toBeCloseTo(layout.consumers[2]!.in.y);
});

it('for a group that reads committed it leaves at the last stable offset', () => {
  const views = new RowViews();
  const frame = fakeFrame(structure, 0);
  for (let row = 0; row < structure.rows.length; row++) frame.rows.lastStable[row]! -= 4;
  views.advance(layout, structure, frame, 0, 16, true);
  const groups = structure.groups.map((group) => ({ ...group, readCommitted: true }));
  const committedOnly: Scene = { ...scene, rows: views, structure: { ...structure, groups } };
  const startOn = (on: Scene) => along(path('deliver', anchor('row', 2), anchor('consumer', 2), on))[0]!.x;
  expect(startOn(scene) - startOn(committedOnly)).toBeGreaterThan(3 * layout.cellWidth);
});

it('what a member says to its coordinator crosses no tape', () => {
  const crossing = (points: readonly { x: number; y: number }[]): boolean =>
    points.some(({ x, y }) =>
      layout.rows.some(({ tape }) => x < right(tape) && y > tape.y && y < bottom(tape)),
    );
  const there = along(path('heartbeat', anchor('consumer', 0), anchor('broker', 2)));
  const back = along(path('group-response', anchor('broker', 2), anchor('consumer', 0)));
  expect([crossing(there), crossing(back)]).toEqual([false, false]);
  expect(there[0]).toEqual(back.at(-1));
});

it('an anchor that is not there has no way', () => {
  expect(pathOfFlight(scene, new Ways(), 'ack', anchor('row', 99), anchor('producer', 0))).toBeNull();
});
