import { describe, expect, it } from 'vitest';
import { more as en } from '../../i18n/more.en.ts';
import { more as ko } from '../../i18n/more.ko.ts';
import { fakeStructure } from '../../scene/testing/fake-frame.ts';
import { describeState, lagOf, type Numbers } from './described-state.ts';

const structure = fakeStructure({ partitions: 3, groups: 2, benched: 1 });
const numbers: Numbers = {
  logStart: Float64Array.of(0, 10, 0),
  lastStable: Float64Array.of(20, 30, 36),
  highWatermark: Float64Array.of(20, 30, 40),
  logEnd: Float64Array.of(21, 30, 42),
  // The first group: 15, nothing yet, 40; the second reads only the last partition.
  committed: Float64Array.of(15, -1, 40, -2, -2, 38),
};

describe('the state in words', () => {
  it('counts lag from what is committed, or from the log’s start', () => {
    expect(lagOf({ readCommitted: false }, 0, numbers)).toBe(5 + 20);
    expect(lagOf({ readCommitted: false }, 1, numbers)).toBe(2);
  });

  it('counts it no further than a read_committed group may read', () => {
    expect(lagOf({ readCommitted: true }, 0, numbers)).toBe(5 + 20);
    expect(lagOf({ readCommitted: true }, 1, numbers)).toBe(0);
  });

  it('tells every thing on the stage, in English', () => {
    const sections = describeState(structure, numbers, en);
    const text = sections.flatMap(({ sentences }) => sentences).join('\n');
    for (const { name } of [...structure.topics, ...structure.producers, ...structure.consumers])
      expect(text).toContain(name);
    for (const { id } of structure.brokers) expect(text).toContain(`Broker ${id} is running`);
    expect(text).toContain('high watermark 20.');
    expect(text).toContain('high watermark 40, last stable offset 36');
    expect(text).toMatch(/Group billing: .*lag 25/);
    expect(text).not.toMatch(/undefined|NaN|\{/);
  });

  it('says of a partition that is being moved what is added and what will go', () => {
    const [first, ...rest] = structure.rows;
    const rows = [{ ...first!, adding: [4], removing: [1] }, ...rest];
    const [topics] = describeState({ ...structure, rows }, numbers, en);
    expect(topics!.sentences[1]).toContain(', being moved: adding 4, removing 1; offsets');
    expect(topics!.sentences[2]).not.toContain('moved');
  });

  it('and in Korean', () => {
    const text = describeState(structure, numbers, ko)
      .flatMap(({ sentences }) => sentences)
      .join('\n');
    expect(text).toContain('하이 워터마크 20.');
    expect(text).toContain('마지막 안정 오프셋 36');
    expect(text).not.toMatch(/undefined|NaN|이\/가|을\/를/);
  });
});
