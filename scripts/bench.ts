/**
 * `npm run bench`: how fast it is here and now. The engine and the codec in this process; frames, the main
 * thread's share and what is loaded before the first frame in real Chromium, against a fresh build.
 */
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { gzipSync } from 'node:zlib';
import { type Browser, chromium, type Page, type Response } from '@playwright/test';
import { benchEngine, type Measurement } from '../src/sim/bench-engine.ts';
import { benchCodec } from './bench-codec.ts';
import { chromiumArgs, findChromium } from './find-chromium.mjs';

const PORT = 41731;
const ADDRESS = `http://127.0.0.1:${PORT}/`;
const SETTLE_MS = 3000;
const MEASURE_MS = 6000;

/** The product's own yardstick: 32 partitions, 32 producers at 16 records/s, 32 consumers in one group. */
const BUSY = {
  version: 1,
  title: 'Bench',
  openAt: '10s',
  topics: [{ name: 'orders', partitions: 32 }],
  producers: Array.from({ length: 32 }, (_, i) => ({
    name: `producer ${i + 1}`,
    topic: 'orders',
    workload: { type: 'steady', perSecond: 16, keys: { count: 7 } },
  })),
  consumers: Array.from({ length: 32 }, (_, i) => ({
    name: `Consumer ${i + 1}`,
    group: 'billing',
    topics: ['orders'],
  })),
};

async function withBuiltPage<T>(measure: (browser: Browser) => Promise<T>): Promise<T> {
  const vite = 'node_modules/vite/bin/vite.js';
  execFileSync(process.execPath, [vite, 'build', '--logLevel', 'error'], { stdio: 'inherit' });
  const server = spawn(process.execPath, [
    vite,
    'preview',
    '--host',
    '127.0.0.1',
    '--port',
    String(PORT),
    '--strictPort',
  ]);
  const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs });
  try {
    const ready = await Promise.race([once(server.stdout, 'data'), once(server, 'exit')]);
    if (typeof ready[0] === 'number')
      throw new Error(`the preview server ended at once; is port ${PORT} taken?`);
    return await measure(browser);
  } finally {
    await browser.close();
    server.kill();
  }
}

/** Scripts, both workers' among them, that came before the first frame was drawn; gzip as the budget counts it. */
async function loadedUntilFirstFrame(browser: Browser): Promise<Measurement> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  const scripts: { readonly response: Response; readonly body: Promise<Buffer> }[] = [];
  page.context().on('response', (response) => {
    const { pathname } = new URL(response.url());
    if (pathname.endsWith('.js'))
      scripts.push({ response, body: response.body().catch(() => Buffer.alloc(0)) });
  });
  await page.goto(ADDRESS);
  await page.waitForFunction(() => performance.getEntriesByName('kafkascope:first-frame').length > 0);
  const drawnAtMs = await page.evaluate(
    () => performance.timeOrigin + performance.getEntriesByName('kafkascope:first-frame')[0]!.startTime,
  );
  // Of workers' scripts one may hear later than they came: what counts is when they came.
  await page.waitForLoadState('networkidle');
  const before = scripts.filter(({ response }) => cameAtMs(response) <= drawnAtMs);
  let bytes = 0;
  for (const body of await Promise.all(before.map(({ body }) => body)))
    bytes += gzipSync(body, { level: 9 }).length;
  await page.close();
  return {
    name: 'JavaScript until the first frame, both workers included',
    value: Math.round(bytes / 100) / 10,
    unit: 'kB gzip (budget 170)',
  };
}

function cameAtMs(response: Response): number {
  const { startTime, responseEnd } = response.request().timing();
  return startTime + responseEnd;
}

async function framesAndMainThread(browser: Browser): Promise<Measurement[]> {
  const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
  await page.goto(ADDRESS);
  await page.evaluate((scenario) => window.kafkascope.load(scenario as never), BUSY);
  await page.evaluate(() => window.kafkascope.run());
  await page.waitForTimeout(SETTLE_MS);
  const taskSeconds = await mainThreadClock(page);
  const busyBefore = await taskSeconds();
  const counted = await page.evaluate(countFrames, MEASURE_MS);
  const busy = ((await taskSeconds()) - busyBefore) / (MEASURE_MS / 1000);
  await page.close();
  const shown = Math.min(counted.page, counted.engine, counted.painter);
  return [
    {
      name: '32 partitions, 32 producers, 32 consumers: frames shown',
      value: Math.round(shown * 10) / 10,
      unit: 'frames/s',
    },
    {
      name: '… page, engine, painter frames',
      value: Math.round(counted.page),
      unit: `${Math.round(counted.engine)}, ${Math.round(counted.painter)} frames/s`,
    },
    { name: '… main thread busy', value: Math.round(busy * 1000) / 10, unit: '% (limit 25)' },
  ];
}

/** Seconds that the page's main thread has spent in tasks, counted from now on. */
async function mainThreadClock(page: Page): Promise<() => Promise<number>> {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable');
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics');
    const task = metrics.find(({ name }) => name === 'TaskDuration');
    if (!task) throw new Error('Chromium names no TaskDuration among its metrics');
    return task.value;
  };
}

/** Runs in the page. */
async function countFrames(measureMs: number): Promise<{ page: number; engine: number; painter: number }> {
  const before = await window.kafkascope.stats();
  const start = performance.now();
  let frames = 0;
  // No function with a name: what names it here does not go along into the page.
  for (; performance.now() - start < measureMs; frames++)
    await new Promise((resolve) => requestAnimationFrame(resolve));
  const seconds = (performance.now() - start) / 1000;
  const after = await window.kafkascope.stats();
  return {
    page: frames / seconds,
    engine: (after.engineFrames - before.engineFrames) / seconds,
    painter: after.painterFramesPerSecond,
  };
}

function print(title: string, measurements: readonly Measurement[]): void {
  console.log(`\n${title}`);
  for (const { name, value, unit } of measurements) {
    console.log(`  ${name.padEnd(62)} ${value.toLocaleString('en').padStart(12)} ${unit}`);
  }
}

// `npm run bench -- --page` leaves out what needs no browser.
if (!process.argv.includes('--page')) {
  print('Engine (this process)', benchEngine());
  print('Codec (this process)', benchCodec());
}
print(
  'Page (Chromium, 1440×900, software rendering)',
  await withBuiltPage(async (browser) => [
    await loadedUntilFirstFrame(browser),
    ...(await framesAndMainThread(browser)),
  ]),
);
