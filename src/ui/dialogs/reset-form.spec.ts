import { expect, it } from 'vitest';
import { validateCommand } from '../../scenario/commands.ts';
import { RESET_KINDS, type ResetForm, resetDocument, type WrittenKind } from './reset-form.ts';

const written = { offset: '0', 'shift-by': '-10', datetime: '', duration: '10s', file: '' };

function read(form: Partial<ResetForm>) {
  const whole: ResetForm = { kind: 'earliest', written, topic: null, partitions: '', ...form };
  const result = validateCommand(resetDocument('g', whole), { brokers: 3 });
  return 'command' in result ? result.command : result.errors.map(({ code }) => code);
}

it.each<[WrittenKind, string, unknown]>([
  ['offset', ' 12 ', { offset: 12 }],
  ['offset', '', null],
  ['offset', '1.5', null],
  ['shift-by', '-30', { shiftBy: -30 }],
  ['shift-by', '+5', { shiftBy: 5 }],
  ['shift-by', 'back', null],
  ['datetime', '2026-01-01T00:00:30.250', { datetimeMs: 1_767_225_630_250 }],
  ['datetime', '2026-01-01T09:00+09:00', { datetimeMs: 1_767_225_600_000 }],
  ['datetime', 'yesterday', null],
  ['duration', '5m', { durationMs: 300_000 }],
  ['duration', '5', null],
  ['file', '"orders",0,5\norders,1,7\n', { plan: [line('orders', 0, 5), line('orders', 1, 7)] }],
  ['file', 'orders,0', null],
])('%s %j', (kind, text, to) => {
  expect(RESET_KINDS).toContain(kind);
  const result = read({ kind, written: { ...written, [kind]: text } });
  if (to === null) expect(result).toHaveLength(1);
  else expect(result).toEqual({ do: 'resetOffsets', group: 'g', to });
});

function line(topic: string, partition: number, offset: number) {
  return { topic, partition, offset };
}

it('of all, of a topic, of some of its partitions', () => {
  expect(read({})).toEqual({ do: 'resetOffsets', group: 'g', to: 'earliest' });
  expect(read({ topic: 'orders' })).toMatchObject({ topics: [{ topic: 'orders' }] });
  expect(read({ topic: 'orders', partitions: '0, 2' })).toMatchObject({
    topics: [{ topic: 'orders', partitions: [0, 2] }],
  });
  expect(read({ topic: 'orders', partitions: '0;2' })).toHaveLength(1);
});
