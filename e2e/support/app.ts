/** The page as tests see it: what a script can ask of it, what hands can do to it, and what it said. */
import type { Locator, Page } from '@playwright/test';
import { test as base, expect } from '@playwright/test';
import type { TimedCommand } from '../../src/scenario/scenario.ts';
import type { ScenarioDocument } from '../../src/scenario/schema.ts';
import type { CommandDocument } from '../../src/scenario/schema-commands.ts';
import type {} from '../../src/ui/page-interface.ts';
import type { StepTarget } from '../../src/view/codes.ts';
import type { GroupDocument, PartitionDocument, StateDocument } from '../../src/view/state-document.ts';
import { installInPage } from './in-page.ts';

export const test = base.extend<{ app: App }>({
  app: async ({ page }, use) => {
    const app = createApp(page);
    await use(app);
    expect(app.complaints, 'errors on the console').toEqual([]);
  },
});

export { expect };

export interface App {
  readonly page: Page;
  /** Errors and warnings of the console, and exceptions. */
  readonly complaints: string[];
  /** Opens an address below the page's own, and waits until a run is on the stage. Time stands still then. */
  open(path?: string): Promise<void>;
  /** Opens the page with this scenario on the stage, paused at its `openAt`. */
  openWith(scenario: ScenarioDocument): Promise<void>;
  load(scenario: ScenarioDocument): Promise<void>;
  state(): Promise<StateDocument>;
  seek(ms: number): Promise<void>;
  /** So many simulated seconds on. */
  later(seconds: number): Promise<StateDocument>;
  step(target: StepTarget): Promise<{ readonly timeMs: number; readonly found: boolean }>;
  command(command: CommandDocument): Promise<TimedCommand>;
  link(): Promise<string>;
  /** Everything that the live region has said so far. */
  spoken(): Promise<string[]>;

  consumer(name: string): Locator;
  group(id: string): Locator;
  producer(name: string): Locator;
  topic(name: string): Locator;
  partition(partition: number, topic?: string): Locator;
  broker(id: number): Locator;
  readonly tray: Locator;
  readonly bench: Locator;
  readonly newGroup: Locator;
  readonly inspector: Locator;
  readonly notices: Locator;
  /** A button of the transport, by the beginning of its name. */
  transport(name: string): Locator;
  /** The time and its rate; a press chooses the pace. */
  readonly clock: Locator;
  menu(): Locator;
  /** Opens a thing's menu by the right button, and chooses. */
  choose(thing: Locator, item: string | RegExp): Promise<void>;
}

export function createApp(page: Page): App {
  const complaints: string[] = [];
  page.on('pageerror', (error) => complaints.push(`exception: ${error.stack ?? error.message}`));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complaints.push(`${message.type()}: ${message.text()}`);
    }
  });

  const thing = (name: RegExp): Locator => page.locator('.scene').getByRole('button', { name });
  const app: App = {
    page,
    complaints,
    async open(path = './') {
      await page.addInitScript(installInPage);
      await page.goto(path);
      await ready(page);
      await page.evaluate(() => window.kafkascope.pause());
    },
    async openWith(scenario) {
      await app.open();
      await app.load(scenario);
    },
    load: (scenario) => page.evaluate((given) => window.kafkascope.load(given), scenario),
    state: () => page.evaluate(() => window.kafkascope.state()),
    async seek(ms) {
      await page.evaluate((to) => window.kafkascope.seek(to), ms);
    },
    async later(seconds) {
      const { timeMs } = await app.state();
      await app.seek(timeMs + seconds * 1000);
      return app.state();
    },
    step: (target) => page.evaluate((to) => window.kafkascope.step(to), target),
    command: (command) => page.evaluate((given) => window.kafkascope.command(given), command),
    link: () => page.evaluate(() => window.kafkascope.link()),
    spoken: () => page.evaluate(() => window.spokenWords),

    consumer: (name) => thing(new RegExp(`^Consumer ${name},`)),
    group: (id) => thing(new RegExp(`^Consumer group ${id},`)),
    producer: (name) => thing(new RegExp(`^Producer ${name},`)),
    topic: (name) => thing(new RegExp(`^Topic ${name},`)),
    partition: (partition, topic = 'orders') => thing(new RegExp(`^Partition ${partition} of ${topic},`)),
    broker: (id) => thing(new RegExp(`^Broker ${id},`)),
    tray: thing(/^New consumer$/),
    bench: page.locator('.scene .bench'),
    newGroup: page.locator('.scene .new-group'),
    inspector: page.getByRole('complementary', { name: 'Inspector' }),
    notices: page.getByRole('region', { name: 'Notices' }),
    transport: (name) =>
      page.getByRole('region', { name: 'Time', exact: true }).getByRole('button', { name }),
    clock: page.getByTitle('Pace', { exact: true }),
    menu: () => page.getByRole('menu'),
    async choose(target, item) {
      await target.click({ button: 'right' });
      await app.menu().getByRole('menuitem', { name: item }).click();
    },
  };
  return app;
}

/** Resolves once a run is on the stage: until then the stage says that it is busy. */
export async function ready(page: Page): Promise<void> {
  await expect(page.locator('#stage')).toHaveAttribute('aria-busy', 'false');
}

/** Resolves once what came has faded in: until then it is there and can't be seen. */
export async function fadedIn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const ending = document
      .getAnimations()
      .filter((each) => each.effect?.getComputedTiming().endTime !== Infinity);
    await Promise.allSettled(ending.map(({ finished }) => finished));
  });
}

export function groupOf(state: StateDocument, id: string): GroupDocument {
  const found = state.groups.find((group) => group.id === id);
  if (!found) throw new Error(`there is no group ${id}: ${state.groups.map((group) => group.id).join(', ')}`);
  return found;
}

/** The members' names, in order; none if there is no such group. */
export function membersOf(state: StateDocument, id: string): string[] {
  const members = state.groups.find((group) => group.id === id)?.members ?? [];
  return members.map(({ consumer }) => consumer).sort();
}

export function partitionsOf(state: StateDocument, topic = 'orders'): PartitionDocument[] {
  const found = state.topics.find(({ name }) => name === topic);
  if (!found) throw new Error(`there is no topic ${topic}`);
  return found.partitions;
}
