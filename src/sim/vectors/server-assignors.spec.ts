import { describe, expect, it } from 'vitest';
import { OWN_VECTORS_DIR, readVectorFiles } from './read-vector-files.ts';
import { checkServerAssignors } from './server-assignors.ts';

const ALL_STABLE = { assignment: true, countPerMember: true, sortedCounts: true, keptTotal: true };

const recorded = {
  event: 'start',
  topics: [{ name: 't', id: 'Fe6_NtdwqDsQDIYgtaXnuw', partitions: 3 }],
  members: [
    { id: 'a', topics: ['t'], previousTarget: {} },
    { id: 'b', topics: ['t'], previousTarget: {} },
  ],
  subscriptionType: 'HOMOGENEOUS',
  stable: ALL_STABLE,
};

function mismatches(cases: readonly unknown[]) {
  const results = checkServerAssignors({ path: '', name: '', kind: '', cases });
  return results.flatMap(({ mismatch }) => mismatch ?? []);
}

describe('checkServerAssignors', () => {
  const file = readVectorFiles(OWN_VECTORS_DIR).find(({ kind }) => kind === 'server-assignors')!;
  const text = JSON.stringify(file.cases);

  it('compares the target of each round', () => {
    const withTarget = (target: unknown) => [{ assignor: 'range', rounds: [{ ...recorded, target }] }];
    expect(mismatches(withTarget({ a: { t: [0, 1] }, b: { t: [2] } }))).toEqual([]);
    expect(mismatches(withTarget({ a: { t: [0, 2] }, b: { t: [1] } }))).toEqual([
      { step: 'round 0 (start) assignment.a[1]', expected: 't-2', got: 't-1' },
    ]);
  });

  it('notices a wrong answer anywhere in the recorded file', () => {
    const wrong = JSON.parse(text.replaceAll('"target":{', '"target":{"nobody":{"t0":[99]},'));
    expect(mismatches(wrong)).toHaveLength(file.cases.length);
  });

  it("finds Kafka's very answer, also where it leans on the order of a HashMap", () => {
    expect(mismatches(JSON.parse(text.replaceAll(':false', ':true')))).toEqual([]);
  });
});
