/** Play, pause, steps, seeks and paces, and that none of them changes the run. */
import type { Page } from '@playwright/test';
import { type App, expect, groupOf, test } from './support/app.ts';
import { rebalanceAtTwelve } from './support/scenarios.ts';

test.beforeEach(({ app }) => app.openWith(rebalanceAtTwelve));

test('play lets time go by, pause holds it, by button and by Space', async ({ app }) => {
  const { page } = app;
  await app.transport('Play').click();
  await expectTimeBeyond(app, 10_000);
  await app.transport('Pause').click();
  await expectStandstill(app);

  const held = await app.state();
  await page.locator('body').press('Space');
  await expectTimeBeyond(app, held.timeMs);
  await page.locator('body').press('Space');
  await expect(app.transport('Play')).toBeVisible();
  await expectStandstill(app);
});

test('the clock always shows the time, and while time goes by its rate', async ({ app }) => {
  await expect(app.clock).toHaveText('10.000 spaused');
  await app.transport('Play').click();
  await expect(app.clock).toHaveText(/^1\d\.\d{3} s(1\/)?[\d.]+×(slow motion|real time|hurrying)$/);
});

test('a step goes to the next message and no further, by button, arrow key and script alike', async ({
  app,
}) => {
  const { timeMs: first, found } = await app.step('message');
  expect(found).toBe(true);
  expect(first).toBeGreaterThan(10_000);
  const { timeMs: second } = await app.step('message');
  const afterTwo = await app.state();
  expect(second).toBeGreaterThanOrEqual(first);
  expect(second - 10_000, 'two messages are no more than a moment').toBeLessThan(500);

  await app.load(rebalanceAtTwelve);
  await app.transport('Step to the next message').click();
  await expect.poll(() => timeOf(app)).toBe(first);
  await app.page.locator('body').press('ArrowRight');
  await expect.poll(() => app.state()).toEqual(afterTwo);
});

test('a step goes to the next event of the kind that is chosen', async ({ app }) => {
  await chooseStep(app, 'rebalance begins');
  await expect.poll(() => timeOf(app)).toBeGreaterThan(12_000);
  const begun = await app.state();
  expect(groupOf(begun, 'billing').state).toBe('PreparingRebalance');
  await expect(mark(app, 'Group billing rebalances: a member joined')).toBeVisible();

  await chooseStep(app, 'group stable');
  await expect.poll(async () => groupOf(await app.state(), 'billing').state).toBe('Stable');
  const { members, epoch } = groupOf(await app.state(), 'billing');
  expect(members).toHaveLength(3);
  expect(epoch).toBe(groupOf(begun, 'billing').epoch + 1);
});

test('a step back undoes the last step to the byte, and again the one before', async ({ app }) => {
  const states = [await app.state()];
  for (let step = 0; step < 3; step++) {
    await app.step('message');
    states.push(await app.state());
  }
  await app.transport('Step back').click();
  await expect.poll(() => app.state()).toEqual(states[2]);
  await app.page.locator('body').press('ArrowLeft');
  await expect.poll(() => app.state()).toEqual(states[1]);
  await app.step('message');
  expect(await app.state()).toEqual(states[2]);
});

test('the timeline is a slider: its keys seek, and what it says is the time', async ({ app }) => {
  await app.seek(20_000);
  const atEnd = await app.state();
  const slider = app.page.getByRole('slider', { name: 'Timeline' });
  await slider.focus();
  await expect(slider).toHaveAttribute('aria-valuetext', '20.000 s');

  await slider.press('ArrowLeft');
  await expect.poll(() => timeOf(app)).toBeLessThan(20_000);
  const oneStep = await timeOf(app);
  await slider.press('PageDown');
  await expect.poll(() => timeOf(app)).toBeLessThan(oneStep);
  await slider.press('Home');
  await expect.poll(() => timeOf(app)).toBe(0);
  await expect(slider).toHaveAttribute('aria-valuetext', '0.000 s');
  await slider.press('End');
  await expect.poll(() => app.state()).toEqual(atEnd);
});

test('“Back to the beginning” leads to where the scenario opens, as it was then', async ({ app }) => {
  const opened = await app.state();
  await app.seek(18_000);
  await app.transport('Back to the beginning').click();
  await expect.poll(() => app.state()).toEqual(opened);
});

test('a mark on the timeline says what happened and who did it, and leads there', async ({ app }) => {
  await app.seek(16_000);
  const script = mark(app, 'The script resumed producer checkout');
  const [, seconds] = /Go to ([\d.]+) s$/.exec((await script.getAttribute('aria-label'))!) ?? [];
  await script.click();
  await expect.poll(() => timeOf(app)).toBe(Number(seconds) * 1000);
  expect(await timeOf(app)).toBeGreaterThanOrEqual(12_000);
  await app.command({ do: 'pauseProducer', producer: 'checkout' });
  await expect(mark(app, 'You paused producer checkout')).toBeVisible();
});

test('a consumer that the script adds is marked, too', async ({ app }) => {
  await app.seek(16_000);
  await expect(mark(app, 'The script added Dan to group billing')).toBeVisible();
});

test('a search for an event that will not come ends, says so, and time stands where it was', async ({
  app,
}) => {
  await app.page.clock.install();
  await app.openWith(rebalanceAtTwelve);
  const before = await app.state();
  await chooseStep(app, 'record lost');
  await app.page.clock.fastForward(60_000);
  await expect(app.notices).toContainText('Nothing more of this kind will happen by itself: record lost');
  expect(await app.state()).toEqual(before);
});

test('who acts at an earlier moment begins another future', async ({ app }) => {
  await app.seek(16_000);
  expect(groupOf(await app.state(), 'billing').members).toHaveLength(3);
  await expect(mark(app, /1\d\.\d+ s: Group billing rebalances/)).toBeVisible();
  await app.seek(11_000);
  await app.command({ do: 'closeConsumer', consumer: 'Bob' });
  await expect(mark(app, 'You closed Bob')).toBeVisible();
  await expect(mark(app, /1\d\.\d+ s: Group billing rebalances/)).toHaveCount(0);
  await app.seek(16_000);
  expect(
    groupOf(await app.state(), 'billing')
      .members.map(({ consumer }) => consumer)
      .sort(),
  ).toEqual(['Ada', 'Dan']);
});

test('one run gives one state at three paces, by step and by seek', async ({ app }) => {
  const end = 60_000;
  const opened = await app.state();
  await app.seek(end);
  const bySeek = await app.state();
  expect(bySeek.ledger.delivered).toBeGreaterThan(opened.ledger.delivered);

  const endedAfter = async (playing: () => Promise<void>) => {
    await app.load(rebalanceAtTwelve);
    expect(await app.state()).toEqual(opened);
    await playing();
    expect(await timeOf(app), 'played, and not beyond the end').toBeLessThan(end);
    await app.seek(end);
    return app.state();
  };
  const playUntil = async (ms: number) => {
    await app.transport('Play').click();
    await expectTimeBeyond(app, ms);
    await app.transport('Pause').click();
    await expect(app.transport('Play')).toBeVisible();
  };

  expect(await endedAfter(() => playUntil(10_100)), 'paced').toEqual(bySeek);
  await chooseRate(app.page, 30);
  expect(await endedAfter(() => playUntil(10_500)), 'at 1×').toEqual(bySeek);
  await chooseRate(app.page, 40);
  expect(await endedAfter(() => playUntil(13_000)), 'at 10×').toEqual(bySeek);
  const byStep = await endedAfter(async () => {
    for (let step = 0; step < 25; step++) await app.step('message');
    await app.step('rebalance');
    await app.step('message');
  });
  expect(byStep, 'by step').toEqual(bySeek);
});

async function timeOf(app: App): Promise<number> {
  return (await app.state()).timeMs;
}

async function expectTimeBeyond(app: App, ms: number): Promise<void> {
  await expect.poll(() => timeOf(app)).toBeGreaterThan(ms);
}

/** Ten frames later it is still the same moment. */
async function expectStandstill(app: App): Promise<void> {
  await expect(app.clock).toContainText('paused');
  const before = await app.state();
  await app.page.evaluate(async () => {
    for (let frame = 0; frame < 10; frame++) await new Promise(requestAnimationFrame);
  });
  expect(await app.state()).toEqual(before);
}

async function chooseStep(app: App, kind: string): Promise<void> {
  await app.transport('Step to the next event').click();
  await app.menu().getByRole('menuitem', { name: kind, exact: true }).click();
}

function mark(app: App, words: string | RegExp) {
  return app.page.getByRole('toolbar', { name: 'What happened' }).getByRole('button', { name: words });
}

/** Steps of a tenth of a decade: 0 is 1/1000×, 60 is 1000×. */
async function chooseRate(page: Page, step: number): Promise<void> {
  await page.getByTitle('Pace', { exact: true }).click();
  const panel = page.getByRole('dialog', { name: 'Pace' });
  await panel.getByRole('radio', { name: /^Clock/ }).click();
  await expect(panel.getByRole('radio', { name: /^Clock/ })).toBeChecked();
  await panel.getByRole('slider', { name: 'Rate of simulated time' }).fill(String(step));
  await page.keyboard.press('Escape');
}
