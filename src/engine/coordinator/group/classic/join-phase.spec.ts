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
  sync,
  takeAnswers,
} from '../sample-coordinator.ts';

const groupOf = (sample: ReturnType<typeof sampleCoordinator>) => describeGroups(sample.broker)[0]!;

describe("a group's first join phase (group.initial.rebalance.delay.ms)", () => {
  it('waits three seconds for company, and answers all at once', () => {
    const sample = sampleCoordinator();
    const a = join(sample, 'a');
    letPass(sample, 2999);
    expect(takeAnswers(sample)).toEqual([]);
    letPass(sample, 1);
    expect(answerTo(sample, 'a', 'JoinGroup')).toMatchObject({ errorCode: 0, generationId: 1, leader: a });
  });

  it('is extended while new members arrive', () => {
    const sample = sampleCoordinator();
    join(sample, 'a');
    letPass(sample, 2000);
    join(sample, 'b');
    letPass(sample, 1000);
    expect(groupOf(sample).state).toBe('PreparingRebalance');
    letPass(sample, 3000);
    expect(groupOf(sample)).toMatchObject({ state: 'CompletingRebalance', generation: 1 });
    expect(takeAnswers(sample).map(({ to }) => to)).toEqual(['a', 'b']);
  });

  it('is never extended beyond the rebalance timeout', () => {
    const sample = sampleCoordinator();
    const patience = { rebalanceTimeoutMs: 7000, sessionTimeoutMs: 6000 };
    for (let second = 0; second < 7; second++) {
      join(sample, `c${second}`, patience);
      letPass(sample, 1000);
    }
    expect(groupOf(sample).state).toBe('CompletingRebalance');
    expect(groupOf(sample).members).toHaveLength(7);
  });
});

describe('a rebalance', () => {
  it('only the leader is told of the others', () => {
    const sample = sampleCoordinator();
    const a = join(sample, 'a');
    const b = join(sample, 'b');
    letPass(sample, 6000);
    const answers = takeAnswers(sample).map(({ body }) => body);
    expect(answers).toMatchObject([
      { leader: a, members: [{ memberId: a }, { memberId: b }] },
      { leader: a, members: [] },
    ]);
  });

  it('heartbeats tell of it, and it ends when everybody has come back', () => {
    const sample = sampleCoordinator();
    const a = stableMember(sample, 'a');
    const b = join(sample, 'b');
    expect(heartbeat(sample, 'a', a.memberId, 1)).toBe(Errors.REBALANCE_IN_PROGRESS);
    send(sample, 'a', 'JoinGroup', joinRequest({ memberId: a.memberId }));
    expect(groupOf(sample)).toMatchObject({ state: 'CompletingRebalance', generation: 2 });
    const answers = takeAnswers(sample).filter(({ api }) => api === 'JoinGroup');
    expect(answers.map(({ to }) => to).sort()).toEqual(['a', 'b']);
    sync(sample, 'b', b, 2);
    expect(takeAnswers(sample)).toEqual([]);
    sync(sample, 'a', a.memberId, 2, [{ memberId: b, assignment: Uint8Array.of(9) }]);
    expect(answerTo(sample, 'b', 'SyncGroup')).toMatchObject({ errorCode: 0, assignment: Uint8Array.of(9) });
    expect(groupOf(sample).state).toBe('Stable');
  });

  it('goes on without members that have not rejoined by the longest rebalance timeout', () => {
    const sample = sampleCoordinator();
    const a = stableMember(sample, 'a', { rebalanceTimeoutMs: 10_000 });
    const b = join(sample, 'b', { rebalanceTimeoutMs: 20_000 });
    for (let second = 0; second < 19; second++) {
      letPass(sample, 1000);
      heartbeat(sample, 'a', a.memberId, 1);
    }
    expect(groupOf(sample).state).toBe('PreparingRebalance');
    letPass(sample, 1000);
    expect(groupOf(sample).members.map(({ memberId }) => memberId)).toEqual([b]);
    expect(answerTo(sample, 'b', 'JoinGroup')).toMatchObject({ generationId: 2, leader: b });
    expect(heartbeat(sample, 'a', a.memberId, 2)).toBe(Errors.UNKNOWN_MEMBER_ID);
  });

  it('who has joined but never syncs is removed, and the others begin again', () => {
    const sample = sampleCoordinator();
    join(sample, 'a', { rebalanceTimeoutMs: 8000 });
    const b = join(sample, 'b', { rebalanceTimeoutMs: 8000 });
    letPass(sample, 6000);
    takeAnswers(sample);
    sync(sample, 'b', b, 1);
    letPass(sample, 8000);
    expect(answerTo(sample, 'b', 'SyncGroup')?.errorCode).toBe(Errors.REBALANCE_IN_PROGRESS);
    expect(groupOf(sample)).toMatchObject({ state: 'PreparingRebalance', members: [{ memberId: b }] });
  });
});

describe('group.max.size', () => {
  it('turns away who would be one too many', () => {
    const sample = sampleCoordinator({ configs: { 'group.max.size': 1 } });
    stableMember(sample, 'a');
    send(sample, 'b', 'JoinGroup', joinRequest());
    expect(answerTo(sample, 'b', 'JoinGroup')?.errorCode).toBe(Errors.GROUP_MAX_SIZE_REACHED);
  });
});
