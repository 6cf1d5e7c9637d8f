import { describe, expect, it } from 'vitest';
import { MARK_WORDS } from '../../i18n/mark-words.ts';
import { COMMAND_NAMES } from '../../scenario/schema-commands.ts';
import type { Mark, MarkKind } from '../../view/codes.ts';
import { sayMark } from './say-mark.ts';

/** Every parameter that `worker/marks.ts` may give. */
const params: Mark['params'] = {
  broker: 2,
  how: 'kill',
  topic: 'orders',
  partition: 1,
  leader: 3,
  leaderEpoch: 4,
  isr: '1, 2',
  replicas: '4, 2',
  size: 2,
  group: 'billing',
  generation: 7,
  countedIn: 'epoch',
  reason: 'member-joined',
  member: 'Consumer 4',
  members: 4,
  from: 10,
  to: 20,
  consumer: 'Consumer 1',
  producer: 'checkout',
  transactionalId: 'orders-tx',
  records: 3,
  policy: 'latest',
  api: 'CreatePartitions',
  subject: 'orders',
  error: 'INVALID_PARTITIONS',
  message: 'no',
  count: 3,
  name: 'retention.ms',
  value: 60_000,
  partitions: 6,
  parts: 3,
  beforeOffset: 40,
  key: 'C-1',
  processingMs: 200,
  a: 'broker-1',
  b: 'broker-2',
};

describe.each(['en', 'ko'] as const)('what happened, in %s', (language) => {
  const marks = MARK_WORDS[language];

  it.each(Object.keys(marks.sentences) as Exclude<MarkKind, 'action'>[])('%s is a whole sentence', (kind) => {
    const said = sayMark({ atUs: 0, kind, author: 'cluster', params }, marks);
    expect(said).not.toMatch(/undefined|NaN|\[object/);
    expect(said.length).toBeGreaterThan(10);
  });

  it.each(COMMAND_NAMES)('%s is said with who did it', (command) => {
    const mark = { atUs: 0, kind: 'action', params: { ...params, do: command } } as const;
    const [yours, scripted] = (['you', 'script'] as const).map((author) =>
      sayMark({ ...mark, author }, marks),
    );
    expect(yours).not.toMatch(/undefined|NaN/);
    expect(scripted).not.toBe(yours);
  });
});

it('Korean particles fit the names', () => {
  const said = (to: string) =>
    sayMark(
      {
        atUs: 0,
        kind: 'action',
        author: 'you',
        params: { do: 'moveConsumer', consumer: 'Consumer 1', group: to },
      },
      MARK_WORDS.ko,
    );
  expect(said('billing')).toBe('직접 Consumer 1을 billing 그룹으로 옮겼습니다');
  expect(said('')).toBe('직접 Consumer 1을 벤치로 옮겼습니다');
});

it('why offsets were not reset is said in the page’s language', () => {
  const refused = {
    atUs: 0,
    kind: 'request-refused',
    author: 'cluster',
    params: { api: 'resetOffsets', subject: 'billing', error: 'NON_EMPTY_GROUP', message: 'a tool’s words' },
  } as const;
  expect(sayMark(refused, MARK_WORDS.en)).toBe(
    'The offsets of group billing were not reset: somebody is in the group (NON_EMPTY_GROUP)',
  );
  expect(sayMark(refused, MARK_WORDS.ko)).toBe(
    'billing 그룹의 오프셋을 재설정하지 못했습니다: 그룹에 멤버가 있습니다(NON_EMPTY_GROUP)',
  );
});
