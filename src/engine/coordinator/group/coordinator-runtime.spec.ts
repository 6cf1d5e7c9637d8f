import { describe, expect, it } from 'vitest';
import { Errors } from '../../../protocol/errors.ts';
import { committedOffsets, describeGroups } from './describe-groups.ts';
import {
  answerTo,
  commit,
  commitLog,
  elect,
  heartbeat,
  join,
  joinRequest,
  letPass,
  refuseRecords,
  type SampleCoordinator,
  sampleCoordinator,
  send,
  shrinkIsr,
  stableMember,
  takeAnswers,
} from './sample-coordinator.ts';

const REPLICATED = { isr: [1, 2], configs: { 'min.insync.replicas': 2 } };
const groupOf = (sample: SampleCoordinator) => describeGroups(sample.broker)[0];

function fetchOffset(sample: SampleCoordinator, requireStable: boolean): number | undefined {
  const topics = [{ name: 'orders', partitionIndexes: [0] }];
  const groups = [{ groupId: 'g', memberId: null, memberEpoch: -1, topics }];
  send(sample, 'reader', 'OffsetFetch', { groups, requireStable });
  return answerTo(sample, 'reader', 'OffsetFetch')?.groups[0]?.topics[0]?.partitions[0]?.committedOffset;
}

describe('a write is answered when the high watermark has passed it', () => {
  it('a commit waits for the replicas', () => {
    const sample = sampleCoordinator(REPLICATED);
    commit(sample, 'a', 5);
    expect(takeAnswers(sample)).toEqual([]);
    expect(committedOffsets(sample.broker, 'g')).toEqual([]);
    commitLog(sample);
    expect(answerTo(sample, 'a', 'OffsetCommit')?.topics[0]?.partitions[0]?.errorCode).toBe(Errors.NONE);
    expect(committedOffsets(sample.broker, 'g')).toEqual([{ topic: 'orders', partition: 0, offset: 5 }]);
  });

  it('a fetch sees committed offsets only, or waits with requireStable for the rest', () => {
    const sample = sampleCoordinator(REPLICATED);
    commit(sample, 'a', 5);
    commitLog(sample);
    commit(sample, 'a', 6);
    expect(fetchOffset(sample, false)).toBe(5);
    expect(fetchOffset(sample, true)).toBeUndefined();
    commitLog(sample);
    const { groups } = answerTo(sample, 'reader', 'OffsetFetch')!;
    expect(groups[0]?.topics[0]?.partitions[0]?.committedOffset).toBe(6);
  });

  it('the assignment is handed out when it is stored, not before', () => {
    const sample = sampleCoordinator(REPLICATED);
    const memberId = join(sample, 'a');
    letPass(sample, 3000);
    takeAnswers(sample);
    const body = { groupId: 'g', generationId: 1, memberId, groupInstanceId: null };
    const assignments = [{ memberId, assignment: Uint8Array.of(1) }];
    send(sample, 'a', 'SyncGroup', { ...body, protocolType: 'consumer', protocolName: 'range', assignments });
    expect(groupOf(sample)?.state).toBe('CompletingRebalance');
    commitLog(sample);
    expect(answerTo(sample, 'a', 'SyncGroup')?.assignment).toEqual(Uint8Array.of(1));
    expect(groupOf(sample)?.state).toBe('Stable');
  });

  it('after offsets.commit.timeout.ms it is given up', () => {
    const sample = sampleCoordinator(REPLICATED);
    commit(sample, 'a', 5);
    letPass(sample, 5000);
    const { topics } = answerTo(sample, 'a', 'OffsetCommit')!;
    expect(topics[0]?.partitions[0]?.errorCode).toBe(Errors.COORDINATOR_NOT_AVAILABLE);
    commitLog(sample);
    expect(takeAnswers(sample)).toEqual([]);
  });
});

describe('a write that fails leaves nothing behind', () => {
  it('the commit is refused, the offset is as before', () => {
    const sample = sampleCoordinator(REPLICATED);
    commit(sample, 'a', 5);
    commitLog(sample);
    takeAnswers(sample);
    refuseRecords(sample);
    commit(sample, 'a', 6);
    const { topics } = answerTo(sample, 'a', 'OffsetCommit')!;
    expect(topics[0]?.partitions[0]?.errorCode).toBe(Errors.UNKNOWN_SERVER_ERROR);
    expect(fetchOffset(sample, true)).toBe(5);
  });

  it('a group that could not be written down is not there', () => {
    const sample = sampleCoordinator(REPLICATED);
    refuseRecords(sample);
    send(sample, 'a', 'JoinGroup', joinRequest({ groupInstanceId: 'i' }));
    expect(answerTo(sample, 'a', 'JoinGroup')?.errorCode).toBe(Errors.UNKNOWN_SERVER_ERROR);
    expect(groupOf(sample)).toBeUndefined();
  });

  it('an assignment that could not be stored begins the rebalance again', () => {
    const sample = sampleCoordinator(REPLICATED);
    const memberId = join(sample, 'a');
    commitLog(sample);
    letPass(sample, 3000);
    takeAnswers(sample);
    refuseRecords(sample);
    const body = { groupId: 'g', generationId: 1, memberId, groupInstanceId: null, assignments: [] };
    send(sample, 'a', 'SyncGroup', { ...body, protocolType: 'consumer', protocolName: 'range' });
    expect(answerTo(sample, 'a', 'SyncGroup')?.errorCode).toBe(Errors.UNKNOWN_SERVER_ERROR);
    expect(groupOf(sample)?.state).toBe('PreparingRebalance');
  });
});

describe('with fewer replicas in sync than min.insync.replicas', () => {
  it('records are written all the same, and wait for others to come back', () => {
    const sample = sampleCoordinator(REPLICATED);
    shrinkIsr(sample);
    commit(sample, 'a', 5);
    expect(takeAnswers(sample)).toEqual([]);
    letPass(sample, 5000);
    const { topics } = answerTo(sample, 'a', 'OffsetCommit')!;
    expect(topics[0]?.partitions[0]?.errorCode).toBe(Errors.COORDINATOR_NOT_AVAILABLE);
    expect(fetchOffset(sample, false)).toBe(-1);
    commitLog(sample);
    expect(fetchOffset(sample, false)).toBe(5);
  });
});

describe('the coordinator moves', () => {
  it('who waits is told NOT_COORDINATOR, and so is who comes later', () => {
    const sample = sampleCoordinator(REPLICATED);
    join(sample, 'a');
    commit(sample, 'b', 5);
    commit(sample, 'c', 5);
    takeAnswers(sample);
    elect(sample, 0, 2);
    const answers = takeAnswers(sample);
    expect(answers.find(({ api }) => api === 'JoinGroup')?.body).toMatchObject({
      errorCode: Errors.NOT_COORDINATOR,
    });
    send(sample, 'a', 'JoinGroup', joinRequest());
    expect(answerTo(sample, 'a', 'JoinGroup')?.errorCode).toBe(Errors.NOT_COORDINATOR);
    expect(describeGroups(sample.broker)).toEqual([]);
  });

  it('the next leader finds group, members, assignment and offsets in the log', () => {
    const sample = sampleCoordinator();
    const a = stableMember(sample, 'a');
    commit(sample, 'a', 5, a, 1);
    const before = groupOf(sample);
    elect(sample, 0, 2);
    letPass(sample, 60_000);
    elect(sample, 0, 1);
    takeAnswers(sample);
    expect(groupOf(sample)).toMatchObject({
      state: 'Stable',
      generation: 1,
      leader: a.memberId,
      members: before!.members.map(({ memberId, assignment }) => ({ memberId, assignment })),
    });
    expect(committedOffsets(sample.broker, 'g')).toEqual([{ topic: 'orders', partition: 1, offset: 5 }]);
    expect(heartbeat(sample, 'a', a.memberId, 1)).toBe(Errors.NONE);
  });

  it('members get a whole session to find it', () => {
    const sample = sampleCoordinator();
    stableMember(sample, 'a', { sessionTimeoutMs: 10_000 });
    letPass(sample, 9000);
    elect(sample, 0, 2);
    elect(sample, 0, 1);
    letPass(sample, 9999);
    expect(groupOf(sample)?.state).toBe('Stable');
    letPass(sample, 1);
    expect(groupOf(sample)?.state).toBe('Empty');
  });
});
