/** A consumer is moved by mouse, by touch, by keyboard and by menu, and the protocol moves it. */
import { type App, expect, groupOf, membersOf, test } from './support/app.ts';
import { dragByMouse, dragByTouch, pickUpByMouse } from './support/hands.ts';
import { twoGroups } from './support/scenarios.ts';

test.beforeEach(({ app }) => app.openWith(twoGroups));

test('a consumer dragged by mouse to another group leaves the one and joins the other by the protocol', async ({
  app,
}) => {
  const before = await app.state();
  expect(membersOf(before, 'billing')).toEqual(['Ada', 'Bob']);

  await dragByMouse(app.page, app.consumer('Ada'), app.group('audit'));
  await expect.poll(app.spoken).toContain('Ada dropped on group audit');

  const after = await app.later(10);
  expect(membersOf(after, 'billing')).toEqual(['Bob']);
  expect(membersOf(after, 'audit')).toEqual(['Ada', 'Cyd']);
  for (const id of ['billing', 'audit']) {
    const [was, is] = [groupOf(before, id), groupOf(after, id)];
    expect(is.state).toBe('Stable');
    expect(is.epoch, `${id} went through a rebalance`).toBeGreaterThan(was.epoch);
    expect(owned(is), `${id} owns every partition once`).toEqual([0, 1, 2]);
  }
  await expect(app.consumer('Ada')).toHaveAccessibleName(/in group audit/);
});

test('a new consumer is dragged from the tray into a group', async ({ app }) => {
  await dragByMouse(app.page, app.tray, app.group('audit'));
  await expect(app.consumer('Consumer 1')).toBeVisible();

  const after = await app.later(10);
  expect(membersOf(after, 'audit')).toEqual(['Consumer 1', 'Cyd']);
  expect(owned(groupOf(after, 'audit'))).toEqual([0, 1, 2]);
});

test('a consumer dropped on the empty slot starts a new group, which reads what it read before', async ({
  app,
}) => {
  await dragByMouse(app.page, app.consumer('Bob'), app.newGroup);
  await expect(app.group('group-1')).toBeVisible();

  const after = await app.later(10);
  expect(membersOf(after, 'billing')).toEqual(['Ada']);
  expect(membersOf(after, 'group-1')).toEqual(['Bob']);
  expect(owned(groupOf(after, 'group-1'))).toEqual([0, 1, 2]);
});

test('a consumer dropped on the bench leaves its group, and can be dragged back into one', async ({
  app,
}) => {
  await dragByMouse(app.page, app.consumer('Bob'), app.bench);
  expect(membersOf(await app.later(10), 'billing')).toEqual(['Ada']);
  await expect(app.consumer('Bob')).toHaveAccessibleName(/in no group/);

  await dragByMouse(app.page, app.consumer('Bob'), app.group('billing'));
  expect(membersOf(await app.later(10), 'billing')).toEqual(['Ada', 'Bob']);
});

test('a drag that ends nowhere or is given up with Escape changes nothing', async ({ app }) => {
  const before = await app.state();
  await dragByMouse(app.page, app.consumer('Bob'), app.partition(1));
  await expect.poll(app.spoken).toContain('Bob stays where it was');

  await pickUpByMouse(app.page, app.consumer('Ada'), app.group('audit'));
  await app.page.keyboard.press('Escape');
  await expect.poll(app.spoken).toContain('Ada stays where it was');
  await app.page.mouse.up();
  expect(await app.state()).toEqual(before);
});

test('a consumer is moved by keyboard, each step is spoken, and Escape puts it back', async ({ app }) => {
  const { page } = app;
  const before = await app.state();
  await app.consumer('Ada').focus();

  await page.keyboard.press('Space');
  await expectSpoken(
    app,
    'Ada picked up. 3 places to drop it: choose with the arrows, Enter drops, Escape cancels.',
  );
  await page.keyboard.press('ArrowDown');
  await expectSpoken(app, 'Over group audit, 1 of 3');
  await page.keyboard.press('ArrowDown');
  await expectSpoken(app, 'Over a new group, 2 of 3');
  await page.keyboard.press('Escape');
  await expectSpoken(app, 'Ada stays where it was');
  expect(await app.state()).toEqual(before);

  await expect(app.consumer('Ada')).toBeFocused();
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowUp');
  await expectSpoken(app, 'Over the bench, 3 of 3');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await expectSpoken(app, 'Ada dropped on group audit');
  await expect.poll(async () => (await app.spoken()).join('\n')).toContain('You moved Ada to group audit');

  const after = await app.later(10);
  expect(membersOf(after, 'billing')).toEqual(['Bob']);
  expect(membersOf(after, 'audit')).toEqual(['Ada', 'Cyd']);
  await expect(app.consumer('Ada')).toBeFocused();
});

test('a new consumer is added by keyboard from the tray', async ({ app }) => {
  await app.tray.focus();
  await app.page.keyboard.press('Enter');
  await app.page.keyboard.press('ArrowDown');
  await expectSpoken(app, 'Over group billing, 1 of 4');
  await app.page.keyboard.press('ArrowDown');
  await app.page.keyboard.press('Enter');
  await expectSpoken(app, 'New consumer dropped on group audit');
  await expect(app.consumer('Consumer 1')).toBeVisible();
  expect(membersOf(await app.later(10), 'audit')).toEqual(['Consumer 1', 'Cyd']);
});

test('“Move to…” in a consumer’s menu moves it', async ({ app }) => {
  await app.choose(app.consumer('Bob'), 'Move to…');
  const dialog = app.page.getByRole('dialog', { name: 'Move Bob' });
  await expect(dialog.getByRole('button', { name: /billing/ })).toBeDisabled();
  await dialog.getByRole('button', { name: /audit/ }).click();
  await expect(dialog).toBeHidden();

  const after = await app.later(10);
  expect(membersOf(after, 'billing')).toEqual(['Ada']);
  expect(membersOf(after, 'audit')).toEqual(['Bob', 'Cyd']);
});

test.describe('on a touch screen', () => {
  test.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  test('a consumer is dragged by touch', async ({ app }) => {
    await dragByTouch(app.page, app.consumer('Ada'), app.group('audit'));
    await expect.poll(app.spoken).toContain('Ada dropped on group audit');
    expect(membersOf(await app.later(10), 'audit')).toEqual(['Ada', 'Cyd']);
  });
});

function owned(group: ReturnType<typeof groupOf>): number[] {
  return group.members.flatMap(({ assignment }) => assignment.orders ?? []).sort();
}

async function expectSpoken(app: App, words: string): Promise<void> {
  await expect.poll(app.spoken).toContain(words);
}
