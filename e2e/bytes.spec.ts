/** Messages and batches as bytes: opened by mouse and by keyboard, and true to what else the page says. */
import AxeBuilder from '@axe-core/playwright';
import type { Locator } from '@playwright/test';
import { readRecords } from '../src/protocol/records/default-record-batch.ts';
import { decodeResponse } from '../src/protocol/wire.ts';
import { libraryDocument } from '../src/scenario/library/index.ts';
import { type App, expect, fadedIn, partitionsOf, test } from './support/app.ts';

const SIZE_BYTES = 4;
const UNDER_WAY = /^Produce v13 response.*arrives in/;

test.use({ permissions: ['clipboard-read', 'clipboard-write'] });

test('by keyboard: a message under way opens, and its bytes say what the cluster says', async ({ app }) => {
  await openPaused(app);
  await stepTo(app, UNDER_WAY);
  const line = messages(app).getByRole('button', { name: UNDER_WAY }).first();
  await line.focus();
  await app.page.keyboard.press('Enter');

  const drawer = app.page.getByRole('region', { name: 'Bytes of Produce v13 response' });
  const tree = drawer.getByRole('tree', { name: 'Fields' });
  await expect(tree).toBeFocused();
  const bytes = await copiedBytes(app, drawer);
  expect(new DataView(bytes.buffer).getInt32(0)).toBe(bytes.length - SIZE_BYTES);
  const { body } = decodeResponse('Produce', 13, bytes.subarray(SIZE_BYTES));
  const [{ partitionResponses }] = body.responses as [{ partitionResponses: [{ baseOffset: number }] }];
  const { logEndOffset } = partitionsOf(await app.state())[0]!;
  expect(partitionResponses[0].baseOffset + 1).toBe(logEndOffset);
  await expect(item(tree, 'baseOffset')).toContainText(String(logEndOffset - 1));
  await expect(item(tree, 'errorCode')).toContainText('NONE');

  await tree.focus();
  await app.page.keyboard.press('End');
  await app.page.keyboard.press('Home');
  await app.page.keyboard.press('ArrowDown');
  await expect(item(tree, 'header')).toHaveAttribute('aria-selected', 'true');
  await app.page.keyboard.press('ArrowLeft');
  await expect(item(tree, 'correlationId')).toHaveCount(0);
  await app.page.keyboard.press('ArrowRight');
  await app.page.keyboard.press('ArrowRight');
  await expect(item(tree, 'correlationId')).toHaveAttribute('aria-selected', 'true');
  await expect(drawer.locator('td[data-mark="active"]')).toHaveCount(4);
  await expect(drawer).toContainText('header › correlationId');

  await drawer.getByRole('grid').focus();
  await app.page.keyboard.press('Home');
  await expect(item(tree, 'size')).toHaveAttribute('aria-selected', 'true');

  await app.page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(line).toBeFocused();
});

test('by mouse: the mark of a message on the stage opens it', async ({ app }) => {
  await openPaused(app);
  await stepTo(app, UNDER_WAY);
  await pointAtMark(app, app.producer('checkout'));
  await app.page.mouse.down();
  await app.page.mouse.up();
  const drawer = app.page.getByRole('region', { name: 'Bytes of Produce v13 response' });
  await expect(drawer).toContainText('Broker 1 → checkout');
  const tree = drawer.getByRole('tree');
  await item(tree, 'correlationId').hover();
  await expect(drawer.locator('td[data-mark="hovered"]')).toHaveCount(4);
  await drawer.locator('td[data-byte="2"]').hover();
  await expect(item(tree, 'size')).toHaveAttribute('data-hovered', 'true');
  await drawer.locator('td[data-byte="8"]').click();
  await expect(item(tree, 'header'), 'its tagged fields, of which there are none').toHaveAttribute(
    'aria-selected',
    'true',
  );
  await expect(drawer).toContainText('00: none');
});

test('whoever steps on while one is open sees the next', async ({ app }) => {
  await openPaused(app);
  await app.step('message');
  await messages(app).getByRole('button').first().click();
  const heading = app.page.locator('.bytes-drawer h2');
  await expect(heading).toBeVisible();
  const steps = 4;
  for (let step = 0; step < steps; step++) {
    await app.transport('Step to the next message').click();
    const stepped = messages(app).getByRole('button').filter({ hasText: 'this step' });
    await expect(stepped).toHaveAttribute('aria-pressed', 'true');
    await expect(heading).toHaveText(/^\w+ v\d+$/);
    expect(await stepped.textContent()).toContain(await heading.textContent());
  }
});

test('from a record to the batch in which it lies, which holds its value', async ({ app }) => {
  await openPaused(app);
  const partition = app.partition(0);
  await partition.focus();
  for (const key of ['ArrowLeft', 'ArrowLeft', 'ArrowLeft', 'Enter']) await app.page.keyboard.press(key);
  const heading = app.inspector.getByRole('heading', { name: /^Record \d+$/ });
  const offset = Number((await heading.textContent())?.replace('Record ', ''));
  const tip = app.page.getByRole('tooltip').filter({ hasText: `orders-0 @ ${offset}` });
  const value = await tip.locator('.record-value').textContent();
  await app.inspector.getByRole('button', { name: 'Its batch as bytes' }).click();

  const drawer = app.page.getByRole('region', { name: /^Bytes of orders-0, offset/ });
  const tree = drawer.getByRole('tree');
  await expect(item(tree, 'crc')).toContainText('CRC-32C checked');
  await expect(item(tree, 'offsetDelta')).toContainText(`offset ${offset}`);
  const records = readRecords(await copiedBytes(app, drawer));
  expect(records.map((record) => new TextDecoder().decode(record.value ?? undefined))).toContain(value);
});

for (const [width, colorScheme, language] of [
  [1440, 'light', 'en'],
  [1440, 'dark', 'ko'],
  [390, 'light', 'ko'],
  [390, 'dark', 'en'],
] as const) {
  test.describe(`${width} px wide, ${colorScheme}, ${language}`, () => {
    test.use({
      viewport: { width, height: width === 390 ? 844 : 900 },
      colorScheme,
      locale: language === 'ko' ? 'ko-KR' : 'en-GB',
    });

    test('axe finds nothing in the open view', async ({ app }) => {
      const { page } = app;
      await openPaused(app);
      await page.locator('[data-thing="producer"]').first().click();
      await page.locator('.message-line').first().click();
      await expect(page.locator('.bytes-drawer').getByRole('tree')).toBeVisible();
      await fadedIn(page);
      const { violations } = await new AxeBuilder({ page }).analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join('\n')}`)).toEqual(
        [],
      );
    });
  });
}

async function openPaused(app: App): Promise<void> {
  await app.openWith(libraryDocument('one-partition')!);
}

function messages(app: App): Locator {
  return app.inspector.getByRole('list', { name: 'Messages' });
}

/** A field by its name; the first of several. */
function item(tree: Locator, name: string): Locator {
  const named = tree.page().locator('.field-name').getByText(name, { exact: true });
  return tree.getByRole('treeitem').filter({ has: named }).first();
}

/** Steps from message to message until the list has such a one. */
async function stepTo(app: App, name: RegExp): Promise<void> {
  for (let steps = 0; steps < 40; steps++) {
    const { timeMs } = await app.step('message');
    // The list is asked for anew with every step: what it says is of this moment once the step's message is in it.
    await expect(messages(app).getByText('this step'), `at ${timeMs} ms`).toBeVisible();
    if ((await messages(app).getByRole('button', { name }).count()) > 0) return;
  }
  throw new Error(`no ${name} among the messages`);
}

/** An answer that has just left its partition is near the right edge of the producer's card. */
async function pointAtMark(app: App, producer: Locator): Promise<void> {
  const { x, y, width, height } = (await producer.boundingBox())!;
  for (let down = 4; down < height; down += 8) {
    for (let right = -4; right < 40; right += 8) {
      await app.page.mouse.move(x + width + right, y + down);
      const isOver = await app.page.evaluate(async () => {
        // The painter is asked, and answers between two frames.
        for (let frames = 0; frames < 4; frames++) await new Promise(requestAnimationFrame);
        return document.querySelector('[data-over-flight]') !== null;
      });
      if (isOver) return;
    }
  }
  throw new Error('no mark beside the producer');
}

async function copiedBytes(app: App, drawer: Locator): Promise<Uint8Array> {
  await drawer.getByRole('button', { name: 'Copy as hex' }).click();
  await expect(drawer.getByRole('button', { name: 'Copied' })).toBeVisible();
  const hex = await app.page.evaluate(() => navigator.clipboard.readText());
  return Uint8Array.from(hex.split(' '), (byte) => Number.parseInt(byte, 16));
}
