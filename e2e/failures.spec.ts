/** Brokers stop and start on the stage, and what they led is led by others. */
import { type App, expect, groupOf, partitionsOf, test } from './support/app.ts';
import { twoGroups } from './support/scenarios.ts';

test.beforeEach(({ app }) => app.openWith(twoGroups));

test('a broker killed by its menu: its partitions name other leaders, and it starts again by its menu', async ({
  app,
}) => {
  await expectLeaders(app, [1, 2, 3]);
  await app.choose(app.broker(2), 'Kill');
  await expect(app.broker(2)).toHaveAccessibleName(/^Broker 2, stopped/);

  const without = await app.later(20);
  const leaders = partitionsOf(without).map(({ leader }) => leader);
  expect(leaders[1], 'partition 1 has another leader').not.toBe(2);
  for (const { leader, isr } of partitionsOf(without)) {
    expect(leader).toBeGreaterThan(0);
    expect(isr).not.toContain(2);
  }
  await expectLeaders(app, leaders);
  await expect(app.partition(1)).toHaveAccessibleName(/2 of 3 replicas in sync/);

  await app.choose(app.broker(2), 'Start');
  const back = await app.later(20);
  for (const { isr } of partitionsOf(back)) expect([...isr].sort()).toEqual([1, 2, 3]);
  await expect(app.broker(2)).toHaveAccessibleName(/^Broker 2, running/);
  await expect(app.partition(1)).toHaveAccessibleName(/3 of 3 replicas in sync/);
  expect(back.ledger.lost).toBe(0);
});

test('a broker shut down by its menu hands its partitions over before it goes', async ({ app }) => {
  await app.choose(app.broker(3), 'Shut down');
  const after = await app.later(3);
  expect(after.brokers.find(({ id }) => id === 3)?.state).toBe('stopped');
  const leaders = partitionsOf(after).map(({ leader }) => leader);
  expect(leaders, 'long before its session would have ended').not.toContain(3);
  expect(leaders.every((leader) => leader > 0)).toBe(true);
  await expectLeaders(app, leaders);
});

test('K stops the broker that has the focus, and K starts it again', async ({ app }) => {
  await app.broker(1).focus();
  await app.page.keyboard.press('k');
  await expect(app.broker(1)).toHaveAccessibleName(/^Broker 1, stopped/);
  const without = await app.later(20);
  expect(partitionsOf(without).map(({ leader }) => leader)).not.toContain(1);

  await expect(app.broker(1)).toBeFocused();
  await app.page.keyboard.press('k');
  await app.later(20);
  await expect(app.broker(1)).toHaveAccessibleName(/^Broker 1, running/);
});

test('the coordinator’s broker stops mid-rebalance: another takes over, the group ends Stable, and no committed offset is lost', async ({
  app,
}) => {
  const opened = await app.later(6);
  const before = groupOf(opened, 'billing');
  expect(before.state).toBe('Stable');
  const committed = committedOf(before);
  expect(Math.min(...Object.values(committed)), 'each partition has a commit').toBeGreaterThan(0);

  await app.command({
    do: 'addConsumer',
    name: 'Dan',
    group: 'billing',
    topics: ['orders'],
    processing: '5ms',
  });
  expect((await app.step('rebalance')).found).toBe(true);
  const rebalancing = groupOf(await app.state(), 'billing');
  expect(rebalancing.state).toBe('PreparingRebalance');

  await app.choose(app.broker(before.coordinator), 'Kill');
  const after = groupOf(await app.later(60), 'billing');
  expect(after.state).toBe('Stable');
  expect(after.coordinator).toBeGreaterThan(0);
  expect(after.coordinator).not.toBe(before.coordinator);
  expect(after.members.map(({ consumer }) => consumer).sort()).toEqual(['Ada', 'Bob', 'Dan']);
  expect(after.members.flatMap(({ assignment }) => assignment.orders ?? []).sort()).toEqual([0, 1, 2]);
  for (const [partition, offset] of Object.entries(committedOf(after))) {
    expect(offset, `partition ${partition}`).toBeGreaterThanOrEqual(committed[partition]!);
  }
  await expect(app.broker(after.coordinator)).toHaveAccessibleName(/coordinates .*billing/);
  await expect(app.group('billing')).toHaveAccessibleName(/Stable/);
  expect((await app.state()).ledger.lost).toBe(0);
});

function committedOf(group: ReturnType<typeof groupOf>): Record<string, number> {
  return Object.fromEntries(group.offsets.map(({ partition, committed }) => [partition, committed]));
}

/** As the labels beside the tapes say. */
async function expectLeaders(app: App, leaders: readonly number[]): Promise<void> {
  for (const [partition, leader] of leaders.entries()) {
    await expect(app.partition(partition).locator('.row-leader')).toHaveText(`broker ${leader}`);
    await expect(app.partition(partition)).toHaveAccessibleName(new RegExp(`leader broker ${leader},`));
  }
}
