import { describe, expect, it } from 'vitest';
import { invalidGroupConfigs } from './group-config.ts';

const BROKER: Readonly<Record<string, number>> = {
  'group.consumer.heartbeat.interval.ms': 5000,
  'group.consumer.max.session.timeout.ms': 60_000,
  'group.consumer.min.session.timeout.ms': 45_000,
  'group.consumer.session.timeout.ms': 45_000,
  'group.share.heartbeat.interval.ms': 5000,
  'group.share.session.timeout.ms': 45_000,
  'group.streams.heartbeat.interval.ms': 5000,
  'group.streams.max.standby.replicas': 2,
  'group.streams.session.timeout.ms': 45_000,
};

const refused = (configs: Record<string, string>) =>
  invalidGroupConfigs(new Map(Object.entries(configs)), (name) => BROKER[name]) !== null;

describe('configs of a group', () => {
  it.each([
    ['consumer.session.timeout.ms', ['45000', '60000'], ['44999', '60001', 'x']],
    [
      'share.auto.offset.reset',
      ['earliest', 'by_duration:PT1H'],
      ['none', 'by_duration:-PT1H', 'by_duration:1h'],
    ],
    ['streams.num.standby.replicas', ['0', '2'], ['3']],
    ['retention.ms', [], ['1']],
  ])('%s is legal within what the brokers allow', (name, legal, illegal) => {
    for (const value of legal) expect([value, refused({ [name]: value })]).toEqual([value, false]);
    for (const value of illegal) expect([value, refused({ [name]: value })]).toEqual([value, true]);
  });

  it('a session lasts longer than the time between two heartbeats', () => {
    expect(refused({ 'consumer.heartbeat.interval.ms': '45000' })).toBe(true);
    expect(
      refused({ 'consumer.heartbeat.interval.ms': '45000', 'consumer.session.timeout.ms': '50000' }),
    ).toBe(false);
  });
});
