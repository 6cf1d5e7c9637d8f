/** Automated checks find nothing, on every page, in both themes and languages, at desk and phone. */
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import { expect, fadedIn, test } from './support/app.ts';
import { twoGroups } from './support/scenarios.ts';

const words = {
  en: { share: 'Share', add: 'Add', close: 'Close', reset: 'Reset offsets…', move: 'Move replicas…' },
  ko: { share: '공유', add: '추가', close: '닫기', reset: '오프셋 재설정…', move: '레플리카 옮기기…' },
};

for (const width of [1440, 390]) {
  for (const colorScheme of ['light', 'dark'] as const) {
    for (const language of ['en', 'ko'] as const) {
      test.describe(`${width} px wide, ${colorScheme}, ${language}`, () => {
        test.use({
          viewport: { width, height: width === 390 ? 844 : 900 },
          colorScheme,
          locale: language === 'ko' ? 'ko-KR' : 'en-GB',
        });

        test('axe finds nothing', async ({ app }) => {
          const { page } = app;
          const { share, add, close, reset, move } = words[language];
          await app.openWith(twoGroups);
          await expectNoFaults(page, 'stage');

          await page.locator('[data-thing="partition"]').first().click();
          await expect(page.locator('.config').first()).toBeVisible();
          await expectNoFaults(page, 'inspector with a partition');
          await page.locator('.inspector').getByRole('button', { name: close }).click();

          await page.getByRole('button', { name: add, exact: true }).click();
          await expect(page.getByRole('menu')).toBeVisible();
          await expectNoFaults(page, 'add menu');
          await page.keyboard.press('Escape');

          await page.getByRole('button', { name: share, exact: true }).click();
          await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible();
          await expectNoFaults(page, 'share dialog');
          await page.keyboard.press('Escape');

          // By then the groups have committed something.
          await app.later(4);
          await page.locator('[data-thing="group"]').first().press('Shift+F10');
          await page.getByRole('menuitem', { name: reset }).click();
          await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
          await page.getByRole('dialog').getByRole('combobox').first().selectOption('file');
          await expect(page.getByRole('dialog').getByRole('textbox')).toBeVisible();
          await page.getByRole('dialog').getByRole('combobox').first().selectOption('shift-by');
          await expect(page.getByRole('dialog').getByRole('table')).toBeVisible();
          await expectNoFaults(page, 'dialog that resets offsets');
          await page.keyboard.press('Escape');

          await page.locator('[data-thing="partition"]').first().press('Shift+F10');
          await page.getByRole('menuitem', { name: move }).click();
          await page.getByRole('dialog').getByRole('checkbox').first().uncheck();
          await expectNoFaults(page, 'dialog that moves replicas');
          await page.keyboard.press('Escape');

          await page.goto('./#/library');
          await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
          await expectNoFaults(page, 'library');
        });
      });
    }
  }
}

async function expectNoFaults(page: Page, where: string): Promise<void> {
  await fadedIn(page);
  // There are no frames from elsewhere, so nothing needs the second page that gathers their results.
  const axe = new AxeBuilder({ page }).options({ resultTypes: ['violations'] }).setLegacyMode();
  const { violations } = await axe.analyze();
  const found = violations.map(({ id, help, nodes }) => ({
    id,
    help,
    at: nodes.slice(0, 5).map(({ target, failureSummary }) => `${target.join(' ')}: ${failureSummary}`),
  }));
  expect.soft(found, where).toEqual([]);
}
