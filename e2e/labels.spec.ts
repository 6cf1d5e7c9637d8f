/** Labels never overlap, at any number of partitions, width and language; tapes get the room. */
import type { Page } from '@playwright/test';
import { expect, fadedIn, test } from './support/app.ts';
import { overlaps, textsIn } from './support/boxes.ts';
import { manyPartitions } from './support/scenarios.ts';

const sizes = [
  { width: 1440, height: 900 },
  { width: 1024, height: 768 },
  { width: 390, height: 844 },
];

for (const partitions of [1, 3, 12, 32, 100]) {
  test(`no label of the stage overlaps another at ${partitions} partitions`, async ({ app }) => {
    const { page } = app;
    await app.openWith(manyPartitions(partitions));
    await expect(page.locator('.scene .row')).toHaveCount(partitions);
    for (const language of ['en', 'ko']) {
      if (language === 'ko') await page.getByRole('button', { name: '한국어' }).click();
      await expect(page.locator('html')).toHaveAttribute('lang', language);
      for (const size of sizes) {
        await page.setViewportSize(size);
        await settled(page);
        const texts = await textsIn(page, '.scene');
        const rows = await textsIn(page, '.scene-topics');
        expect(rows.length, 'names of partitions that are seen').toBeGreaterThan(Math.min(12, partitions));
        expect(texts.length).toBeGreaterThan(rows.length);
        expect.soft(overlaps(texts), `${size.width} px wide, ${language}`).toEqual([]);
      }
    }
  });
}

/** What came has faded in, and for some frames nothing has moved. */
async function settled(page: Page): Promise<void> {
  await fadedIn(page);
  await page.evaluate(async () => {
    const frame = () => new Promise(requestAnimationFrame);
    const places = () =>
      [...document.querySelectorAll('.scene-world, .scene [style]')]
        .map((each) => each.getAttribute('style'))
        .join('\n');
    await document.fonts.ready;
    for (let same = 0, before = ''; same < 12; ) {
      await frame();
      const now = places();
      same = now === before ? same + 1 : 0;
      before = now;
    }
  });
}
