/** A workload with nothing left out. */
import {
  DEFAULT_DUTY,
  DEFAULT_KEYS,
  DEFAULT_PER_SECOND,
  DEFAULT_SPEED,
  DEFAULT_VALUE_BYTES,
} from './defaults.ts';
import type { KeySpec, WorkloadSpec } from './scenario.ts';
import type { WorkloadDocument } from './schema-workload.ts';
import { parseTime } from './time.ts';

type SyntheticDocument = Extract<WorkloadDocument, { type: 'steady' | 'bursty' | 'ramp' }>;

export function normaliseWorkload(workload: WorkloadDocument): WorkloadSpec {
  switch (workload.type) {
    case 'manual':
      return { type: 'manual' };
    case 'data':
      return {
        type: 'data',
        source: workload.source,
        keyColumn: workload.keyColumn ?? null,
        timeColumn: workload.timeColumn ?? null,
        speed: workload.speed ?? DEFAULT_SPEED,
        perSecond: workload.perSecond ?? DEFAULT_PER_SECOND,
        repeat: workload.repeat ?? false,
      };
    case 'steady':
      return { type: 'steady', ...synthetic(workload) };
    case 'bursty':
      return {
        type: 'bursty',
        ...synthetic(workload),
        periodMs: parseTime(workload.period),
        duty: workload.duty ?? DEFAULT_DUTY,
      };
    case 'ramp':
      return {
        type: 'ramp',
        ...synthetic(workload),
        toPerSecond: workload.toPerSecond,
        periodMs: parseTime(workload.period),
      };
  }
}

function synthetic({ perSecond, limit, keys, valueBytes }: SyntheticDocument) {
  return {
    perSecond: perSecond ?? DEFAULT_PER_SECOND,
    ...(limit === undefined ? {} : { limit }),
    keys: keys === undefined ? DEFAULT_KEYS : keys === null ? null : normaliseKeys(keys),
    valueBytes: valueBytes ?? DEFAULT_VALUE_BYTES,
  };
}

function normaliseKeys({ count, skew, prefix }: Partial<KeySpec>): KeySpec {
  return {
    count: count ?? DEFAULT_KEYS.count,
    skew: skew ?? DEFAULT_KEYS.skew,
    prefix: prefix ?? DEFAULT_KEYS.prefix,
  };
}
