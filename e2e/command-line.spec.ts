/** The page and the command line tell the same of one scenario. */
import { writeFile } from 'node:fs/promises';
import { libraryDocument } from '../src/scenario/library/index.ts';
import { expect, test } from './support/app.ts';
import { stateByCommandLine } from './support/command-line.ts';
import { rebalanceAtTwelve } from './support/scenarios.ts';

const scenarios = {
  'a rebalance': { scenario: rebalanceAtTwelve, untilMs: 25_000 },
  'lost records and truncation': {
    scenario: libraryDocument('acks-1-and-the-lost-record')!,
    untilMs: 40_000,
  },
  'a data set': { scenario: libraryDocument('a-hot-key')!, untilMs: 22_000 },
};

for (const [name, { scenario, untilMs }] of Object.entries(scenarios)) {
  test(`state() is what the command line prints: ${name}`, async ({ app }, testInfo) => {
    const file = testInfo.outputPath('scenario.json');
    await writeFile(file, JSON.stringify(scenario));
    const [printed] = await Promise.all([stateByCommandLine(file, untilMs), app.openWith(scenario)]);
    await app.seek(untilMs);
    expect(await app.state()).toEqual(printed);
    expect(printed.ledger.delivered).toBeGreaterThan(0);
  });
}
