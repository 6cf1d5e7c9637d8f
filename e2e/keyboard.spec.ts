/** The whole of the stage without a mouse. Nothing here clicks. */
import type { Locator, Page } from '@playwright/test';
import { type App, expect, groupOf, membersOf, partitionsOf, test } from './support/app.ts';
import { twoGroups } from './support/scenarios.ts';

test.beforeEach(({ app }) => app.openWith(twoGroups));

test('a producer, a consumer, a topic, partitions and a broker are added by keyboard', async ({ app }) => {
  const { page } = app;
  const { keyboard } = page;

  await fromAddMenu(app, 'Topic…');
  await typeInto(page, 'Name', 'payments');
  await keyboard.press('Enter');
  await app.later(1);
  await expect(app.topic('payments')).toBeVisible();

  await fromAddMenu(app, 'Producer…');
  await typeInto(page, 'Name', 'till');
  await tabTo(page, page.getByRole('dialog').getByLabel('Topic'));
  await keyboard.press('ArrowDown');
  await tabTo(page, page.getByRole('dialog').getByRole('button', { name: 'Add' }));
  await keyboard.press('Enter');
  await expect(app.producer('till')).toHaveAccessibleName(/writes to payments/);

  await fromAddMenu(app, 'Consumer…');
  await typeInto(page, 'Name', 'Eve');
  await keyboard.press('Enter');
  await expect(app.consumer('Eve')).toBeVisible();

  await fromAddMenu(app, 'Broker');
  await expect(app.broker(4)).toBeVisible();

  await tabTo(page, app.topic('orders'));
  await chooseByKeyboard(app, 'Change the number of partitions…');
  await typeInto(page, 'Partitions', '5');
  await keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();

  const after = await app.later(15);
  expect(partitionsOf(after)).toHaveLength(5);
  expect(partitionsOf(after, 'payments')).toHaveLength(3);
  expect(
    partitionsOf(after, 'payments').reduce((sum, { logEndOffset }) => sum + logEndOffset, 0),
  ).toBeGreaterThan(20);
  expect(membersOf(after, 'billing')).toEqual(['Ada', 'Bob', 'Eve']);
  expect(after.brokers.find(({ id }) => id === 4)?.state).toBe('running');
});

test('a dialog opens with the focus in its first field, and gives it back', async ({ app }) => {
  for (const item of ['Topic…', 'Producer…', 'Consumer…']) {
    await fromAddMenu(app, item);
    await expect(app.page.getByRole('dialog').getByLabel('Name', { exact: true })).toBeFocused();
    await app.page.keyboard.press('Escape');
    await expect(app.page.getByRole('button', { name: 'Add', exact: true })).toBeFocused();
  }
});

test('a broker is stopped, started, frozen, thawed and removed by keyboard', async ({ app }) => {
  const { page } = app;
  await tabTo(page, app.broker(3));
  await page.keyboard.press('k');
  await expect(app.broker(3)).toHaveAccessibleName(/, stopped/);
  await app.later(15);
  await page.keyboard.press('k');
  await app.later(15);
  await expect(app.broker(3)).toHaveAccessibleName(/, running/);

  await chooseByKeyboard(app, 'Freeze');
  await app.later(15);
  await expect(app.broker(3)).toHaveAccessibleName(/, (frozen|fenced)/);
  await chooseByKeyboard(app, 'Thaw');
  await app.later(15);
  await expect(app.broker(3)).toHaveAccessibleName(/, running/);

  await chooseByKeyboard(app, 'Shut down');
  await app.later(10);
  await chooseByKeyboard(app, 'Remove from the cluster');
  const after = await app.later(5);
  expect(after.brokers.map(({ id }) => id)).toEqual([1, 2]);
  await expect(app.broker(3)).toBeHidden();
});

test('a consumer is closed, killed, frozen, slowed down and removed by keyboard', async ({ app }) => {
  const { page } = app;
  await tabTo(page, app.consumer('Ada'));
  await chooseByKeyboard(app, 'Close');
  expect(membersOf(await app.later(5), 'billing')).toEqual(['Bob']);
  await chooseByKeyboard(app, 'Start');
  expect(membersOf(await app.later(10), 'billing')).toEqual(['Ada', 'Bob']);

  await chooseByKeyboard(app, 'Kill');
  const epoch = groupOf(await app.later(5), 'billing').epoch;
  expect(membersOf(await app.state(), 'billing'), 'the group has not found out yet').toEqual(['Ada', 'Bob']);
  await expect(app.consumer('Ada')).toHaveAccessibleName(/stopped/);
  const later = await app.later(60);
  expect(membersOf(later, 'billing'), 'its session is over').toEqual(['Bob']);
  expect(groupOf(later, 'billing').epoch).toBeGreaterThan(epoch);

  await tabTo(page, app.consumer('Bob'));
  await chooseByKeyboard(app, 'Freeze');
  await expect(app.consumer('Bob')).toHaveAccessibleName(/frozen/);
  await chooseByKeyboard(app, 'Thaw');
  await app.later(10);

  await chooseByKeyboard(app, null);
  await tabTo(page, app.inspector.getByRole('slider', { name: 'Time for a record' }));
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowRight');
  await expectSpoken(app, 'You set Bob’s time for a record to');

  await tabTo(page, app.consumer('Bob'));
  await chooseByKeyboard(app, 'Remove');
  await expect(app.consumer('Bob')).toBeHidden();
});

test('what the keys do on a thing is seen and said while it has the focus', async ({ app }) => {
  const { page } = app;
  const shown = page.locator('.key-hint');
  await tabTo(page, app.consumer('Ada'));
  await expect(app.consumer('Ada')).toHaveAccessibleDescription(/picks it up.*Shift F10 opens its menu/);
  await expect(shown).toHaveText(/picks it up.*Shift F10 opens its menu/);

  await page.keyboard.press('Enter');
  await expect(app.inspector.getByRole('heading', { name: 'Ada' }), 'it is selected, too').toBeVisible();
  await page.keyboard.press('Escape');
  await tabTo(page, app.broker(3));
  await expect(shown).toHaveText(/K stops or starts it/);
  await app.broker(2).click();
  await expect(shown, 'hands that point need no keys').toBeHidden();
});

test('a producer is paused, given another load, asked for a record by hand, and removed by keyboard', async ({
  app,
}) => {
  const { page } = app;
  await tabTo(page, app.producer('checkout'));
  await chooseByKeyboard(app, 'Pause');
  const paused = await app.later(2);
  expect((await app.later(3)).ledger.produced).toBe(paused.ledger.produced);

  await chooseByKeyboard(app, 'Send a record by hand…');
  const dialog = page.getByRole('dialog', { name: 'Send a record by hand' });
  await typeInto(page, 'Key', 'kim');
  await page.keyboard.press('Enter');
  await expect(dialog.getByRole('status')).toHaveText('Sent.');
  await page.keyboard.press('Escape');
  await expect(dialog).toBeHidden();
  expect((await app.later(1)).ledger.produced).toBe(paused.ledger.produced + 1);

  await expect(app.producer('checkout'), 'the focus comes back').toBeFocused();
  await chooseByKeyboard(app, 'Resume');
  await expect(app.producer('checkout')).toHaveAccessibleName(/running/);
  await chooseByKeyboard(app, 'Change its load…');
  await typeInto(page, 'Records per second', '50');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog')).toBeHidden();
  const { produced } = (await app.state()).ledger;
  expect((await app.later(4)).ledger.produced - produced, '50 a second').toBeGreaterThan(150);

  await chooseByKeyboard(app, 'Remove');
  await app.later(1);
  await expect(app.producer('checkout')).toBeHidden();
});

test('a menu keeps the focus when what it offers changes meanwhile', async ({ app }) => {
  await tabTo(app.page, app.producer('checkout'));
  await app.page.keyboard.press('Shift+F10');
  await expect(app.menu().getByRole('menuitem', { name: 'Pause' })).toBeFocused();
  await app.command({ do: 'pauseProducer', producer: 'checkout' });
  await expect(app.menu().getByRole('menuitem', { name: 'Resume' })).toBeVisible();
  await app.page.keyboard.press('ArrowDown');
  await expect(app.menu().locator(':focus')).toHaveRole('menuitem');
});

test('a config is changed by keyboard', async ({ app }) => {
  const { page } = app;
  await tabTo(page, app.topic('orders'));
  await page.keyboard.press('Enter');
  await tabTo(page, app.inspector.getByRole('searchbox', { name: 'Search configs' }));
  await page.keyboard.type('retention.ms');
  await tabTo(page, app.inspector.getByRole('button', { name: 'Change retention.ms' }));
  await page.keyboard.press('Enter');
  await expect(app.inspector.getByRole('textbox', { name: 'retention.ms' })).toBeFocused();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('90000');
  await page.keyboard.press('Enter');
  await app.later(1);
  await expect(app.topic('orders')).toHaveAccessibleName(/keeps 90 s/);
});

test('arrow keys reach every thing of each section of the stage', async ({ app }) => {
  const { page } = app;
  await app.command({ do: 'moveConsumer', consumer: 'Bob', group: null });
  await app.later(5);
  const sections = page.locator('.scene').getByRole('group');
  for (const section of await sections.all()) {
    const things = section.getByRole('button');
    const names = await things.evaluateAll((all) => all.map((each) => each.getAttribute('aria-label')));
    const reached = new Set<string>();
    const open = [names[0]!];
    for (let name = open.pop(); name !== undefined; name = open.pop()) {
      if (reached.has(name)) continue;
      reached.add(name);
      for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
        if (name.startsWith('Partition') && /Left|Right/.test(key)) continue; // they move the record cursor
        await section.getByRole('button', { name, exact: true }).focus();
        await page.keyboard.press(key);
        open.push((await page.evaluate(() => document.activeElement?.getAttribute('aria-label')))!);
      }
    }
    expect([...reached].sort(), `in ${await section.getAttribute('aria-label')}`).toEqual([...names].sort());
  }
});

test('the record cursor on a focused partition reads each record', async ({ app }) => {
  const { page } = app;
  await tabTo(page, app.partition(2));
  const { logEndOffset, logStartOffset } = partitionsOf(await app.state())[2]!;
  await page.keyboard.press('ArrowLeft');
  await expectSpoken(app, `Offset ${logEndOffset - 1}, key user-`);
  await page.keyboard.press('ArrowLeft');
  await expectSpoken(app, `Offset ${logEndOffset - 2}, key user-`);
  await expect(page.getByRole('tooltip').filter({ hasText: `orders-2 @ ${logEndOffset - 2}` })).toBeVisible();
  for (let step = 0; step < 4; step++) await page.keyboard.press('Shift+ArrowLeft');
  await expectSpoken(app, `Offset ${logStartOffset}, key user-`);
  await page.keyboard.press('Escape');
  await expect(page.getByRole('tooltip').filter({ hasText: 'orders-2' })).toBeHidden();
});

for (const width of [1440, 390]) {
  test.describe(`${width} px wide`, () => {
    // So that the camera is there at once.
    test.use({ viewport: { width, height: 844 }, contextOptions: { reducedMotion: 'reduce' } });

    test('Tab reaches all parts of the page, none holds the focus, and what has it can be seen', async ({
      app,
    }) => {
      const { page } = app;
      const parts = ['.header', '.scene', '.transport', '.timeline', '.ledger'];
      if (width > 1000) parts.push('.description', '.inspector');
      const reached = new Set<string>();
      const unseen: string[] = [];
      for (let press = 0; press < 80 && !reached.has('outside'); press++) {
        await page.keyboard.press('Tab');
        const { part, name, size } = await page.evaluate((all) => {
          const focused = document.activeElement!;
          const seen = window.visiblePart(focused.getBoundingClientRect(), focused);
          return {
            part: focused === document.body ? 'outside' : all.find((each) => focused.closest(each)),
            name: focused.getAttribute('aria-label') ?? focused.textContent,
            size: seen.width * seen.height,
          };
        }, parts);
        if (part) reached.add(part);
        if (part !== 'outside' && size < 100) unseen.push(`${name}: ${size} px²`);
      }
      expect([...reached].sort()).toEqual([...parts, 'outside'].sort());
      expect(unseen).toEqual([]);
    });
  });
}

/** Tab until it has the focus; a thing of the stage by the arrow keys of its section. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  const handle = (await target.elementHandle())!;
  const isThere = () => handle.evaluate((element) => element === document.activeElement);
  const isNear = () =>
    handle.evaluate((element) => {
      const section = element.closest('.scene [role=group]');
      return section?.contains(document.activeElement) ?? false;
    });
  for (let press = 0; press < 120 && !(await isThere()) && !(await isNear()); press++) {
    await page.keyboard.press('Tab');
  }
  for (const arrow of ['ArrowDown', 'ArrowUp', 'ArrowRight', 'ArrowLeft']) {
    for (let press = 0; press < 8 && (await isNear()) && !(await isThere()); press++) {
      await page.keyboard.press(arrow);
    }
  }
  await expect(target).toBeFocused();
}

async function fromAddMenu(app: App, item: string): Promise<void> {
  const button = app.page.getByRole('button', { name: 'Add', exact: true });
  await tabTo(app.page, button);
  await app.page.keyboard.press('Enter');
  await pressUntilFocused(app, item);
  await app.page.keyboard.press('Enter');
}

/** In the menu of what has the focus. Null: only looks at it. */
async function chooseByKeyboard(app: App, item: string | null): Promise<void> {
  await app.page.keyboard.press('Shift+F10');
  await expect(app.menu()).toBeVisible();
  if (item === null) {
    await app.page.keyboard.press('Escape');
    return;
  }
  await pressUntilFocused(app, item);
  await app.page.keyboard.press('Enter');
  await expect(app.menu()).toBeHidden();
}

async function pressUntilFocused(app: App, item: string): Promise<void> {
  const found = app.menu().getByRole('menuitem', { name: item });
  await expect(found.first()).toBeVisible();
  const isThere = () => found.first().evaluate((element) => element === document.activeElement);
  for (let press = 0; press < 12 && !(await isThere()); press++) await app.page.keyboard.press('ArrowDown');
  await expect(found.first()).toBeFocused();
}

/** Into a field of the open dialog. */
async function typeInto(page: Page, label: string, text: string): Promise<void> {
  await tabTo(page, page.getByRole('dialog').getByLabel(label, { exact: true }));
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

async function expectSpoken(app: App, words: string): Promise<void> {
  await expect.poll(async () => (await app.spoken()).join('\n')).toContain(words);
}
