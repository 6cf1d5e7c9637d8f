import { describe, expect, it } from 'vitest';
import { Errors } from '../../../../protocol/errors.ts';
import { describeGroups } from '../describe-groups.ts';
import {
  answerTo,
  heartbeat,
  join,
  joinRequest,
  letPass,
  sampleCoordinator,
  send,
  stableMember,
} from '../sample-coordinator.ts';

const groupOf = (sample: ReturnType<typeof sampleCoordinator>) => describeGroups(sample.broker)[0]!;

describe("a member's session", () => {
  it('ends when nothing is heard for session.timeout.ms, and the group is empty', () => {
    const sample = sampleCoordinator();
    stableMember(sample, 'a', { sessionTimeoutMs: 10_000 });
    letPass(sample, 9999);
    expect(groupOf(sample).state).toBe('Stable');
    letPass(sample, 1);
    expect(groupOf(sample)).toMatchObject({ state: 'Empty', generation: 2, members: [] });
    expect(sample.notes).toContainEqual(
      expect.objectContaining({ code: 'member-removed', reason: 'session-expired' }),
    );
  });

  it('begins anew with each heartbeat', () => {
    const sample = sampleCoordinator();
    const a = stableMember(sample, 'a', { sessionTimeoutMs: 10_000 });
    letPass(sample, 9000);
    expect(heartbeat(sample, 'a', a.memberId, 1)).toBe(Errors.NONE);
    letPass(sample, 9999);
    expect(groupOf(sample).state).toBe('Stable');
    letPass(sample, 1);
    expect(groupOf(sample).state).toBe('Empty');
  });

  it('is one entry in the event queue, however many heartbeats come', () => {
    const sample = sampleCoordinator();
    const a = stableMember(sample, 'a');
    const timers = () => sample.cluster.queue.heap.filter(({ kind }) => kind === 'timer').length;
    const before = timers();
    for (let beat = 0; beat < 1000; beat++) {
      letPass(sample, 10);
      heartbeat(sample, 'a', a.memberId, 1);
    }
    expect(timers()).toBeLessThanOrEqual(before);
  });

  it('is not asked of who waits in a join phase', () => {
    const sample = sampleCoordinator();
    const a = stableMember(sample, 'a', { sessionTimeoutMs: 10_000 });
    const b = stableMemberBeside(sample, a.memberId);
    // a is the leader and joins again: both it and b are awaited, and b stays away.
    send(sample, 'a', 'JoinGroup', joinRequest({ memberId: a.memberId, sessionTimeoutMs: 10_000 }));
    letPass(sample, 20_000);
    expect(groupOf(sample).members.map(({ memberId }) => memberId)).toEqual([a.memberId, b]);
  });

  it('is asked of a pending member: an id that nobody comes back with is forgotten', () => {
    const sample = sampleCoordinator();
    send(sample, 'a', 'JoinGroup', joinRequest({ sessionTimeoutMs: 6000 }));
    const { memberId } = answerTo(sample, 'a', 'JoinGroup')!;
    expect(groupOf(sample).pendingMembers).toBe(1);
    letPass(sample, 6000);
    expect(groupOf(sample).pendingMembers).toBe(0);
    send(sample, 'a', 'JoinGroup', joinRequest({ memberId }));
    expect(answerTo(sample, 'a', 'JoinGroup')?.errorCode).toBe(Errors.UNKNOWN_MEMBER_ID);
  });
});

/** A second member, patient, in a stable group. */
function stableMemberBeside(sample: ReturnType<typeof sampleCoordinator>, leader: string): string {
  const b = join(sample, 'b');
  send(sample, 'a', 'JoinGroup', joinRequest({ memberId: leader, sessionTimeoutMs: 10_000 }));
  const body = { groupId: 'g', generationId: 2, groupInstanceId: null, protocolType: 'consumer' };
  for (const [client, memberId] of [
    ['a', leader],
    ['b', b],
  ] as const)
    send(sample, client, 'SyncGroup', { ...body, protocolName: 'range', memberId, assignments: [] });
  return b;
}
