/** What the stage itself tells: phases, idle members, records under the pointer, and the room that tapes get. */
import { libraryDocument } from '../src/scenario/library/index.ts';
import { type App, expect, partitionsOf, test } from './support/app.ts';
import { type Picture, pictureOf } from './support/pictures.ts';
import { rebalanceAtTwelve, twoGroups } from './support/scenarios.ts';

test('an idle member says why it is idle', async ({ app }) => {
  await app.openWith(libraryDocument('the-idle-consumer')!);
  const idle = app.page.locator('.consumer-card').filter({ hasText: 'idle: no partition left' });
  await expect(idle).toHaveCount(1);
  await expect(idle).toHaveAccessibleName(/owns nothing, idle: no partition left/);
  await app.seek(20_000);
  await expect(idle, 'another has left, so it has its partition').toHaveCount(0);
});

test('a group that rebalances names the phase and how many are back, and then what came of it', async ({
  app,
}) => {
  await app.openWith(rebalanceAtTwelve);
  await app.step('rebalance');
  const group = app.group('billing');
  await expect(group).toHaveAccessibleName(/members rejoin.* 1 of 3 back/);
  await expect(group).toContainText('eager');
  await expect(app.consumer('Ada')).toHaveAccessibleName(/not told yet/);

  await app.step('group-stable');
  await app.later(1);
  await expect(group).toHaveAccessibleName(/Stable, stable, generation 2, 3 members/);
  await expect(group).not.toContainText('eager');
  await expect(app.consumer('Dan')).toHaveAccessibleName(/owns P\d/);
});

test('hover shows the record: its key, value, offset, timestamp and why it is in this partition', async ({
  app,
}) => {
  await app.openWith(twoGroups);
  const { logEndOffset } = partitionsOf(await app.state())[2]!;
  const label = (await app.partition(2).locator('.row-label').boundingBox())!;
  const tip = app.page.getByRole('tooltip').filter({ hasText: 'orders-2 @' });
  await app.page.mouse.move(label.x + label.width + 22, label.y + label.height / 2);
  await expect(tip).toContainText(/orders-2 @ \d+/);
  expect(Number(/@ (\d+)/.exec((await tip.textContent())!)?.[1])).toBeLessThan(logEndOffset);
  await expect(tip).toContainText(/"user-\d+"/);
  await expect(tip).toContainText(/20\d\d-\d\d-\d\d \d\d:\d\d:\d\d\.\d+/);
  await expect(tip).toContainText('checkout');
  await expect(tip).toContainText(/murmur2\(key\) = \d+, % 3 = 2/);
  await app.page.mouse.move(label.x + 5, label.y - 60);
  await expect(tip).toBeHidden();
});

test('the stage is zoomed and panned, and “Fit everything” shows it all again', async ({ app }) => {
  const { page } = app;
  await app.openWith(twoGroups);
  const world = page.locator('.scene-world');
  const fitted = await world.getAttribute('style');
  await page.getByRole('button', { name: 'Zoom in' }).click();
  await expect(world).not.toHaveAttribute('style', fitted!);
  const stage = (await page.locator('#stage').boundingBox())!;
  await page.mouse.move(stage.x + stage.width / 2, stage.y + stage.height - 130);
  await page.mouse.wheel(0, -200);
  await page.mouse.down();
  await page.mouse.move(stage.x + 100, stage.y + 100, { steps: 4 });
  await page.mouse.up();
  await page.getByRole('button', { name: 'Fit everything' }).click();
  await expect(world).toHaveAttribute('style', fitted!);
  for (const thing of [
    app.producer('checkout'),
    app.partition(0),
    app.group('audit'),
    app.broker(3),
    app.tray,
  ]) {
    await expect(thing).toBeInViewport({ ratio: 0.999 }); // a scaled box is a fraction of a pixel off
  }
});

test('a stage that nobody zoomed or panned fits a smaller window, whatever was clicked before', async ({
  app,
}) => {
  const { page } = app;
  await app.openWith(twoGroups);
  await app.producer('checkout').click();
  await page.setViewportSize({ width: 1024, height: 640 });
  for (const thing of [app.producer('checkout'), app.group('audit'), app.consumer('Cyd')])
    await expect(thing).toBeInViewport({ ratio: 0.999 });
});

for (const width of [1024, 1440]) {
  test.describe(`${width} px wide`, () => {
    test.use({ viewport: { width, height: 800 } });

    test('tapes take at least 60 % of the stage’s width, as it opens', async ({ app }) => {
      await app.openWith(twoGroups);
      const stage = (await app.page.locator('#stage').boundingBox())!;
      await expect.poll(async () => (await tapeWidth(app)) / stage.width).toBeGreaterThanOrEqual(0.6);
    });
  });
}

/** By the pixels to the right of a partition's label that are not the stage's paper. */
async function tapeWidth(app: App): Promise<number> {
  const label = (await app.partition(1).locator('.row-label').boundingBox())!;
  const picture = pictureOf(await app.page.screenshot());
  const y = Math.round(label.y + label.height / 2);
  const paper = colourAt(picture, Math.round(label.x), Math.round(label.y - 30));
  let widest = 0;
  let run = 0;
  for (let x = Math.round(label.x + label.width); x < picture.width; x++) {
    run = colourAt(picture, x, y) === paper ? 0 : run + 1;
    widest = Math.max(widest, run);
    if (run === 0 && widest > 100) break;
  }
  return widest;
}

function colourAt({ bytes, width, channels }: Picture, x: number, y: number): string {
  const at = (y * width + x) * channels;
  return bytes.subarray(at, at + 3).join();
}
