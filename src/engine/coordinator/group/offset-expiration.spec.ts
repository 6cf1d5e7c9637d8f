import { describe, expect, it } from 'vitest';
import { committedOffsets, describeGroups } from './describe-groups.ts';
import {
  commit,
  heartbeat,
  letPass,
  type SampleCoordinator,
  sampleCoordinator,
  send,
  stableMember,
  takeAnswers,
} from './sample-coordinator.ts';

const HOUR_MS = 3_600_000;
const KEPT_AN_HOUR = { configs: { 'offsets.retention.minutes': 60 } };

function liveFor(sample: SampleCoordinator, memberId: string, ms: number): void {
  for (let passed = 0; passed < ms; passed += 30_000) {
    letPass(sample, 30_000);
    heartbeat(sample, 'a', memberId, 1);
  }
}

describe('offsets.retention.minutes', () => {
  it('a simple group keeps an offset for so long after its commit, then it goes, and the group with it', () => {
    const sample = sampleCoordinator(KEPT_AN_HOUR);
    commit(sample, 'a', 5);
    letPass(sample, HOUR_MS - 1);
    expect(committedOffsets(sample.broker, 'g')).toHaveLength(1);
    letPass(sample, 600_000);
    expect(committedOffsets(sample.broker, 'g')).toEqual([]);
    expect(describeGroups(sample.broker)).toEqual([]);
    expect(sample.notes).toContainEqual(expect.objectContaining({ code: 'group-state', state: 'Dead' }));
  });

  it('a live group keeps what it is subscribed to for ever', () => {
    const sample = sampleCoordinator(KEPT_AN_HOUR);
    const a = stableMember(sample, 'a');
    commit(sample, 'a', 5, a);
    liveFor(sample, a.memberId, 3 * HOUR_MS);
    expect(committedOffsets(sample.broker, 'g')).toHaveLength(1);
  });

  it('an empty group keeps its offsets for so long after its last member left, however old the commits', () => {
    const sample = sampleCoordinator(KEPT_AN_HOUR);
    const a = stableMember(sample, 'a');
    commit(sample, 'a', 5, a);
    liveFor(sample, a.memberId, 2 * HOUR_MS);
    const members = [{ memberId: a.memberId, groupInstanceId: null, reason: null }];
    send(sample, 'a', 'LeaveGroup', { groupId: 'g', members });
    takeAnswers(sample);
    letPass(sample, HOUR_MS - 600_000);
    expect(committedOffsets(sample.broker, 'g')).toHaveLength(1);
    letPass(sample, 1_200_000);
    expect(committedOffsets(sample.broker, 'g')).toEqual([]);
  });
});
