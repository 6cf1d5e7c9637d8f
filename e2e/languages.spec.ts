/** English and Korean, switched while a run goes on; light and dark. */
import { expect, membersOf, test } from './support/app.ts';
import { twoGroups } from './support/scenarios.ts';

test('the language is switched mid-run without a reload: the texts are Korean, and nothing is lost', async ({
  app,
}) => {
  const { page } = app;
  await app.openWith(twoGroups);
  await app.command({ do: 'closeConsumer', consumer: 'Bob' });
  const before = await app.later(5);
  await app.group('audit').click();
  await page.evaluate(() => {
    window.spokenWords.push('this page was not loaded again');
  });
  await app.transport('Play').click();
  await expect.poll(async () => (await app.state()).timeMs).toBeGreaterThan(before.timeMs);

  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('두 그룹');
  await expect(page.getByRole('button', { name: '공유' })).toBeVisible();
  const inspector = page.getByRole('complementary', { name: '인스펙터' });
  await expect(inspector.getByRole('heading', { level: 2 }), 'what was selected still is').toHaveText(
    'audit',
  );
  await expect(page.locator('.scene')).toContainText('브로커 1');
  await expect(page.locator('.scene'), 'no English sentence is left on the stage').not.toContainText(
    /broker \d|Drop a consumer|New consumer|generation/,
  );

  await page.getByRole('button', { name: '일시 정지' }).click();
  await expect(page.getByRole('button', { name: '재생' })).toBeVisible();
  const after = await app.state();
  expect(after.timeMs).toBeGreaterThan(before.timeMs);
  expect(after.ledger.produced).toBeGreaterThanOrEqual(before.ledger.produced);
  expect(membersOf(after, 'billing')).toEqual(['Ada']);
  expect(await app.spoken()).toContain('this page was not loaded again');
  await expect(
    page.getByRole('toolbar', { name: '일어난 일' }).getByRole('button', { name: /Bob/ }),
  ).toBeVisible();

  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Two groups');
  expect(await app.state()).toEqual(after);
  await page.reload();
  await expect(page.locator('html'), 'the choice is remembered').toHaveAttribute('lang', 'en');
});

test.describe('in a Korean browser', () => {
  test.use({ locale: 'ko-KR' });

  test('the page is Korean from the start, the library, too', async ({ app }) => {
    await app.open();
    await expect(app.page.locator('html')).toHaveAttribute('lang', 'ko');
    await expect(app.page.getByRole('button', { name: '공유' })).toBeVisible();
    await app.page.goto('./#/library');
    await expect(app.page.getByRole('heading', { name: '파티션 하나' })).toBeVisible();
    await expect(app.page.getByRole('main')).not.toContainText('One partition');
  });
});

test('light and dark: the theme is switched in place and remembered', async ({ app }) => {
  const { page } = app;
  await app.openWith(twoGroups);
  const state = await app.state();
  const light = await paperOf();
  await page.getByRole('button', { name: 'Dark theme' }).click();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  expect(brightness(await paperOf())).toBeLessThan(brightness(light) / 3);
  expect(await app.state()).toEqual(state);
  await page.reload();
  await expect(page.locator('html')).toHaveAttribute('data-theme', 'dark');
  await page.getByRole('button', { name: 'Light theme' }).click();
  expect(await paperOf()).toBe(light);

  function paperOf(): Promise<string> {
    return page.locator('.scene').evaluate((scene) => getComputedStyle(scene).backgroundColor);
  }
});

test.describe('where the system is dark', () => {
  test.use({ colorScheme: 'dark' });

  test('the page is dark by itself', async ({ app }) => {
    await app.open();
    await expect(app.page.locator('html')).toHaveAttribute('data-theme', 'dark');
  });
});

function brightness(colour: string): number {
  const [red = 0, green = 0, blue = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number);
  return red + green + blue;
}
