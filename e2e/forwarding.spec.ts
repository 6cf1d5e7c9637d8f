/** A consumer and the producer in its process: two cards that say so, of one process. */
import { exactlyOnce } from '../src/scenario/library/exactly-once.ts';
import { expect, partitionsOf, test } from './support/app.ts';

test.beforeEach(({ app }) => app.openWith(exactlyOnce));

test('both say of each other, and what can be done to the one is done to both', async ({ app }) => {
  // Between two transactions.
  await app.seek(13_900);
  const forwarder = app.producer('worker → invoices');
  await expect(forwarder).toContainText('→ invoices');
  await forwarder.click();
  await expect(app.inspector).toContainText('It lives in the process of “worker”');
  await expect(app.inspector.getByRole('button', { name: 'Pause' })).toHaveCount(0);

  await app.consumer('worker').click();
  await expect(app.inspector).toContainText(
    'It sends each record on to invoices, by the producer “worker → invoices” in the same process',
  );
  await app.seek(15_500);
  await expect(forwarder).toContainText('stopped');
});

test('what a killed one has left open is aborted, and made again', async ({ app }) => {
  await app.seek(17_500);
  const held = (logs: ReturnType<typeof partitionsOf>) =>
    logs.reduce((sum, { highWatermark, lastStableOffset }) => sum + highWatermark - lastStableOffset, 0);
  expect(held(partitionsOf(await app.state(), 'invoices'))).toBeGreaterThan(2);
  await app.seek(22_000);
  expect((await app.state()).violations).toEqual([]);
  await expect(app.producer('worker → invoices')).toBeVisible();
});
