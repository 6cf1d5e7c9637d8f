/** A phone, a page enlarged to 200 %, and eyes that want no motion. */
import { type App, expect, test } from './support/app.ts';
import { controlsOf, overlaps } from './support/boxes.ts';
import { manyPartitions, twoGroups } from './support/scenarios.ts';

test.describe('on a phone', () => {
  test.use({ viewport: { width: 390, height: 844 }, hasTouch: true });

  test('the stage and the timeline stay, nothing scrolls sideways, and no control lies over another', async ({
    app,
  }) => {
    await app.openWith(manyPartitions(3));
    const stage = (await app.page.locator('#stage').boundingBox())!;
    expect(stage.width).toBe(390);
    expect(stage.height, 'more than a third of the window').toBeGreaterThan(300);
    await expect(app.partition(0)).toBeInViewport();
    await expect(app.page.getByRole('slider', { name: 'Timeline' })).toBeInViewport();
    await expectRoom(app);
  });

  test('what to look for and the inspector are sheets that open from below and close', async ({ app }) => {
    const { page } = app;
    await app.openWith(twoGroups);
    const lookFor = page.getByRole('complementary', { name: 'What to look for' });
    await expect(lookFor).toBeHidden();
    await page.getByRole('button', { name: 'What to look for' }).tap();
    await expect(lookFor).toBeInViewport();
    expect((await lookFor.boundingBox())!.width).toBe(390);
    await page.getByRole('button', { name: 'Hide this panel' }).tap();
    await expect(lookFor).toBeHidden();

    await app.partition(0).tap();
    await expect(app.inspector.getByRole('heading', { name: 'orders-0' })).toBeInViewport();
    expect((await app.inspector.boundingBox())!.width).toBe(390);
    await expect(page.getByRole('slider', { name: 'Timeline' }), 'time stays within reach').toBeInViewport();
    await app.inspector.getByRole('button', { name: 'Close' }).tap();
    await expect(app.inspector).toBeHidden();
    await expectRoom(app);
  });
});

test.describe('enlarged to 200 %', () => {
  test.use({ viewport: { width: 720, height: 450 }, deviceScaleFactor: 2 });

  test('no control lies over another, and nothing scrolls sideways', async ({ app }) => {
    await app.openWith(twoGroups);
    await expect(app.page.locator('#stage')).toBeInViewport({ ratio: 0.9 });
    await expectRoom(app);
    await app.page.getByRole('button', { name: 'Share' }).click();
    const close = app.page.getByRole('dialog').getByRole('button', { name: 'Close' });
    await expect(close, 'a dialog can be closed').toBeInViewport();
    await expect(app.page.getByRole('dialog').getByRole('textbox', { name: 'Link' })).toBeInViewport();
  });
});

test.describe('with reduced motion', () => {
  test.use({ contextOptions: { reducedMotion: 'reduce' } });

  test('the camera and what was dropped are there at once', async ({ app }) => {
    await app.openWith(twoGroups);
    expect(await framesUntilStill(app, 'Zoom in')).toBeLessThanOrEqual(1);
    await app.page.goto('./#/library');
    await expect(app.page.locator('.hero-picture')).toBeVisible();
    await expect(app.page.locator('.hero-movers'), 'nothing flies in the picture').toBeHidden();
  });
});

test('without that wish, the camera flies', async ({ app }) => {
  await app.openWith(twoGroups);
  expect(await framesUntilStill(app, 'Zoom in')).toBeGreaterThan(2);
});

async function expectRoom(app: App): Promise<void> {
  const [room, needed] = await app.page.evaluate(() => [innerWidth, document.documentElement.scrollWidth]);
  expect(needed, 'nothing scrolls sideways').toBeLessThanOrEqual(room!);
  const controls = await controlsOf(app.page);
  expect(controls.length).toBeGreaterThan(8);
  expect(overlaps(controls)).toEqual([]);
  const outside = controls.filter(({ x, width }) => x < -0.5 || x + width > room! + 0.5);
  expect(outside).toEqual([]);
}

/** In how many frames after the press the world has taken another place. */
function framesUntilStill(app: App, button: string): Promise<number> {
  return app.page.getByRole('button', { name: button }).evaluate(async (pressed: HTMLElement) => {
    const world = document.querySelector<HTMLElement>('.scene-world')!;
    const frame = () => new Promise(requestAnimationFrame);
    pressed.click();
    const places = new Set([world.style.transform]);
    for (let still = 0, before = world.style.transform; still < 30; ) {
      await frame();
      still = world.style.transform === before ? still + 1 : 0;
      before = world.style.transform;
      places.add(before);
    }
    return places.size;
  });
}
