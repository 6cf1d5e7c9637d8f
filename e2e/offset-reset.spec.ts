/** A group's offsets are reset by hand: seen beforehand, refused while anybody is in it, then done and said. */
import type { ScenarioDocument } from '../src/scenario/schema.ts';
import { expect, groupOf, test } from './support/app.ts';

/** Sixty records in two partitions, all read and committed when it opens. */
const allRead: ScenarioDocument = {
  version: 1,
  title: 'All read',
  openAt: '25s',
  topics: [{ name: 'orders', partitions: 2 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '6s',
      workload: { type: 'steady', perSecond: 10, limit: 60, keys: { count: 20, prefix: 'user-' } },
    },
  ],
  consumers: [{ name: 'Ada', group: 'billing', topics: ['orders'], processing: '5ms' }],
};

test('from the group’s menu, with what it would do, to the sentence that says what it did', async ({
  app,
}) => {
  await app.openWith(allRead);
  await app.choose(app.group('billing'), 'Reset offsets…');
  const dialog = app.page.getByRole('dialog', { name: 'Reset the offsets of billing' });
  const sum = dialog.getByRole('status');
  await expect(sum, 'somebody is in it').toContainText('it is Stable: close its consumers first');
  await dialog.getByRole('button', { name: 'Reset' }).click();
  await expect(dialog).toBeHidden();
  await app.later(1);
  await expect
    .poll(() => app.spoken())
    .toContainEqual(
      expect.stringMatching(
        /offsets of group billing were not reset: somebody is in the group \(NON_EMPTY_GROUP\)/,
      ),
    );

  await app.command({ do: 'closeConsumer', consumer: 'Ada' });
  await app.later(1);
  await expect.poll(() => app.spoken()).toContainEqual(expect.stringContaining('a member left'));
  await app.choose(app.group('billing'), 'Reset offsets…');
  await expect(sum).toHaveText('60 records would be read again');
  const rows = dialog.getByRole('row');
  await expect(rows).toHaveCount(3);
  await expect(rows.nth(1)).toContainText(/^orders-0\d+0$/);

  await dialog.getByLabel('Reset to').selectOption('shift-by');
  await expect(sum).toHaveText('20 records would be read again');
  await dialog.getByLabel('Records', { exact: true }).fill('-1000');
  await expect(rows.nth(2)).toContainText('held to the start');
  await dialog.getByLabel('Of', { exact: true }).selectOption('orders');
  await dialog.getByLabel('Partitions').fill('1');
  await expect(rows).toHaveCount(2);
  await dialog.getByRole('button', { name: 'Reset' }).press('Enter');
  await expect(dialog).toBeHidden();

  const before = groupOf(await app.state(), 'billing').offsets;
  const after = groupOf(await app.later(1), 'billing').offsets;
  expect(after).toEqual(
    before.map((each) => (each.partition === 1 ? { ...each, committed: 0, lag: each.committed } : each)),
  );
  await expect
    .poll(() => app.spoken())
    .toContainEqual(
      expect.stringMatching(
        /Offsets of group billing were reset: orders-1 \d+ → 0; 1 would have left the log/,
      ),
    );
});

test('by keyboard alone, in Korean', async ({ app }) => {
  await app.openWith({ ...allRead, script: [{ at: '20s', do: 'closeConsumer', consumer: 'Ada' }] });
  await app.page.keyboard.press('Escape');
  await app.page.getByRole('button', { name: '한국어' }).first().press('Enter');
  await app.page
    .locator('.scene')
    .getByRole('button', { name: /billing/ })
    .first()
    .press('Shift+F10');
  await app.menu().getByRole('menuitem', { name: '오프셋 재설정…' }).press('Enter');
  const dialog = app.page.getByRole('dialog', { name: 'billing 그룹의 오프셋 재설정' });
  await expect(dialog.getByLabel('옮길 자리')).toBeFocused();
  await expect(dialog.getByRole('status')).toHaveText('레코드 60개를 다시 읽습니다');
  await app.page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
});
