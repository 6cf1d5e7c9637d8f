import { expect, it } from 'vitest';
import { placeName } from './lane-texts.ts';

it('a name stands before its caret where there is room', () => {
  const place = placeName({ caret: 200, mark: 300, gone: null }, 50, 100);
  expect(place.left + 50).toBeLessThan(200);
  expect(place).toMatchObject({ barFrom: 200, after: 308 });
});

it('at the left end it stands within its bar, and what comes after the bar is the lag and nothing else', () => {
  const place = placeName({ caret: 102, mark: 300, gone: null }, 50, 100);
  expect(place).toEqual({ left: 110, barFrom: 168, after: 308 });
});

it('where the bar is too short, or tells of records that are gone, it comes after it, before the lag', () => {
  expect(placeName({ caret: 102, mark: 150, gone: null }, 50, 100)).toEqual({
    left: 158,
    barFrom: 102,
    after: 216,
  });
  expect(placeName({ caret: 102, mark: 300, gone: 140 }, 50, 100).left).toBe(308);
});
