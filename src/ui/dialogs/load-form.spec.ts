import { expect, it } from 'vitest';
import { firstLoad, formOf, workloadOf } from './load-form.ts';

it('a load is read into the form and back', () => {
  for (const kind of ['steady', 'bursty', 'ramp', 'manual'] as const) {
    const workload = workloadOf({ ...firstLoad, kind, skewStep: 3 }, 'user-');
    expect(workload?.type).toBe(kind);
    expect(workloadOf(formOf(workload), 'user-')).toEqual(workload);
  }
});

it('a number that is missing or senseless makes no load', () => {
  expect(workloadOf({ ...firstLoad, perSecond: Number.NaN })).toBeNull();
  expect(workloadOf({ ...firstLoad, keyCount: 0 })).toBeNull();
  expect(workloadOf({ ...firstLoad, keyed: false, keyCount: 0 })).toMatchObject({ keys: null });
  expect(workloadOf({ ...firstLoad, kind: 'bursty', duty: 2 })).toBeNull();
});
