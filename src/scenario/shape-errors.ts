/** Valibot's issues as `ScenarioError`s. A schema's own message, where it has one, is the error's code. */
import type * as v from 'valibot';
import { bounds, errorAt, pathOf, type ScenarioError, shown } from './errors.ts';
import { nearest } from './suggest.ts';

type Issue = v.BaseIssue<unknown>;

const OWN_CODES = [
  'not-a-time',
  'not-a-text',
  'not-a-name',
  'not-a-topic-name',
  'not-a-config-value',
  'not-brokers',
  'not-a-source',
  'not-a-sha256',
  'not-an-offset-reset',
] as const;

/** Unions whose options are told apart by their keys: what one of them misses says nothing. */
const WHOLE: ReadonlySet<string> = new Set(['not-a-source', 'not-an-offset-reset']);

/** The keys of a document, for "did you mean". */
const KEYS = [
  ...[
    'version',
    'title',
    'description',
    'seed',
    'openAt',
    'cluster',
    'topics',
    'producers',
    'consumers',
    'script',
  ],
  ...['brokers', 'configs', 'network', 'epochMs', 'id', 'latency', 'jitter', 'megabytesPerSecond', 'loss'],
  ...[
    'name',
    'partitions',
    'replicationFactor',
    'topic',
    'workload',
    'startAt',
    'group',
    'pattern',
    'assign',
    'processing',
  ],
  ...[
    'share',
    'rejectEvery',
    'releaseEvery',
    'commit',
    'type',
    'perSecond',
    'toPerSecond',
    'period',
    'duty',
    'limit',
    'keys',
    'valueBytes',
    'count',
  ],
  ...[
    'skew',
    'prefix',
    'source',
    'dataset',
    'file',
    'keyColumn',
    'timeColumn',
    'speed',
    'repeat',
    'do',
    'at',
  ],
  ...['to', 'offset', 'datetime', 'duration', 'shiftBy'],
  ...['broker', 'how', 'producer', 'consumer', 'key', 'value', 'partition', 'a', 'b'],
];

export function shapeErrors(issues: readonly Issue[], base = ''): ScenarioError[] {
  return issues.flatMap((issue) => errorsOf(issue, base));
}

function errorsOf(issue: Issue, base: string): ScenarioError[] {
  const keys = (issue.path ?? []).map((item) => item.key as string | number);
  const path = pathOf(base, ...keys);
  const value = issue.input;

  // Of a union's options, the one that got as far as looking inside knows better than "none of them".
  const inside = WHOLE.has(issue.message) ? [] : (issue.issues ?? []).filter((each) => each.path);
  if (inside.length > 0) return shapeErrors(inside, path);

  const own = OWN_CODES.find((code) => code === issue.message);
  if (own) return [errorAt(path, own, { value: shown(value) })];
  return [shapeError(issue, path, String(keys.at(-1) ?? ''))];
}

function shapeError(issue: Issue, path: string, key: string): ScenarioError {
  const value = issue.input;
  switch (issue.type) {
    case 'strict_object':
    case 'loose_object':
      if (issue.expected === 'never') {
        const suggestion = nearest(key, KEYS);
        return errorAt(path, 'unknown-key', suggestion === undefined ? { key } : { key, suggestion });
      }
      if (value === undefined && key !== '') return errorAt(path, 'missing-key', { key });
      return wrongType(path, 'object', value);
    case 'variant':
    case 'picklist':
    case 'literal':
      if (issue.expected === 'Object') return wrongType(path, 'object', value);
      if (value === undefined) return errorAt(path, 'missing-key', { key });
      return errorAt(path, 'not-one-of', { value: shown(value), allowed: alternatives(issue.expected) });
    case 'min_value':
      return errorAt(path, 'out-of-range', {
        value: Number(value),
        ...bounds(Number(issue.requirement), undefined),
      });
    case 'max_value':
      return errorAt(path, 'out-of-range', {
        value: Number(value),
        ...bounds(undefined, Number(issue.requirement)),
      });
    case 'min_length':
    case 'max_length': {
      const { length } = value as string | readonly unknown[];
      const requirement = Number(issue.requirement);
      const least = issue.type === 'min_length';
      return errorAt(path, 'wrong-length', {
        length,
        ...bounds(least ? requirement : undefined, least ? undefined : requirement),
      });
    }
    case 'integer':
      return errorAt(path, 'not-an-integer', { value: Number(value) });
    default:
      return wrongType(path, issue.expected?.toLowerCase() ?? 'another value', value);
  }
}

function wrongType(path: string, expected: string, value: unknown): ScenarioError {
  return errorAt(path, 'wrong-type', { expected, value: shown(value) });
}

/** `("steady" | "bursty")` as its parts. */
function alternatives(expected: string | null): string[] {
  return (expected ?? '')
    .replace(/^\(|\)$/g, '')
    .split(' | ')
    .map((each) => each.replace(/^"|"$/g, ''));
}
