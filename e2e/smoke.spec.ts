/** A static folder under a strict policy that asks no other host for anything. */

import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '@playwright/test';
import { LIBRARY_IDS, libraryDocument } from '../src/scenario/library/index.ts';
import { createApp, ready } from './support/app.ts';

test('the page opens by itself and through its parts: no errors, no policy violations, nothing from another host', async ({
  page,
  context,
  baseURL,
}) => {
  const complaints = complaintsOf(page, context, baseURL!);
  await page.goto('./');
  await expect(page).toHaveTitle(/One partition · Kafkascope/);
  await ready(page);
  await expect(page.locator('meta[http-equiv="Content-Security-Policy"]')).toHaveCount(1);

  await page.locator('[data-thing="partition"]').click();
  await expect(page.locator('.config').first()).toBeVisible();
  await page.getByRole('button', { name: 'Share' }).click();
  await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.getByRole('link', { name: 'Kafkascope' }).click();
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await page.waitForLoadState('networkidle');
  expect(complaints).toEqual([]);
});

test('each built-in scenario opens from the library', async ({ page }) => {
  const app = createApp(page);
  await page.goto('./#/library');
  const cards = page.getByRole('main').getByRole('listitem');
  await expect(cards).toHaveCount(LIBRARY_IDS.length);
  const titles = await cards.getByRole('heading').allTextContents();
  for (const title of titles) {
    await page.goto('./#/library');
    await cards.filter({ has: page.getByRole('heading', { name: title, exact: true }) }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await ready(page);
    expect((await app.state()).ledger.delivered, title).toBeGreaterThan(0);
  }
  expect(app.complaints).toEqual([]);
});

test('a scenario that is loaded as soon as the page can be asked is the one on the stage', async ({
  page,
}) => {
  const app = createApp(page);
  await page.goto('./', { waitUntil: 'domcontentloaded' });
  await app.load(libraryDocument('the-idle-consumer')!);
  await ready(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('The idle consumer');
  expect((await app.state()).timeMs).toBe(10_000);
});

function complaintsOf(page: Page, context: BrowserContext, baseURL: string): string[] {
  const complaints: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`console ${message.type()}: ${message.text()}`);
    }
  });
  page.on('pageerror', (error) => complaints.push(`error: ${error.message}`));
  page.on('requestfailed', (request) => complaints.push(`failed: ${request.url()}`));
  context.on('response', (response) => {
    if (response.status() >= 400) complaints.push(`${response.status()}: ${response.url()}`);
  });
  context.on('request', (request) => {
    const { protocol, origin } = new URL(request.url());
    const isLocal = protocol === 'data:' || protocol === 'blob:' || origin === new URL(baseURL).origin;
    if (!isLocal) complaints.push(`another host: ${request.url()}`);
  });
  return complaints;
}
