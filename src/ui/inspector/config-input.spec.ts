import { describe, expect, it } from 'vitest';
import type { ConfigLine } from '../../view/inspection.ts';
import { checkConfigInput } from './config-input.ts';
import { orderBySearch } from './search-configs.ts';

function line(scope: ConfigLine['scope'], name: string, value: string, isDefault = true): ConfigLine {
  return { scope, name, value, isDefault, takesEffect: 'now' };
}

function codes(of: ConfigLine, typed: string, all: readonly ConfigLine[] = []): string[] {
  const checked = checkConfigInput(of, typed, all);
  return 'errors' in checked ? checked.errors.map(({ code }) => code) : [];
}

describe('a config being typed', () => {
  it('is taken in Kafka’s form or in a friendly one', () => {
    expect(checkConfigInput(line('topic', 'retention.ms', '604800000'), '60s', [])).toEqual({
      value: 60_000,
    });
    expect(checkConfigInput(line('topic', 'cleanup.policy', 'delete'), 'compact, delete', [])).toEqual({
      value: ['compact', 'delete'],
    });
    expect(checkConfigInput(line('topic', 'internal.segment.bytes', '4000'), 'null', [])).toEqual({
      value: null,
    });
  });

  it('is refused by Kafka’s bounds', () => {
    expect(codes(line('topic', 'retention.ms', '1'), 'soon')).toEqual(['config-wrong-type']);
    expect(codes(line('topic', 'min.insync.replicas', '1'), '0')).toEqual(['config-out-of-range']);
    expect(codes(line('topic', 'segment.bytes', '1073741824'), '1000')).toEqual(['segment-bytes-too-small']);
  });

  it('is refused where it does not go with another', () => {
    const idempotent = line('producer', 'enable.idempotence', 'true', false);
    const acks = line('producer', 'acks', 'all');
    expect(codes(acks, '1', [acks])).toEqual([]);
    const heartbeat = line('consumer', 'heartbeat.interval.ms', '3000');
    expect(codes(heartbeat, '90000', [heartbeat])).not.toEqual([]);
    expect(idempotent.isDefault).toBe(false);
  });
});

it('search finds every word, what begins with the first before others', () => {
  const configs = ['log.retention.check.interval.ms', 'retention.bytes', 'retention.ms', 'segment.ms'].map(
    (name) => line('topic', name, '1'),
  );
  expect(orderBySearch(configs, 'retention ms').map(({ name }) => name)).toEqual([
    'retention.ms',
    'log.retention.check.interval.ms',
  ]);
  expect(orderBySearch(configs, '')).toBe(configs);
});
