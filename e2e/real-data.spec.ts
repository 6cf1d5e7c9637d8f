/** Real input. A dropped table with faults becomes a producer’s records, and nothing leaves the page. */
import type { Request } from '@playwright/test';
import type { ScenarioDocument } from '../src/scenario/schema.ts';
import { type App, createApp, expect, partitionsOf, ready, test } from './support/app.ts';

const oneTopic: ScenarioDocument = {
  version: 1,
  title: 'One topic',
  openAt: '1s',
  topics: [{ name: 'orders', partitions: 2 }],
  consumers: [
    { name: 'Ada', group: 'billing', topics: ['orders'], configs: { 'auto.offset.reset': 'earliest' } },
  ],
};

/** Seven rows that can be read, and four that can’t: too short, too long, and times that are none. */
const CSV = `id,city,when,amount
1,Seoul,2024-05-01T10:00:00Z,12
2,Busan,2024-05-01T10:00:01Z,7
3,Seoul
4,Seoul,2024-05-01T10:00:02Z,9
5,Daegu,2024-05-01T10:00:03Z,3,extra
6,Jeju,yesterday,3
7,Busan,2024-05-01T10:00:04Z,5
8,Daegu,2024-05-01T10:00:05Z,1
9,Seoul,2024-05-01T10:00:06Z,4
10,Seoul,never,4
11,Jeju,2024-05-01T10:00:07Z,2
`;

test.beforeEach(({ app }) => app.openWith(oneTopic));

test('a dropped CSV with bad rows tells how many and why, its columns are chosen, and its records flow', async ({
  app,
}) => {
  const requests: Request[] = [];
  app.page.on('request', (request) => requests.push(request));
  await drop(app, 'sales.csv', CSV);

  const dialog = app.page.getByRole('dialog', { name: 'Replay real data' });
  const time = dialog.getByLabel('Time column');
  await expect(time, 'guessed, though two rows have no time').toHaveValue('when');
  await time.selectOption({ index: 0 });
  await expect(dialog).toContainText('9 rows, 4 columns.');
  const malformed = dialog.getByRole('status').filter({ hasText: 'could not be read' });
  await expect(malformed).toContainText('2 rows could not be read and are left out:');
  await dialog.getByLabel('Key column').selectOption('city');
  await time.selectOption('when');
  await expect(dialog).toContainText('7 rows, 4 columns.');
  await expect(malformed).toContainText('4 rows could not be read and are left out:');
  await expect(malformed.getByRole('listitem')).toHaveText([
    'line 4 2 fields instead of 4',
    'line 6 5 fields instead of 4',
    'line 7 “yesterday” is not a time',
    'line 11 “never” is not a time',
  ]);
  await dialog.getByLabel('Times as fast').fill('2');
  await dialog.getByLabel('Begin again at the end').uncheck();
  await dialog.getByRole('button', { name: 'Replay' }).click();
  await expect(dialog).toBeHidden();
  await expect(app.producer('sales')).toBeVisible();

  const midway = await app.later(2);
  expect(midway.ledger.produced, 'the data’s own times, twice as fast').toBeGreaterThan(2);
  expect(midway.ledger.produced).toBeLessThan(6);
  const after = await app.later(20);
  expect(after.ledger.produced).toBe(7);
  expect(after.ledger.delivered).toBe(7);
  const ends = partitionsOf(after).map(({ logEndOffset }) => logEndOffset);
  expect(ends[0]! + ends[1]!).toBe(7);

  const fullest = ends[0]! > ends[1]! ? 0 : 1;
  await app.partition(fullest).focus();
  await app.page.keyboard.press('ArrowRight');
  await expect
    .poll(async () => (await app.spoken()).at(-1))
    .toMatch(/^Offset \d, key (Seoul|Busan|Daegu|Jeju)$/);
  await expect(app.page.getByRole('tooltip').filter({ hasText: 'murmur2(key)' })).toContainText(
    /Seoul|Busan|Daegu|Jeju/,
  );

  for (const request of requests) {
    expect(request.method(), request.url()).toBe('GET');
    expect(new URL(request.url()).pathname, 'the page’s own parts only').toMatch(/^\/assets\/[\w.-]+$/);
    expect(new URL(request.url()).search).toBe('');
  }
});

test('a run with a dropped file holds the file’s name and digest, and asks who opens it for the file', async ({
  app,
  browser,
}) => {
  await drop(app, 'sales.csv', CSV);
  const dialog = app.page.getByRole('dialog', { name: 'Replay real data' });
  await dialog.getByRole('button', { name: 'Replay' }).click();
  await expect(dialog).toBeHidden();
  const state = await app.later(12);
  expect(state.ledger.produced).toBeGreaterThan(0);
  const link = await app.link();

  const context = await browser.newContext();
  const other = createApp(await context.newPage());
  await other.page.goto(link);
  const ask = other.page.getByRole('dialog', { name: 'This run needs a file' });
  await expect(ask).toContainText('“sales.csv”');
  const choose = (text: string) =>
    ask
      .getByLabel('Choose a CSV')
      .setInputFiles({ name: 'sales.csv', mimeType: 'text/csv', buffer: Buffer.from(text) });
  await choose(CSV.replace('Seoul', 'Incheon'));
  await expect(ask.getByRole('alert')).toHaveText('“sales.csv” is another file: its contents differ.');
  await choose(CSV);
  await expect(ask).toBeHidden();
  await ready(other.page);
  await expect(other.notices).toContainText('in exactly the state in which it was shared');
  expect(await other.state()).toEqual(state);
  await context.close();
});

test('a shipped data set is replayed by a producer', async ({ app }) => {
  await app.page.getByRole('button', { name: 'Add' }).click();
  await app.menu().getByRole('menuitem', { name: 'Real data or a file…' }).click();
  const dialog = app.page.getByRole('dialog', { name: 'Replay real data' });
  await expect(dialog, 'with its licence').toContainText(/public domain|CC0/i);
  await dialog.getByRole('button', { name: 'Replay' }).click();
  await expect(dialog).toBeHidden();
  const after = await app.later(30);
  expect(after.ledger.produced).toBeGreaterThan(5);
  expect(after.ledger.delivered).toBeGreaterThan(0);
});

async function drop(app: App, name: string, text: string): Promise<void> {
  const data = await app.page.evaluateHandle(
    ([fileName, contents]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([contents], fileName, { type: 'text/csv' }));
      return transfer;
    },
    [name, text] as const,
  );
  const stage = app.page.locator('#stage');
  await stage.dispatchEvent('dragover', { dataTransfer: data });
  await expect(app.page.getByText('Drop a scenario, or a table to replay')).toBeVisible();
  await stage.dispatchEvent('drop', { dataTransfer: data });
}
