/** A segment expires before one’s eyes. */
import type { ScenarioDocument } from '../src/scenario/schema.ts';
import { expect, partitionsOf, test } from './support/app.ts';

/** Segments of a few records, kept for five seconds, checked every four. */
const shortMemory: ScenarioDocument = {
  version: 1,
  title: 'A short memory',
  openAt: '8s',
  cluster: { brokers: 1, configs: { 'log.retention.check.interval.ms': '4s' } },
  topics: [{ name: 'clicks', configs: { 'retention.ms': '5s', 'internal.segment.bytes': 1000 } }],
  producers: [{ name: 'web', topic: 'clicks', startAt: '6s', workload: { type: 'steady', perSecond: 5 } }],
  consumers: [{ name: 'Ada', group: 'billing', topics: ['clicks'], processing: '5ms' }],
};

test('a segment expires on screen: its mark says so, and the log start offset moves', async ({ app }) => {
  await app.openWith(shortMemory);
  const row = app.partition(0, 'clicks');
  await row.click();
  const fact = app.inspector.locator('.fact', { hasText: 'log start offset' }).getByRole('definition');
  await expect(fact).toHaveText('0');
  await expect(
    app.inspector,
    'it says beforehand when it is eligible, and when the check comes',
  ).toContainText(
    /The segment from offset 0 becomes eligible in [\d.]+ s; the retention check that finds it comes in \d+ s/,
  );

  await app.transport('Step to the next event').click();
  await app.menu().getByRole('menuitem', { name: 'segment expired' }).click();
  const mark = app.page
    .getByRole('toolbar', { name: 'What happened' })
    .getByRole('button', { name: /A segment of clicks-0 expired: offsets 0 to \d+ are gone/ });
  await expect(mark).toBeVisible();

  const [log] = partitionsOf(await app.state(), 'clicks');
  expect(log!.logStartOffset).toBeGreaterThan(0);
  expect(log!.segments[0]!.baseOffset, 'whole segments go').toBe(log!.logStartOffset);
  await expect(fact).toHaveText(String(log!.logStartOffset));

  await app.page.getByRole('button', { name: 'Read the cluster’s state as text' }).press('Enter');
  const described = app.page.getByRole('region', { name: 'The state of the cluster in words' });
  await expect(described).toContainText(
    `offsets ${log!.logStartOffset} to ${log!.logEndOffset}, high watermark ${log!.highWatermark}`,
  );
});
