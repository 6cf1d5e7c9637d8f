import { describe, expect, it } from 'vitest';
import { firstDifference } from './first-difference.ts';
import { checkEachCase } from './kind-runner.ts';
import { reportLines } from './report.ts';
import { runVectorFiles } from './runner.ts';
import type { VectorFile } from './vector-file.ts';

function file(name: string, cases: readonly unknown[]): VectorFile {
  return { path: `${name}.json`, name, kind: name.replace(/-\d$/, ''), cases };
}

interface Doubled {
  readonly n: number;
  readonly twice: number;
}

const checkDoubled = checkEachCase<Doubled>(({ n, twice }) => firstDifference({ twice }, { twice: n * 2 }));
const runners = new Map([['doubled', checkDoubled]]);

describe('runVectorFiles', () => {
  it('sums the files of a kind and says where an answer differs', () => {
    const files = [
      file('doubled-1', [{ n: 1, twice: 2 }]),
      file('doubled-2', [
        { n: 2, twice: 4 },
        { n: 3, twice: 7 },
      ]),
    ];
    expect(reportLines(runVectorFiles(files, runners))).toEqual([
      'doubled: case 1 of doubled-2, twice: expected 7, got 6',
      'doubled 2 / 3',
    ]);
  });

  it('counts a kind without a runner as passing nothing', () => {
    const files = [file('unheard-of', [1, 2, 3]), file('doubled', [{ n: 1, twice: 2 }])];
    expect(reportLines(runVectorFiles(files, runners))).toEqual(['unheard-of 0 / 3', 'doubled 1 / 1']);
  });

  it('takes a case that makes the rule throw for a failed one', () => {
    const [line] = reportLines(runVectorFiles([file('doubled', [null])], runners));
    expect(line).toMatch(/^doubled: case 0: expected "an answer", got "TypeError: /);
  });

  it('shows the first few failures of a kind only', () => {
    const wrong = Array.from({ length: 10 }, (_, n) => ({ n, twice: -1 }));
    const lines = reportLines(runVectorFiles([file('doubled', wrong)], runners));
    expect(lines.slice(3)).toEqual(['doubled: 7 more cases failed', 'doubled 0 / 10']);
  });
});

describe('firstDifference', () => {
  it.each([
    [{ a: [1, { b: 2 }] }, { a: [1, { b: 3 }] }, { step: 'a[1].b', expected: 2, got: 3 }],
    [{ a: [1] }, { a: [1, 2] }, { step: 'a', expected: [1], got: [1, 2] }],
    [{ a: 1 }, { a: 1, b: 2 }, { step: 'b', expected: undefined, got: 2 }],
    [{ a: null }, { a: {} }, { step: 'a', expected: null, got: {} }],
    [1, 2, { step: null, expected: 1, got: 2 }],
  ])('between %j and %j', (expected, got, difference) => {
    expect(firstDifference(expected, got)).toEqual(difference);
  });

  it('is none between equals, whatever the order of fields', () => {
    expect(firstDifference({ a: 1, b: [null] }, { b: [null], a: 1, c: undefined })).toBeNull();
  });
});
