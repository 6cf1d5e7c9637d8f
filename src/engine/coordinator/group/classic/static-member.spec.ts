import { describe, expect, it } from 'vitest';
import { Errors } from '../../../../protocol/errors.ts';
import { describeGroups } from '../describe-groups.ts';
import {
  answerTo,
  commitLog,
  joinRequest,
  letPass,
  refuseRecords,
  sampleCoordinator,
  send,
  takeAnswers,
} from '../sample-coordinator.ts';

const groupOf = (sample: ReturnType<typeof sampleCoordinator>) => describeGroups(sample.broker)[0]!;
const STATIC = { groupInstanceId: 'desk-1' };

function syncStatic(sample: ReturnType<typeof sampleCoordinator>, client: string, memberId: string): void {
  send(sample, client, 'SyncGroup', {
    groupId: 'g',
    generationId: 1,
    memberId,
    ...STATIC,
    protocolType: 'consumer',
    protocolName: 'range',
    assignments: [{ memberId, assignment: Uint8Array.of(7) }],
  });
}

function stableStaticMember(sample: ReturnType<typeof sampleCoordinator>): string {
  send(sample, 'a', 'JoinGroup', joinRequest(STATIC));
  letPass(sample, 3000);
  const { memberId } = answerTo(sample, 'a', 'JoinGroup')!;
  syncStatic(sample, 'a', memberId);
  commitLog(sample);
  takeAnswers(sample);
  return memberId;
}

describe('a static member (KIP-345)', () => {
  it('is not sent away to come back with a member id', () => {
    const sample = sampleCoordinator();
    expect(stableStaticMember(sample)).toMatch(/^desk-1-[0-9a-f-]{36}$/);
  });

  it('takes its old place without a rebalance, and as leader need not divide again', () => {
    const sample = sampleCoordinator();
    const old = stableStaticMember(sample);
    send(sample, 'a', 'JoinGroup', joinRequest(STATIC));
    const answer = answerTo(sample, 'a', 'JoinGroup')!;
    expect(answer).toMatchObject({ errorCode: 0, generationId: 1, skipAssignment: true });
    expect(answer.memberId).not.toBe(old);
    expect(groupOf(sample)).toMatchObject({
      state: 'Stable',
      members: [{ memberId: answer.memberId, assignment: Uint8Array.of(7) }],
    });
  });

  it('fences its earlier life', () => {
    const sample = sampleCoordinator();
    const old = stableStaticMember(sample);
    send(sample, 'a', 'JoinGroup', joinRequest(STATIC));
    takeAnswers(sample);
    send(sample, 'a', 'Heartbeat', { groupId: 'g', generationId: 1, memberId: old, ...STATIC });
    expect(answerTo(sample, 'a', 'Heartbeat')?.errorCode).toBe(Errors.FENCED_INSTANCE_ID);
  });

  it('can be shown out by its instance id alone', () => {
    const sample = sampleCoordinator();
    stableStaticMember(sample);
    const members = [{ memberId: '', ...STATIC, reason: null }];
    send(sample, 'admin', 'LeaveGroup', { groupId: 'g', members });
    expect(answerTo(sample, 'admin', 'LeaveGroup')?.members).toMatchObject([{ errorCode: 0 }]);
    expect(groupOf(sample).state).toBe('Empty');
  });

  it('gets its old place back when the new one could not be stored', () => {
    const sample = sampleCoordinator({ isr: [1, 2], configs: { 'min.insync.replicas': 2 } });
    const old = stableStaticMember(sample);
    refuseRecords(sample);
    send(sample, 'a', 'JoinGroup', joinRequest(STATIC));
    expect(answerTo(sample, 'a', 'JoinGroup')?.errorCode).toBe(Errors.UNKNOWN_SERVER_ERROR);
    expect(groupOf(sample).members.map(({ memberId }) => memberId)).toEqual([old]);
  });
});
