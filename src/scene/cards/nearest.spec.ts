import { expect, it } from 'vitest';
import { nearestInDirection } from './nearest.ts';

const box = (x: number, y: number) => ({ x, y, width: 10, height: 10 });

it('an arrow leads to the nearest thing in its direction', () => {
  const boxes = [box(0, 50), box(0, 20), box(40, 0), box(0, -30)];
  expect(nearestInDirection('ArrowDown', box(0, 0), boxes)).toBe(1);
  expect(nearestInDirection('ArrowUp', box(0, 0), boxes)).toBe(3);
  expect(nearestInDirection('ArrowRight', box(0, 0), boxes)).toBe(2);
});

it('what is straight ahead wins over what is a little nearer but aside', () => {
  expect(nearestInDirection('ArrowDown', box(0, 0), [box(30, 20), box(0, 60)])).toBe(1);
});

it('nothing lies there: -1; another key: undefined', () => {
  expect(nearestInDirection('ArrowLeft', box(0, 0), [box(20, 0)])).toBe(-1);
  expect(nearestInDirection('Enter', box(0, 0), [box(20, 0)])).toBeUndefined();
});
