/** What hands do on the stage, by mouse and by touch. */
import type { Locator, Page } from '@playwright/test';

/** The button stays down. */
export async function pickUpByMouse(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await centreOf(from);
  const end = await centreOf(to);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(end.x, end.y, { steps: 6 });
}

export async function dragByMouse(page: Page, from: Locator, to: Locator): Promise<void> {
  await pickUpByMouse(page, from, to);
  await page.mouse.up();
}

export async function dragByTouch(page: Page, from: Locator, to: Locator): Promise<void> {
  const start = await centreOf(from);
  const end = await centreOf(to);
  const screen = await page.context().newCDPSession(page);
  const touch = (type: 'touchStart' | 'touchMove' | 'touchEnd', x: number, y: number) =>
    screen.send('Input.dispatchTouchEvent', { type, touchPoints: type === 'touchEnd' ? [] : [{ x, y }] });
  await touch('touchStart', start.x, start.y);
  for (let step = 1; step <= 6; step++) {
    const share = step / 6;
    await touch('touchMove', start.x + (end.x - start.x) * share, start.y + (end.y - start.y) * share);
  }
  await touch('touchEnd', end.x, end.y);
}

async function centreOf(target: Locator): Promise<{ x: number; y: number }> {
  const { x, y, width, height } = (await target.boundingBox())!;
  return { x: x + width / 2, y: y + height / 2 };
}
