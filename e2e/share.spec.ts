/** A run as a link and as a file. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { libraryDocument } from '../src/scenario/library/index.ts';
import type { CommandDocument } from '../src/scenario/schema-commands.ts';
import { type App, createApp, expect, groupOf, partitionsOf, ready, test } from './support/app.ts';
import { stateByCommandLine } from './support/command-line.ts';
import { twoGroups } from './support/scenarios.ts';

/** Everything at a moment of its own. */
const ACTIONS: readonly CommandDocument[] = [
  { do: 'addTopic', name: 'payments', partitions: 2, replicationFactor: 2 },
  { do: 'addProducer', name: 'by hand', topic: 'payments', workload: { type: 'manual' } },
  { do: 'produce', producer: 'by hand', key: 'kim', value: '{"won": 12000}', partition: 1 },
  { do: 'moveConsumer', consumer: 'Ada', group: 'audit', topics: ['orders'] },
  { do: 'setTopicConfig', topic: 'orders', name: 'min.insync.replicas', value: 2 },
  { do: 'setPartitions', topic: 'orders', partitions: 5 },
  { do: 'stopBroker', broker: 3, how: 'kill' },
  { do: 'setProcessing', consumer: 'Cyd', processing: '120ms' },
];

async function openWithActions(app: App): Promise<void> {
  await app.openWith(twoGroups);
  for (const action of ACTIONS) {
    await app.command(action);
    await app.later(1.5);
  }
  await app.step('message');
}

test('a link opened in another browser replays the run to the same state, to the last offset', async ({
  app,
  browser,
}) => {
  await openWithActions(app);
  const state = await app.state();
  expect(partitionsOf(state, 'payments')[1]!.logEndOffset, 'the record by hand').toBe(1);
  expect(partitionsOf(state)).toHaveLength(5);
  expect(
    groupOf(state, 'audit')
      .members.map(({ consumer }) => consumer)
      .sort(),
  ).toEqual(['Ada', 'Cyd']);
  expect(state.brokers.find(({ id }) => id === 3)?.state).toBe('stopped');

  const link = await app.link();
  expect(link.length).toBeLessThan(2000);

  const context = await browser.newContext();
  const other = createApp(await context.newPage());
  await other.page.goto(link);
  await ready(other.page);
  await expect(other.notices).toContainText(
    `The shared run is open with ${ACTIONS.length} actions replayed, in exactly the state in which it was shared.`,
  );
  expect(await other.state()).toEqual(state);
  expect(await other.link(), 'the same scenario, actions, moment and digest').toBe(link);

  const [further, there] = [await app.later(20), await other.later(20)];
  expect(there, 'and it goes on alike').toEqual(further);
  expect(other.complaints).toEqual([]);
  await context.close();
});

test('a built-in scenario with 100 actions is a link of less than 2,000 characters', async ({ app }) => {
  await app.openWith(libraryDocument('two-groups-one-topic')!);
  const actions = Array.from({ length: 100 }, (_, index) => anAction(index));
  await app.page.evaluate(async (commands) => {
    for (const [index, command] of commands.entries()) {
      const { atMs } = await window.kafkascope.command(command);
      if (index % 2) await window.kafkascope.seek(atMs + 20 + ((index * 37) % 100));
    }
  }, actions);
  const link = await app.link();
  expect(link.length).toBeLessThan(2000);
  await app.page.getByRole('button', { name: 'Share' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Share this run' });
  await expect(dialog.getByRole('textbox', { name: 'Link' })).toHaveValue(link);
  await expect(dialog).toContainText('100 actions of yours');
});

test.describe('a link that can’t be opened says why and leaves the stage untouched', () => {
  const bad: readonly [name: string, change: (fragment: string) => string, says: string][] = [
    ['cut off', (fragment) => fragment.slice(0, -9), 'This link is damaged'],
    ['changed on the way', (fragment) => changedAt(fragment, 40), 'This link is damaged'],
    ['foreign', () => '#section-4.2', 'This address holds no run of Kafkascope'],
    [
      'too new',
      (fragment) => fragment.replace(/^#k\d+\./, '#k999.'),
      'This link was made by a newer Kafkascope (format 999, this one reads up to 1)',
    ],
  ];

  for (const [name, change, says] of bad) {
    test(name, async ({ app }) => {
      await app.openWith(twoGroups);
      await app.command({ do: 'pauseProducer', producer: 'checkout' });
      const state = await app.later(1);
      const fragment = new URL(await app.link()).hash;
      await app.page.evaluate((hash) => {
        location.hash = hash;
      }, change(fragment));
      await expect(app.notices.getByRole('alert')).toContainText(says);
      expect(await app.state()).toEqual(state);
      await expect(app.page.getByRole('heading', { level: 1 })).toHaveText('Two groups');
    });
  }

  test('in a fresh tab, too, and the tab is not left waiting for ever', async ({ app }) => {
    await app.page.goto('./#k1.not-a-run');
    await expect(app.notices.getByRole('alert')).toContainText('This link is damaged');
    await expect(app.page.getByText('Starting the cluster…')).toBeHidden();
  });
});

test('a run saved to a file opens from it in the same state, and the command line reads it, too', async ({
  app,
  browser,
}) => {
  await openWithActions(app);
  const state = await app.state();
  await app.page.getByRole('button', { name: 'Share' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Share this run' });
  const download = app.page.waitForEvent('download');
  await dialog.getByRole('button', { name: 'Save as a file' }).click();
  const file = await (await download).path();
  const name = (await download).suggestedFilename();
  expect(name).toBe('two-groups.json');
  const buffer = await readFile(file);

  const context = await browser.newContext();
  const other = createApp(await context.newPage());
  await other.open();
  await chooseFile(other.page, { name, mimeType: 'application/json', buffer });
  await expect(other.page.getByRole('heading', { level: 1 })).toHaveText('Two groups');
  await expect.poll(() => other.state()).toEqual(state);
  await expect(other.notices).toBeEmpty();
  await context.close();

  await app.seek(Math.ceil(state.timeMs));
  expect(await stateByCommandLine(file, Math.ceil(state.timeMs))).toEqual(await app.state());
});

test('a file that is no scenario is refused with the name of the field, and the stage is untouched', async ({
  app,
}) => {
  await app.openWith(twoGroups);
  const state = await app.state();
  const wrong = { ...twoGroups, topics: [{ name: 'orders', partitions: 0, replicationfactor: 3 }] };
  await chooseFile(app.page, {
    name: 'wrong.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify(wrong)),
  });
  const notice = app.notices.getByRole('alert');
  await expect(notice).toContainText('“wrong.json” is not a scenario that can be opened');
  await expect(notice).toContainText('topics[0].partitions: 0 is not at least 1');
  await expect(notice).toContainText(
    '“replicationfactor” is not known here (did you mean “replicationFactor”?)',
  );
  expect(await app.state()).toEqual(state);
});

/** What a user plays with. */
function anAction(index: number): CommandDocument {
  const consumer = index % 2 ? 'Consumer 1' : 'Consumer 2';
  switch (index % 5) {
    case 0:
      return { do: 'moveConsumer', consumer, group: index % 3 ? 'billing' : 'audit', topics: ['orders'] };
    case 1:
      return { do: 'produce', producer: 'checkout', key: `key-${index % 7}`, value: `{"id": ${index}}` };
    case 2:
      return { do: index % 2 ? 'pauseProducer' : 'resumeProducer', producer: 'checkout' };
    case 3:
      return { do: 'setProcessing', consumer, processing: index };
    default:
      return { do: index % 2 ? 'stopBroker' : 'startBroker', broker: 2 };
  }
}

function changedAt(text: string, at: number): string {
  return `${text.slice(0, at)}${text[at] === 'A' ? 'B' : 'A'}${text.slice(at + 1)}`;
}

async function chooseFile(
  page: Page,
  file: { name: string; mimeType: string; buffer: Buffer },
): Promise<void> {
  await page.getByRole('button', { name: 'Share' }).click();
  await page.getByLabel('Open a file…').setInputFiles(file);
}
