/** A transaction from its first record to its end, and what each reader gets of it. */
import type { ScenarioDocument } from '../src/scenario/schema.ts';
import { expect, groupOf, partitionsOf, test } from './support/app.ts';

/** Four records each, held open for two seconds; every second one is aborted. */
const transactions: ScenarioDocument = {
  version: 1,
  title: 'Transactions',
  openAt: '6500ms',
  cluster: { brokers: 1 },
  topics: [{ name: 'orders', partitions: 1 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '5s',
      configs: { 'transactional.id': 'orders-tx' },
      transactions: { records: 4, abortEvery: 2, hold: '2s' },
      workload: { type: 'steady', perSecond: 4, keys: { count: 3, prefix: 'user-' } },
    },
  ],
  consumers: [
    {
      name: 'Ada',
      group: 'billing',
      topics: ['orders'],
      processing: '5ms',
      configs: { 'isolation.level': 'read_committed' },
    },
    { name: 'Cyd', group: 'audit', topics: ['orders'], processing: '5ms' },
  ],
};

test.beforeEach(({ app }) => app.openWith(transactions));

test('an open transaction holds read_committed readers back, and everything says so', async ({ app }) => {
  await expect(app.producer('checkout')).toHaveAccessibleName(/transaction · 4 records/);
  const [log] = partitionsOf(await app.state());
  expect(log).toMatchObject({ lastStableOffset: 0, highWatermark: 4 });
  expect(groupOf(await app.state(), 'billing').offsets).toMatchObject([{ lag: 0 }]);

  await app.partition(0).click();
  await expect(app.inspector).toContainText('The transaction of orders-tx is open since offset 0');
  await app.page.keyboard.press('ArrowLeft');
  await expect
    .poll(() => app.spoken())
    .toContainEqual(expect.stringMatching(/^Offset 3, key user-\d, transaction open$/));
  await expect(app.page.getByRole('tooltip')).toContainText('consumers with read_committed wait for its end');

  await app.page.getByRole('button', { name: 'Read the cluster’s state as text' }).press('Enter');
  const described = app.page.getByRole('region', { name: 'The state of the cluster in words' });
  await expect(described).toContainText('high watermark 4, last stable offset 0');
  await expect(described).toContainText('transactional id orders-tx, transaction open with 4 records');
});

test('what the next is made of is changed by hand, and the open one ends as it was begun', async ({
  app,
}) => {
  await app.choose(app.producer('checkout'), 'Change its transactions…');
  const dialog = app.page.getByRole('dialog', { name: 'The transactions of checkout' });
  const records = dialog.getByLabel('Records in each');
  await expect(records).toBeFocused();
  await expect(records).toHaveValue('4');
  await expect(dialog.getByLabel('Abort every …th')).toHaveValue('2');
  await records.fill('0');
  await expect(dialog.getByRole('button', { name: 'Apply' })).toBeDisabled();
  await records.fill('2');
  await dialog.getByLabel('Abort every …th').fill('0');
  await dialog.getByLabel('Milliseconds until it ends').fill('60000');
  await dialog.getByLabel('Milliseconds until it ends').press('Enter');
  await expect(dialog).toBeHidden();
  await expect
    .poll(() => app.spoken())
    .toContainEqual(expect.stringContaining('You changed the transactions of checkout'));
  await expect(app.producer('checkout')).toHaveAccessibleName(/transaction · 4 records/);

  await app.later(5);
  await expect(app.producer('checkout'), 'the next, held open').toHaveAccessibleName(
    /transaction · 2 records/,
  );
  expect(partitionsOf(await app.state())).toMatchObject([{ lastStableOffset: 5 }]);

  await app.choose(app.producer('checkout'), 'Change its transactions…');
  await expect(records).toHaveValue('2');
  await app.page.keyboard.press('Escape');
  await expect(
    app.command({ do: 'setProducerConfig', producer: 'checkout', name: 'transactional.id', value: null }),
  ).resolves.toBeTruthy();
  await expect(
    app.command({ do: 'setTransactions', producer: 'checkout', transactions: { records: 3 } }),
  ).rejects.toThrow('checkout has no transactional.id');
});

test('a step goes to its commit, whose marker takes an offset; the next is aborted, and marked', async ({
  app,
}) => {
  expect(await app.step('transaction-committed')).toMatchObject({ found: true });
  await app.later(0.2);
  const [log] = partitionsOf(await app.state());
  expect(log!.lastStableOffset, 'beyond the four records and their marker').toBe(5);
  await app.partition(0).focus();
  for (let offset = log!.logEndOffset; offset > 4; offset--) await app.page.keyboard.press('ArrowLeft');
  await expect.poll(() => app.spoken()).toContain('Offset 4, COMMIT marker');
  await expect(app.page.getByRole('tooltip')).toContainText('orders-tx, committed');

  await app.transport('Step to the next event').click();
  await app.menu().getByRole('menuitem', { name: 'transaction aborted' }).click();
  const said = 'checkout aborted its transaction of 4 records: consumers with read_committed skip them';
  await expect(
    app.page.getByRole('toolbar', { name: 'What happened' }).getByRole('button', { name: said }),
  ).toBeVisible();
  await expect.poll(() => app.spoken()).toContainEqual(expect.stringContaining(said));
});
