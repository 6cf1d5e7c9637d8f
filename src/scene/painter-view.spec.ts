import { describe, expect, it } from 'vitest';
import { needsRepaint, type ViewSituation, wantedView } from './painter-view.ts';

const still: ViewSituation = {
  camera: { x: 0, y: 0, scale: 1 },
  host: { width: 1000, height: 700 },
  world: { width: 4000, height: 3000 },
  ratio: 2,
  moving: false,
};
const moved = (camera: Partial<ViewSituation['camera']>, moving = true): ViewSituation => ({
  ...still,
  camera: { ...still.camera, ...camera },
  moving,
});

it('covers the host and a margin around it, but not what lies beyond the world', () => {
  expect(wantedView(still)).toEqual({ x: -24, y: -24, width: 1152, height: 852, scale: 2 });
  expect(wantedView(moved({ x: -1000, y: -500 }))).toMatchObject({
    x: 872,
    y: 372,
    width: 1256,
    height: 956,
  });
});

it('lies on whole pixels of the host', () => {
  const { x, width } = wantedView(moved({ x: -333, scale: 1.37 }));
  expect((x * 1.37 - 333) % 1).toBeCloseTo(0);
  expect((width * 1.37) % 1).toBeCloseTo(0);
});

describe('repaints', () => {
  const painted = wantedView(moved({ x: -1000, y: -500 }));
  it.each<[string, ViewSituation, boolean]>([
    ['not while nothing changes', moved({ x: -1000, y: -500 }), false],
    ['not within the margin', moved({ x: -1100, y: -420 }), false],
    ['when the margin is used up', moved({ x: -1130, y: -500 }), true],
    ['not while zooming a little', moved({ x: -1300, y: -670, scale: 1.2 }), false],
    ['when it would be blurred', moved({ x: -1000, y: -500, scale: 1.4 }), true],
    ['sharply at rest', moved({ x: -1300, y: -670, scale: 1.2 }, false), true],
  ])('%s', (_, situation, repaints) => {
    expect(needsRepaint(painted, situation)).toBe(repaints);
  });
  it('at first', () => expect(needsRepaint(null, still)).toBe(true));
});

it('asks for no more pixels than a canvas can have', () => {
  const { width, height, scale } = wantedView({ ...still, ratio: 8 });
  expect(width * scale * height * scale).toBeLessThan(16_100_000);
});
