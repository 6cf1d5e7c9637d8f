/** Any config of a selected thing is changed in the inspector, by Kafka’s rules. */
import type { Locator } from '@playwright/test';
import { type App, expect, partitionsOf, test } from './support/app.ts';
import { twoGroups } from './support/scenarios.ts';

test.beforeEach(({ app }) => app.openWith(twoGroups));

test('a topic’s config is found by search, changed at once, and told as differing from the default', async ({
  app,
}) => {
  await app.topic('orders').click();
  await expect(app.inspector).toContainText('All configs have Kafka’s defaults.');
  const editor = await edit(app, 'retention.ms');
  await expect(editor).toContainText('Takes effect at once.');
  await editor.getByRole('textbox').fill('60000');
  await editor.getByRole('button', { name: 'Apply' }).click();

  await app.later(1);
  const changed = app.inspector.locator('section', { hasText: 'Configs that differ' });
  await expect(changed.getByRole('button', { name: /^retention\.ms: 60000/ })).toBeVisible();
  await expect(changed).toContainText('default 604800000');
  await expect(app.topic('orders')).toHaveAccessibleName(/keeps 60 s/);
});

test.describe('what Kafka would refuse is refused with its rule, and can’t be applied', () => {
  const refused: readonly [name: string, value: string, says: string][] = [
    ['min.insync.replicas', '0', 'min.insync.replicas is 0, which is not between 1 and'],
    ['retention.ms', 'soon', 'retention.ms is of type LONG, and "soon" is not'],
    ['segment.bytes', '1000', 'segment.bytes is 1000, below Kafka’s floor of 1048576'],
  ];

  test('of a topic', async ({ app }) => {
    await app.topic('orders').click();
    for (const [name, value, says] of refused) {
      const editor = await edit(app, name);
      await editor.getByRole('textbox').fill(value);
      await expect(editor.getByRole('alert')).toContainText(says);
      await expect(editor.getByRole('button', { name: 'Apply' })).toBeDisabled();
      await editor.getByRole('button', { name: 'Cancel' }).click();
    }
  });

  test('of a producer, where two configs contradict each other', async ({ app }) => {
    await app.producer('checkout').click();
    const editor = await edit(app, 'max.in.flight.requests.per.connection');
    await editor.getByRole('textbox').fill('6');
    await expect(editor.getByRole('alert')).toContainText('an idempotent producer may have at most 5');
    await expect(editor.getByRole('button', { name: 'Apply' })).toBeDisabled();
  });
});

test('fewer partitions are refused by the broker, and Kafka’s error is shown', async ({ app }) => {
  await app.choose(app.topic('orders'), 'Change the number of partitions…');
  const dialog = app.page.getByRole('dialog', { name: 'Partitions of orders' });
  await expect(dialog).toContainText('Kafka refuses a smaller number');
  await dialog.getByRole('spinbutton', { name: 'Partitions' }).fill('2');
  await dialog.getByRole('button', { name: 'Apply' }).click();
  const after = await app.later(2);
  await expect(app.notices.getByRole('alert')).toContainText('INVALID_PARTITIONS');
  await expect(app.notices.getByRole('alert')).toContainText(
    'The topic orders currently has 3 partition(s); 2 would not be an increase.',
  );
  expect(partitionsOf(after)).toHaveLength(3);
});

test('a client’s config says beforehand that it restarts the client, and then it does', async ({ app }) => {
  await app.producer('checkout').click();
  const producerId = app.inspector.locator('.fact', { hasText: 'producer id' }).getByRole('definition');
  const before = await producerId.textContent();
  const editor = await edit(app, 'linger.ms');
  await expect(editor).toContainText('A client’s config: the client will be restarted.');
  await editor.getByRole('textbox').fill('50');
  await editor.getByRole('button', { name: 'Apply' }).click();
  await app.later(3);
  await expect(producerId, 'a new instance has a producer id of its own').not.toHaveText(before!);
});

test('a read-only config of a broker says beforehand that the broker is restarted, and then it is', async ({
  app,
}) => {
  await app.broker(2).click();
  const editor = await edit(app, 'log.retention.check.interval.ms');
  await expect(editor).toContainText('Read-only in Kafka: the broker will be restarted.');
  await editor.getByRole('textbox').fill('60000');
  await editor.getByRole('button', { name: 'Apply' }).click();
  expect((await app.step('broker-stopped')).found).toBe(true);
  await expect(app.broker(2)).not.toHaveAccessibleName(/^Broker 2, running/);
  const after = await app.later(30);
  expect(after.brokers.find(({ id }) => id === 2)?.state).toBe('running');
});

/** Finds the config by search, and opens its editor. */
async function edit(app: App, name: string): Promise<Locator> {
  await app.inspector.getByRole('searchbox', { name: 'Search configs' }).fill(name);
  const line = app.inspector.locator('section', { hasText: 'All configs' }).locator('li', {
    has: app.page.getByText(name, { exact: true }),
  });
  await line.getByRole('button', { name: `Change ${name}` }).click();
  return line.locator('form');
}

test('a consumer group’s own config is changed in the inspector, within what the brokers allow', async ({
  app,
}) => {
  const configs = { 'group.protocol': 'consumer' };
  await app.openWith({
    ...twoGroups,
    consumers: [{ name: 'Ada', group: 'billing', topics: ['orders'], configs }],
  });
  await app.group('billing').click();
  const search = app.inspector.getByRole('searchbox');
  await search.fill('streams.session.timeout.ms');
  await expect(app.inspector).toContainText(
    'Kafka has streams.session.timeout.ms, but nothing here would follow from it',
  );
  await search.fill('heartbeat');
  await app.inspector.getByRole('button', { name: 'Change consumer.heartbeat.interval.ms' }).click();
  await app.inspector.getByRole('textbox', { name: 'Value' }).fill('10000');
  await app.inspector.getByRole('button', { name: 'Apply' }).click();
  await expect
    .poll(() => app.spoken())
    .toContainEqual(expect.stringContaining('You set consumer.heartbeat.interval.ms=10000 on group billing'));
  await app.later(1);
  await search.fill('');
  await expect(
    app.inspector.getByRole('listitem').filter({ hasText: 'consumer.heartbeat.interval.ms' }).first(),
  ).toContainText('10000');
});
