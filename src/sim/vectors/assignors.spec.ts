import { describe, expect, it } from 'vitest';
import { checkAssignors } from './assignors.ts';
import { OWN_VECTORS_DIR, readVectorFiles } from './read-vector-files.ts';

const recorded = {
  assignor: 'range',
  rounds: [
    {
      event: 'start',
      topics: { t: 3 },
      members: [
        { id: 'a', topics: ['t'] },
        { id: 'b', topics: ['t'] },
      ],
      assignment: { a: { t: [0, 1] }, b: { t: [2] } },
      stable: { assignment: true, countPerMember: true, sortedCounts: true, keptTotal: true },
    },
  ],
};

function firstMismatch(assignment: unknown, stable: unknown = recorded.rounds[0]?.stable) {
  const cases = [{ ...recorded, rounds: [{ ...recorded.rounds[0], assignment, stable }] }];
  return checkAssignors({ path: '', name: 'assignors', kind: 'assignors', cases })[0]?.mismatch ?? null;
}

describe('checkAssignors', () => {
  const unstable = { assignment: false, countPerMember: false, sortedCounts: true, keptTotal: true };

  it('compares the whole assignment', () => {
    expect(firstMismatch({ a: { t: [0, 1] }, b: { t: [2] } })).toBeNull();
    expect(firstMismatch({ a: { t: [0, 2] }, b: { t: [1] } })).toEqual({
      step: 'round 0 (start) assignment.a[1]',
      expected: 't-2',
      got: 't-1',
    });
  });

  it("compares no more than what does not hang on a HashMap's order", () => {
    expect(firstMismatch({ a: { t: [2] }, b: { t: [0, 1] } }, unstable)).toBeNull();
    expect(firstMismatch({ a: { t: [0, 1, 2] }, b: {} }, unstable)?.step).toBe(
      'round 0 (start) sortedCounts[0]',
    );
  });

  it('always compares how often each partition is given out', () => {
    expect(firstMismatch({ a: { t: [0, 0] }, b: { t: [2] } }, unstable)?.step).toBe(
      'round 0 (start) partitions of all members[1]',
    );
  });

  it('notices a wrong answer anywhere in the recorded file', () => {
    const [file] = readVectorFiles(OWN_VECTORS_DIR).filter(({ kind }) => kind === 'assignors');
    const text = JSON.stringify(file?.cases);
    const cases = JSON.parse(text.replaceAll('"assignment":{', '"assignment":{"nobody":{},'));
    const results = checkAssignors({ path: '', name: 'assignors', kind: 'assignors', cases });
    expect(results.filter(({ mismatch }) => mismatch === null)).toEqual([]);
  });
});
