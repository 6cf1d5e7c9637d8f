/** What is painted on the canvas stays with its HTML label while all is moved. */
import type { Page } from '@playwright/test';
import { expect, test } from './support/app.ts';
import type { Rect } from './support/in-page.ts';
import { framesDuring, type Picture, pictureOf } from './support/pictures.ts';
import { twoGroups } from './support/scenarios.ts';

test.use({ viewport: { width: 1200, height: 720 } });

test('in captured frames of a pan, a zoom and a drag the high watermark’s line is within 2 px of its place in its HTML row', async ({
  app,
}) => {
  const { page } = app;
  await app.openWith(twoGroups);
  await app.partition(1).evaluate((row) => {
    row.style.outline = '2px solid rgb(255, 0, 255)';
  });
  const stage = (await page.locator('#stage').boundingBox())!;
  const atRest = await placeAtRest(page, stage);
  const middle = { x: stage.x + stage.width / 2, y: stage.y + stage.height - 130 };

  const panned = await framesDuring(page, async () => {
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.down();
    for (const [dx, dy] of path(16)) await page.mouse.move(middle.x + dx, middle.y + dy);
    await page.mouse.up();
  });
  expectTogether(panned, stage, atRest, 'pan', 4);

  const zoomed = await framesDuring(page, async () => {
    await page.mouse.move(middle.x, stage.y + stage.height / 2);
    for (let turn = 0; turn < 5; turn++) await page.mouse.wheel(0, 60);
    for (let turn = 0; turn < 7; turn++) await page.mouse.wheel(0, -60);
  });
  expectTogether(zoomed, stage, atRest, 'zoom', 4);

  const dragged = await framesDuring(page, async () => {
    const card = (await app.consumer('Ada').boundingBox())!;
    const to = (await app.group('audit').boundingBox())!;
    await page.mouse.move(card.x + 20, card.y + 10);
    await page.mouse.down();
    await page.mouse.move(to.x + 20, to.y + 10, { steps: 16 });
  });
  await page.mouse.up();
  expectTogether(dragged, stage, atRest, 'drag', 1);
});

interface Place {
  /** Of the row's outline. */
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Of the high watermark's line. */
  readonly x: number;
  readonly y: number;
}

/** Once two pictures in a row show it in one place. */
async function placeAtRest(page: Page, stage: Rect): Promise<Place> {
  let place: Place | null = null;
  await expect
    .poll(async () => {
      const before = place;
      place = placeOf(pictureOf(await page.screenshot()), stage);
      return place !== null && JSON.stringify(place) === JSON.stringify(before);
    })
    .toBe(true);
  return place!;
}

function expectTogether(
  frames: readonly Picture[],
  stage: Rect,
  atRest: Place,
  what: string,
  least: number,
): void {
  const places = frames.map((frame) => placeOf(frame, stage)).filter((place) => place !== null);
  const positions = new Set(places.map(({ left, right, top }) => `${left} ${right} ${top}`));
  expect(positions.size, `${what}: places where the row was seen`).toBeGreaterThanOrEqual(least);
  for (const place of places) {
    const where = `${what}: ${JSON.stringify(place)}`;
    expect(Math.abs(place.x - expectedX(place, atRest)), `across, ${where}`).toBeLessThanOrEqual(2);
    expect(Math.abs(place.y - expectedY(place, atRest)), `down, ${where}`).toBeLessThanOrEqual(2);
  }
}

/** Where the mark lies in its row stays the same, however the row is moved and enlarged. */
function expectedX({ left, right }: Place, rest: Place): number {
  return left + ((rest.x - rest.left) / (rest.right - rest.left)) * (right - left);
}

function expectedY({ top, bottom }: Place, rest: Place): number {
  return top + ((rest.y - rest.top) / (rest.bottom - rest.top)) * (bottom - top);
}

/** Null: the row or its mark is not wholly on the stage. */
function placeOf(picture: Picture, stage: Rect): Place | null {
  const frame = boundsOf(picture);
  if (!frame) return null;
  const { left, right, top, bottom } = frame;
  const isCut = left <= stage.x + 2 || right >= stage.x + stage.width - 2;
  if (isCut || top <= stage.y + 2 || bottom >= stage.y + stage.height - 2) return null;
  let best = { x: -1, length: 0, from: 0, to: 0 };
  for (let x = left + 2; x < right - 1; x++) {
    const line = longestLine(picture, x, top, bottom);
    if (line.length > best.length) best = { x, ...line };
  }
  if (best.length < (bottom - top) * 0.2) return null;
  let end = best.x;
  while (longestLine(picture, end + 1, top, bottom).length > best.length * 0.8) end++;
  return { left, right, top, bottom, x: (best.x + end) / 2, y: (best.from + best.to) / 2 };
}

function longestLine(picture: Picture, x: number, top: number, bottom: number) {
  let best = { length: 0, from: 0, to: 0 };
  let length = 0;
  for (let y = top; y <= bottom; y++) {
    length = isDark(picture, x, y) ? length + 1 : 0;
    if (length > best.length) best = { length, from: y - length + 1, to: y };
  }
  return best;
}

/** The outline's. */
function boundsOf(picture: Picture) {
  let left = Number.POSITIVE_INFINITY;
  let [right, top, bottom] = [-1, -1, -1];
  for (let y = 0; y < picture.height; y++) {
    for (let x = 0; x < picture.width; x++) {
      if (!isMagenta(picture, x, y)) continue;
      if (top < 0) top = y;
      bottom = y;
      left = Math.min(left, x);
      right = Math.max(right, x);
    }
  }
  return right < 0 ? null : { left, right, top, bottom };
}

function isMagenta({ bytes, width, channels }: Picture, x: number, y: number): boolean {
  const at = (y * width + x) * channels;
  return bytes[at + 1]! < 20 && bytes[at]! > 235 && bytes[at + 2]! > 235;
}

/** Ink, also where the canvas is shown smaller than it was painted. */
function isDark({ bytes, width, channels }: Picture, x: number, y: number): boolean {
  const at = (y * width + x) * channels;
  return bytes[at]! + bytes[at + 1]! + bytes[at + 2]! < 380;
}

/** Out and back along a loop, so that it ends where it began. */
function path(steps: number): [number, number][] {
  return Array.from({ length: steps }, (_, step) => {
    const turn = (2 * Math.PI * (step + 1)) / steps;
    return [60 * Math.sin(turn), 40 * (Math.cos(turn) - 1)];
  });
}
