import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ENGINE_VERSION } from './engine-version.ts';
import { FROZEN_LINKS } from './frozen-links.ts';
import { LIBRARY_IDS, libraryDocument } from './library/index.ts';
import { decodeRun, encodeRun } from './link.ts';
import { pack } from './link-bytes.ts';
import { LINK_DICTIONARY_V1 } from './link-dictionary-v1.ts';
import { FORMAT_VERSION } from './migrations.ts';
import { normalise } from './normalise.ts';
import type { Command, Run, Scenario, TimedCommand } from './scenario.ts';

const DIGEST = '0123abcd';

function builtIn(id: string): Scenario {
  return normalise(libraryDocument(id) ?? { version: 1 });
}

/** What people do on the stage, at any moment down to the microsecond. */
const consumer = fc.integer({ min: 1, max: 12 }).map((n) => `Consumer ${n}`);
const action: fc.Arbitrary<Command> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('moveConsumer' as const),
      consumer,
      group: fc.constantFrom('billing', 'audit', 'group-1', null),
    }),
  },
  {
    weight: 2,
    arbitrary: consumer.map((name) => ({
      do: 'addConsumer' as const,
      name,
      group: 'billing',
      topics: ['orders'],
      configs: {},
      processingMs: 0,
      commit: 'auto' as const,
    })),
  },
  fc.record({
    do: fc.constant('stopBroker' as const),
    broker: fc.integer({ min: 1, max: 3 }),
    how: fc.constantFrom('kill' as const, 'shutdown' as const),
  }),
  fc.record({ do: fc.constant('startBroker' as const), broker: fc.integer({ min: 1, max: 3 }) }),
  fc.record({
    do: fc.constant('setTopicConfig' as const),
    topic: fc.constant('orders'),
    name: fc.constantFrom('retention.ms', 'min.insync.replicas', 'segment.ms'),
    value: fc.constantFrom(1, 2, 10_000, 60_000, 3_600_000),
  }),
  fc.record({
    do: fc.constantFrom(
      'killConsumer' as const,
      'freezeConsumer' as const,
      'thawConsumer' as const,
      'startConsumer' as const,
    ),
    consumer,
  }),
  fc.record({
    do: fc.constant('setProcessing' as const),
    consumer,
    processingMs: fc.constantFrom(0, 20, 100, 500, 2000),
  }),
  fc.record({
    do: fc.constant('produce' as const),
    producer: fc.constant('checkout'),
    key: fc.constantFrom('user-1', 'user-2'),
    value: fc.constantFrom('hello', 'order 17'),
  }),
);

function actions(count: number): fc.Arbitrary<TimedCommand[]> {
  const each = fc.tuple(action, fc.integer({ min: 0, max: 8_000_000 }));
  return fc.array(each, { minLength: count, maxLength: count }).map((list) => {
    let micros = 10_000_000;
    return list.map(([command, after]) => {
      micros += after;
      return { ...command, atMs: micros / 1000 };
    });
  });
}

describe('a run as a link', () => {
  it('comes back to the last field', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LIBRARY_IDS), actions(20), fc.nat(), async (id, done, seed) => {
        const run: Run = { scenario: builtIn(id), seed, actions: done };
        const fragment = await encodeRun(run, DIGEST, 123_456.789);
        expect(await decodeRun(fragment)).toStrictEqual({
          run,
          engineVersion: ENGINE_VERSION,
          atMs: 123_456.789,
          digest: DIGEST,
        });
        expect(await decodeRun(`#${fragment}`)).toHaveProperty('run');
      }),
      { numRuns: 30 },
    );
  });

  it('comes back with its transactions', async () => {
    const producer = {
      name: 'payments',
      topic: 'orders',
      configs: { 'transactional.id': 'payments-1', 'transaction.timeout.ms': 20_000 },
      workload: { type: 'manual' as const },
      transactions: { records: 4, abortEvery: 3, holdMs: 1500 },
    };
    const scenario = { ...builtIn('one-partition'), producers: [{ ...producer, startAtMs: 4000 }] };
    const actions = [{ do: 'addProducer' as const, ...producer, name: 'more', atMs: 20_000 }];
    const run: Run = { scenario, seed: 7, actions };
    expect(await decodeRun(await encodeRun(run, DIGEST, 60_000))).toMatchObject({ run });
  });

  it('comes back with what its consumers send on', async () => {
    const consumer = {
      name: 'worker',
      group: 'workers',
      topics: ['orders'],
      configs: {},
      processingMs: 0,
      commit: 'never' as const,
      forwards: { topic: 'orders', transactionalId: 'worker-1', configs: { 'linger.ms': 20 } },
    };
    const scenario = { ...builtIn('one-partition'), consumers: [{ ...consumer, startAtMs: 4000 }] };
    const { transactionalId: _, ...plain } = consumer.forwards;
    const more = { ...consumer, name: 'more', commit: 'after-processing' as const, forwards: plain };
    const actions = [{ do: 'addConsumer' as const, ...more, atMs: 20_000 }];
    const run: Run = { scenario, seed: 7, actions };
    expect(await decodeRun(await encodeRun(run, DIGEST, 60_000))).toMatchObject({ run });
  });

  it('a built-in scenario and 100 actions take less than 2,000 characters', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...LIBRARY_IDS), actions(100), async (id, done) => {
        const run: Run = { scenario: builtIn(id), seed: 4_294_967_295, actions: done };
        expect((await encodeRun(run, DIGEST, 900_000.001)).length).toBeLessThan(2000);
      }),
      { numRuns: 30 },
    );
  });

  it('a built-in scenario alone takes hardly any', async () => {
    const scenario = builtIn('acks-1-and-the-lost-record');
    const fragment = await encodeRun({ scenario, seed: scenario.seed, actions: [] }, DIGEST, 60_000);
    expect(fragment).toMatch(/^k1\.[\w-]+$/);
    expect(fragment.length).toBeLessThan(120);
  });
});

describe('the words of a built-in scenario', () => {
  const openAgain = async (scenario: Scenario) => {
    const decoded = await decodeRun(await encodeRun({ scenario, seed: 1, actions: [] }, DIGEST, 0));
    return 'run' in decoded ? decoded.run.scenario : decoded;
  };

  it.each(LIBRARY_IDS)('%s: stay out of a link, and are there again when it is opened', async (id) => {
    const scenario = builtIn(id);
    expect(await openAgain(scenario)).toEqual(scenario);
    const fragment = await encodeRun({ scenario, seed: scenario.seed, actions: [] }, DIGEST, 0);
    expect(fragment.length).toBeLessThan(450);
  });

  it('are held where the user has changed them', async () => {
    const changed = { ...builtIn('too-old-to-be-taken'), title: 'My own' };
    expect(await openAgain(changed)).toEqual(changed);
  });

  it('are missing, and nothing else, where this page has no such scenario', async () => {
    const payload = {
      engine: ENGINE_VERSION,
      scenario: { version: 1 },
      words: 'gone',
      until: 0,
      digest: DIGEST,
    };
    const decoded = await decodeRun(`k1.${await pack(JSON.stringify(payload), LINK_DICTIONARY_V1)}`);
    expect(decoded).toMatchObject({ run: { scenario: normalise({ version: 1 }) } });
  });
});

describe('links of every format version open for ever', () => {
  it('there is one of each', () => {
    expect(FROZEN_LINKS.map(({ version }) => version)).toEqual(
      Array.from({ length: FORMAT_VERSION }, (_, index) => index + 1),
    );
  });

  it.each(FROZEN_LINKS)('version $version', async ({ fragment, holds }) => {
    expect(await decodeRun(fragment)).toEqual(holds);
  });
});

describe('what is no link of ours, and what is no longer', () => {
  it('another fragment is not a link', async () => {
    for (const fragment of ['', '#', '#library', 'k1', 'kx.abc', 'k1.a b', '/lesson/3', 'k1.abc/def'])
      expect(await decodeRun(fragment)).toEqual({ error: { code: 'not-a-link' } });
  });

  it('a link cut short or with a letter changed is damaged, or still says the same', async () => {
    const scenario = builtIn('a-hot-key');
    const fragment = await encodeRun({ scenario, seed: 7, actions: [] }, DIGEST, 30_000);
    const whole = await decodeRun(fragment);
    const place = fc.integer({ min: 3, max: fragment.length - 1 });
    await fc.assert(
      fc.asyncProperty(place, fc.constantFrom('A', 'z', '_', '7'), async (at, letter) => {
        for (const broken of [
          fragment.slice(0, at),
          fragment.slice(0, at) + letter + fragment.slice(at + 1),
        ]) {
          const decoded = await decodeRun(broken);
          if ('error' in decoded) expect(decoded).toEqual({ error: { code: 'damaged' } });
          else expect(decoded).toEqual(whole);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('a later format, and a later engine, are too new', async () => {
    expect(await decodeRun('k2.anything')).toEqual({
      error: { code: 'too-new', what: 'format', version: 2, newest: 1 },
    });
    const later = await packed({ engine: 99, scenario: { version: 1 }, until: 0, digest: '' });
    expect(await decodeRun(later)).toEqual({
      error: { code: 'too-new', what: 'engine', version: 99, newest: ENGINE_VERSION },
    });
  });

  it('a whole link whose scenario or action is not valid says what is wrong', async () => {
    const scenario = { version: 1, topics: [{ name: 'orders', partitions: 0 }] };
    expect(await decodeRun(await packed({ engine: 1, scenario, until: 0, digest: '' }))).toMatchObject({
      error: { code: 'invalid-scenario', errors: [{ path: 'topics[0].partitions', code: 'out-of-range' }] },
    });
    const run = {
      engine: 1,
      scenario: { version: 1 },
      times: [5],
      actions: [{ do: 'explode' }],
      until: 0,
      digest: '',
    };
    expect(await decodeRun(await packed(run))).toMatchObject({
      error: { code: 'invalid-scenario', errors: [{ path: 'actions[0].do', code: 'not-one-of' }] },
    });
    expect(await decodeRun(await packed({ ...run, times: [] }))).toEqual({ error: { code: 'damaged' } });
    expect(await decodeRun(await packed('text'))).toEqual({ error: { code: 'damaged' } });
  });

  it('a bomb is put out', async () => {
    const bomb = `k1.${await pack(' '.repeat(8_000_000), LINK_DICTIONARY_V1)}`;
    expect(bomb.length).toBeLessThan(20_000);
    expect(await decodeRun(bomb)).toEqual({ error: { code: 'damaged' } });
  });
});

async function packed(payload: unknown): Promise<string> {
  return `k1.${await pack(JSON.stringify(payload), LINK_DICTIONARY_V1)}`;
}
