/** A partition's replicas are moved by hand: chosen and put into order, watched, called off, and refused by Kafka. */
import type { ScenarioDocument } from '../src/scenario/schema.ts';
import { type App, expect, partitionsOf, test } from './support/app.ts';

/** One partition, on two of the four brokers. */
const twoOfFour: ScenarioDocument = {
  version: 1,
  title: 'Two of four',
  openAt: '15s',
  cluster: { brokers: 4 },
  topics: [{ name: 'orders', partitions: 1, replicationFactor: 2 }],
  producers: [
    {
      name: 'checkout',
      topic: 'orders',
      startAt: '6s',
      workload: { type: 'steady', perSecond: 10, keys: { count: 20, prefix: 'user-' } },
    },
  ],
};

/** Who has it: the leader, the other, and the two that have no copy. */
async function placement(app: App) {
  const [partition] = partitionsOf(await app.state());
  const [leader, follower] = partition!.replicas as [number, number];
  expect(partition!.leader).toBe(leader);
  const [spare, other] = [1, 2, 3, 4].filter((id) => !partition!.replicas.includes(id)) as [number, number];
  return { leader, follower, spare, other };
}

/** Of what comes at once only the first few are said: so it is waited for before the next is done. */
const said = (app: App, words: string) =>
  expect.poll(() => app.spoken()).toContainEqual(expect.stringMatching(words));

const replicasNow = async (app: App) => partitionsOf(await app.state())[0]!.replicas;

test('to a broker that has no copy yet, with what comes of it', async ({ app }) => {
  await app.openWith(twoOfFour);
  const { leader, follower, spare } = await placement(app);
  await app.choose(app.partition(0), 'Move replicas…');
  const dialog = app.page.getByRole('dialog', { name: 'Move the replicas of orders-0' });
  const outcome = dialog.getByRole('status');
  const move = dialog.getByRole('button', { name: 'Move', exact: true });
  const broker = (id: number) => dialog.getByRole('checkbox', { name: `Broker ${id}` });
  await expect(broker(leader)).toBeFocused();
  await expect(broker(leader)).toHaveAccessibleName(/preferred leader · leads now$/);
  await expect(outcome).toContainText('Nothing would change.');
  await expect(move).toBeDisabled();

  await dialog.getByRole('button', { name: `Move broker ${follower} up` }).click();
  await expect(outcome).toContainText(`Replicas ${leader}, ${follower} → ${follower}, ${leader}`);
  await expect(outcome).toContainText('Only the order changes, at once.');
  await expect(outcome).toContainText(
    `Broker ${leader} goes on leading; broker ${follower} does only after an election of the preferred leaders.`,
  );

  await broker(leader).uncheck();
  await broker(follower).uncheck();
  await expect(outcome).toContainText('Choose at least one broker.');
  await expect(move).toBeDisabled();
  await broker(spare).check();
  await broker(follower).check();
  await expect(broker(leader)).toHaveAccessibleName(/leads now · its copy goes$/);
  await expect(outcome).toContainText(
    `Broker ${spare} gets a copy of the whole log first; once in sync, the copy on broker ${leader} goes. ` +
      `Broker ${leader} leads until then, and broker ${spare} afterwards.`,
  );
  await move.click();
  await expect(dialog).toBeHidden();

  await said(app, `You asked to move orders-0 to brokers ${spare}, ${follower}`);

  await app.later(5);
  const [partition] = partitionsOf(await app.state());
  expect(partition).toMatchObject({ replicas: [spare, follower], leader: spare });
});

test('a move that waits says what it adds and removes, and is called off', async ({ app }) => {
  await app.openWith(twoOfFour);
  const { leader, follower, spare } = await placement(app);
  await app.command({ do: 'stopBroker', broker: spare });
  await said(app, `You killed broker ${spare}`);
  await app.later(15);
  await app.choose(app.partition(0), 'Move replicas…');
  const dialog = app.page.getByRole('dialog', { name: 'Move the replicas of orders-0' });
  await dialog.getByRole('checkbox', { name: `Broker ${spare} stopped` }).check();
  await dialog.getByRole('checkbox', { name: `Broker ${leader}` }).uncheck();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await said(app, 'You asked to move orders-0');
  await app.later(2);
  expect(await replicasNow(app)).toEqual([follower, spare, leader]);
  await expect(app.partition(0)).toHaveAccessibleName(/2 of 3 replicas in sync, being moved/);

  await app.partition(0).click();
  const fact = (name: string) => app.inspector.locator('.fact').filter({ hasText: name });
  await expect(app.inspector).toContainText(
    `Being moved: broker ${spare} gets a copy of the log first; once in sync, the copy on broker ${leader} goes.`,
  );
  await expect(fact('Replicas being added')).toContainText(String(spare));
  await expect(fact('Replicas to be removed')).toContainText(String(leader));
  await app.inspector.getByRole('button', { name: 'Cancel the move' }).click();
  await said(app, 'You called off the move of orders-0');
  await app.later(2);
  expect(await replicasNow(app)).toEqual([follower, leader]);
  await expect(app.partition(0)).not.toHaveAccessibleName(/being moved/);
  await expect(app.inspector.getByRole('button', { name: 'Cancel the move' })).toBeHidden();
});

test('what Kafka refuses is told: a replica on a broker that is no longer registered', async ({ app }) => {
  await app.openWith(twoOfFour);
  const { leader, follower, spare } = await placement(app);
  await app.command({ do: 'stopBroker', broker: follower });
  await app.later(1);
  await said(app, `Broker ${follower} was killed`);
  await app.command({ do: 'removeBroker', broker: follower });
  await app.later(1);
  await said(app, 'The ISR of orders-0 shrank');
  await app.choose(app.partition(0), 'Move replicas…');
  const dialog = app.page.getByRole('dialog', { name: 'Move the replicas of orders-0' });
  await expect(dialog.getByRole('checkbox', { name: `Broker ${follower} stopped` })).toBeChecked();
  await dialog.getByRole('checkbox', { name: `Broker ${spare}` }).check();
  await dialog.getByRole('button', { name: 'Move', exact: true }).click();
  await said(app, 'You asked to move orders-0');
  await app.later(1);
  expect(await replicasNow(app)).toEqual([leader, follower]);
  const notice = app.notices.getByRole('alert');
  await expect(notice).toContainText('INVALID_REPLICA_ASSIGNMENT');
  await expect(notice).toContainText(`includes broker ${follower}, but no such broker is registered`);
});

test('by keyboard alone, in Korean: the focus goes with the broker that changes its place', async ({
  app,
}) => {
  await app.openWith(twoOfFour);
  const { leader, follower, spare, other } = await placement(app);
  await app.page.getByRole('button', { name: '한국어' }).first().press('Enter');
  await app.page
    .locator('.scene')
    .getByRole('button', { name: /orders 토픽 파티션 0/ })
    .press('Shift+F10');
  await app.menu().getByRole('menuitem', { name: '레플리카 옮기기…' }).press('Enter');
  const dialog = app.page.getByRole('dialog', { name: 'orders-0 레플리카 옮기기' });
  const outcome = dialog.getByRole('status');
  const box = (id: number) => dialog.getByRole('checkbox', { name: `브로커 ${id}` });
  await box(other).press('Space');
  await expect(box(other)).toBeFocused();
  await expect(box(other)).toBeChecked();
  await dialog.getByRole('button', { name: `브로커 ${other} 위로` }).press('Enter');
  await expect(dialog.getByRole('button', { name: `브로커 ${other} 위로` })).toBeFocused();
  await app.page.keyboard.press('Enter');
  await expect(outcome).toContainText(`레플리카 ${leader}, ${follower} → ${other}, ${leader}, ${follower}`);
  await expect(
    dialog.getByRole('button', { name: `브로커 ${other} 아래로` }),
    'there is no further up',
  ).toBeFocused();
  await box(follower).press('Space');
  await expect(box(follower)).toHaveAccessibleName(/복사본이 지워짐$/);
  await expect(box(spare)).not.toBeChecked();
  await box(other).press('Enter');
  await expect(dialog).toBeHidden();
  await app.later(5);
  expect(await replicasNow(app)).toEqual([other, leader]);
  expect(partitionsOf(await app.state())[0]!.leader, 'preferred, and not elected').toBe(leader);
});
