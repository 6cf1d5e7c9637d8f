import { describe, expect, it } from 'vitest';
import { describeError } from './describe-error.ts';
import { ENGINE_VERSION } from './engine-version.ts';
import { readRunFile, writeRunFile } from './file.ts';
import { FROZEN_LINKS } from './frozen-links.ts';

function sentences(text: string): string[] {
  const read = readRunFile(text);
  return 'errors' in read ? read.errors.map(describeError) : [];
}

const saved = (more: object) =>
  JSON.stringify({ kafkascope: 1, engine: 1, scenario: { version: 1 }, until: '1m', digest: 'd', ...more });

describe('a run as a file', () => {
  it('comes back to the last field, and reads as a person would write it', () => {
    for (const { holds } of FROZEN_LINKS) {
      const { run, digest, atMs } = holds;
      const text = writeRunFile(run, digest, atMs);
      expect(readRunFile(text)).toStrictEqual({
        run,
        saved: { engineVersion: ENGINE_VERSION, atMs, digest },
      });
      expect(text).toContain('"openAt": "8s"');
      expect(text).toContain('"at": 9000.001');
    }
  });

  it('may be a scenario document by itself', () => {
    expect(readRunFile('{ "version": 1, "seed": 5 }')).toMatchObject({
      run: { seed: 5, actions: [], scenario: { seed: 5 } },
      saved: null,
    });
  });

  it('says what is wrong and where', () => {
    expect(sentences('hello')[0]).toMatch(/^scenario: this is not JSON/);
    expect(sentences('{}')).toEqual(['version: "version" is missing']);
    expect(sentences(saved({ kafkascope: 2 }))).toEqual([
      'kafkascope: version 2 is newer than this Kafkascope reads (1)',
    ]);
    expect(sentences(saved({ engine: 99 }))).toEqual([
      `engine: version 99 is newer than this Kafkascope reads (${ENGINE_VERSION})`,
    ]);
    expect(sentences(saved({ scenario: { version: 1, topics: [{ name: 'x', partitions: 0 }] } }))).toEqual([
      'scenario.topics[0].partitions: 0 is not at least 1',
    ]);
    expect(sentences(saved({ actions: [{ at: '5s', do: 'stopBroker' }, { do: 'startBroker' }] }))).toEqual([
      'actions[1].at: "at" is missing',
    ]);
    expect(sentences(saved({ actions: [{ at: '5s', do: 'stopBroker', broker: 0 }] }))).toEqual([
      'actions[0].broker: 0 is not at least 1',
    ]);
    expect(sentences(saved({ extra: 1 }))).toEqual(['extra: "extra" is not known here']);
  });
});
