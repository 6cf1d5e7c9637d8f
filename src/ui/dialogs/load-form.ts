/** A synthetic load while it is being typed. */
import type { WorkloadSpec } from '../../scenario/scenario.ts';

export type LoadKind = 'steady' | 'bursty' | 'ramp' | 'manual';

export interface LoadForm {
  readonly kind: LoadKind;
  readonly perSecond: number;
  readonly toPerSecond: number;
  readonly periodMs: number;
  readonly duty: number;
  readonly keyed: boolean;
  readonly keyCount: number;
  /** In steps of a half. */
  readonly skewStep: number;
  readonly valueBytes: number;
}

export const firstLoad: LoadForm = {
  kind: 'steady',
  perSecond: 5,
  toPerSecond: 50,
  periodMs: 10_000,
  duty: 0.2,
  keyed: true,
  keyCount: 7,
  skewStep: 0,
  valueBytes: 100,
};

/** What runs now, as the form's beginning. */
export function formOf(workload: WorkloadSpec | null): LoadForm {
  if (!workload || workload.type === 'data') return firstLoad;
  if (workload.type === 'manual') return { ...firstLoad, kind: 'manual' };
  return {
    ...firstLoad,
    kind: workload.type,
    perSecond: workload.perSecond,
    toPerSecond: workload.toPerSecond ?? firstLoad.toPerSecond,
    periodMs: workload.periodMs ?? firstLoad.periodMs,
    duty: workload.duty ?? firstLoad.duty,
    keyed: workload.keys !== null,
    keyCount: workload.keys?.count ?? firstLoad.keyCount,
    skewStep: Math.round((workload.keys?.skew ?? 0) * 2),
    valueBytes: workload.valueBytes,
  };
}

/** Null: a number is missing or out of bounds. `prefix`: how the keys that run now begin. */
export function workloadOf(form: LoadForm, prefix = 'key-'): WorkloadSpec | null {
  const { kind, perSecond, toPerSecond, periodMs, duty, keyed, keyCount, skewStep, valueBytes } = form;
  if (kind === 'manual') return { type: 'manual' };
  const isGood =
    within(perSecond, 0.001, 1_000_000) &&
    within(valueBytes, 0, 1_000_000) &&
    (!keyed || within(keyCount, 1, 1_000_000)) &&
    (kind === 'steady' || within(periodMs, 1, 1e9)) &&
    (kind !== 'ramp' || within(toPerSecond, 0, 1_000_000)) &&
    (kind !== 'bursty' || within(duty, 0.01, 1));
  if (!isGood) return null;
  const keys = keyed ? { count: keyCount, skew: skewStep / 2, prefix } : null;
  const base = { perSecond, keys, valueBytes };
  if (kind === 'bursty') return { type: kind, ...base, periodMs, duty };
  return kind === 'ramp' ? { type: kind, ...base, periodMs, toPerSecond } : { type: kind, ...base };
}

function within(value: number, min: number, max: number): boolean {
  return value >= min && value <= max;
}
