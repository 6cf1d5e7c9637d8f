/** What a newcomer sees in five seconds, and how long a rebalance takes to the eye. */
import { type App, expect, groupOf, membersOf, test } from './support/app.ts';
import { dragByMouse } from './support/hands.ts';
import { twoGroups } from './support/scenarios.ts';

test('within five seconds of opening the page a record has left a producer, landed and been delivered', async ({
  page,
}) => {
  await page.addInitScript(watchTheLedger);
  await page.goto('./');
  const seen = await page.waitForFunction(() => window.seenAfterMs);
  expect(await seen.jsonValue(), 'milliseconds since the page was asked for').toBeLessThan(5000);
});

test('a rebalance begun by a drag is over within ten seconds to the eye, at Kafka’s defaults', async ({
  app,
}) => {
  const { clock } = app.page;
  await clock.install();
  await app.openWith(twoGroups);
  await clock.pauseAt(await app.page.evaluate(() => Date.now() + 1000));
  await app.page.evaluate(() => window.kafkascope.run());

  await dragByMouse(app.page, app.consumer('Ada'), app.group('audit'));
  await expect.poll(app.spoken).toContain('Ada dropped on group audit');
  const step = 50;
  let eyeMs = 0;
  for (; eyeMs < 20_000 && !(await hasMoved(app)); eyeMs += step) await clock.runFor(step);
  expect(eyeMs, 'time to the eye').toBeLessThan(10_000);
  expect(eyeMs, 'and it could be seen').toBeGreaterThan(1000);
});

async function hasMoved(app: App): Promise<boolean> {
  const state = await app.state();
  const isThere = membersOf(state, 'audit').includes('Ada') && !membersOf(state, 'billing').includes('Ada');
  return isThere && ['audit', 'billing'].every((id) => groupOf(state, id).state === 'Stable');
}

declare global {
  interface Window {
    seenAfterMs?: number;
  }
}

/** Runs in the page, before it: when each of the counters that it shows has grown. */
function watchTheLedger(): void {
  const names = ['produced', 'acknowledged', 'delivered'];
  const look = (): number[] =>
    names.map((name) => Number(document.querySelector(`[data-count="${name}"] .count-value`)?.textContent));
  let first: number[] | null = null;
  const watch = (): void => {
    const now = look();
    if ((now[0] ?? 0) > 0) first ??= now;
    if (first && now.every((count, at) => count > first![at]!)) window.seenAfterMs = performance.now();
    else requestAnimationFrame(watch);
  };
  requestAnimationFrame(watch);
}
