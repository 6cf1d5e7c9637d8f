import type { Mismatch } from './kind-runner.ts';

/**
 * Compares two values as JSON would write them and returns the first place where they differ, its path in
 * `step`; null when they are equal. A field that is undefined counts as absent.
 */
export function firstDifference(expected: unknown, got: unknown, path = ''): Mismatch | null {
  if (Object.is(expected, got)) return null;
  if (Array.isArray(expected) && Array.isArray(got)) {
    return expected.length === got.length
      ? firstOf(expected.keys(), (index) => firstDifference(expected[index], got[index], `${path}[${index}]`))
      : differs(path, expected, got);
  }
  if (isRecord(expected) && isRecord(got)) {
    const keys = new Set([...Object.keys(expected), ...Object.keys(got)]);
    return firstOf(keys, (key) => firstDifference(expected[key], got[key], path ? `${path}.${key}` : key));
  }
  return differs(path, expected, got);
}

function firstOf<Key>(keys: Iterable<Key>, compare: (key: Key) => Mismatch | null): Mismatch | null {
  for (const key of keys) {
    const difference = compare(key);
    if (difference) return difference;
  }
  return null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function differs(path: string, expected: unknown, got: unknown): Mismatch {
  return { step: path || null, expected, got };
}
