import { describe, expect, it } from 'vitest';
import { Errors } from '../../../protocol/errors.ts';
import {
  answerTo,
  commit,
  commitLog,
  elect,
  heartbeat,
  joinRequest,
  letPass,
  type SampleCoordinator,
  type SampleSettings,
  sampleCoordinator,
  send,
  stableMember,
  takeAnswers,
} from './sample-coordinator.ts';

const PRODUCER_ID = 7;

/** No transaction coordinator is asked: producers of old have seen to that themselves. */
function sampleWithoutVerification(settings: SampleSettings = {}): SampleCoordinator {
  const configs = { 'transaction.partition.verification.enable': false, ...settings.configs };
  return sampleCoordinator({ ...settings, configs });
}

interface Committed {
  readonly producerId?: number;
  readonly epoch?: number;
  readonly memberId?: string;
  readonly generationId?: number;
  readonly groupInstanceId?: string | null;
  readonly partition?: number;
  readonly topic?: string;
}

function txnCommit(sample: SampleCoordinator, offset: number, of: Committed = {}): number | undefined {
  const partitions = [
    {
      partitionIndex: of.partition ?? 0,
      committedOffset: offset,
      committedLeaderEpoch: -1,
      committedMetadata: '',
    },
  ];
  const body = {
    transactionalId: 'payments',
    groupId: 'g',
    producerId: of.producerId ?? PRODUCER_ID,
    producerEpoch: of.epoch ?? 0,
    generationId: of.generationId ?? -1,
    memberId: of.memberId ?? '',
    groupInstanceId: of.groupInstanceId ?? null,
    topics: [{ name: of.topic ?? 'orders', partitions }],
  };
  send(sample, 'producer', 'TxnOffsetCommit', body, 4);
  return answerTo(sample, 'producer', 'TxnOffsetCommit')?.topics[0]?.partitions[0]?.errorCode;
}

function endTransaction(
  sample: SampleCoordinator,
  committed: boolean,
  producerId = PRODUCER_ID,
): number | undefined {
  const marker = {
    producerId,
    producerEpoch: 0,
    transactionResult: committed,
    topics: [{ name: '__consumer_offsets', partitionIndexes: [0] }],
    coordinatorEpoch: 0,
    transactionVersion: 1,
  };
  send(sample, 'transaction-coordinator', 'WriteTxnMarkers', { markers: [marker] });
  const answer = answerTo(sample, 'transaction-coordinator', 'WriteTxnMarkers');
  return answer?.markers[0]?.topics[0]?.partitions[0]?.errorCode;
}

interface Fetched {
  readonly offset: number;
  readonly error: number;
}

function fetchOffset(sample: SampleCoordinator, requireStable: boolean, all = false): Fetched | undefined {
  const topics = all ? null : [{ name: 'orders', partitionIndexes: [0] }];
  const groups = [{ groupId: 'g', memberId: null, memberEpoch: -1, topics }];
  send(sample, 'reader', 'OffsetFetch', { groups, requireStable });
  const [topic] = answerTo(sample, 'reader', 'OffsetFetch')!.groups[0]!.topics;
  const found = topic?.partitions[0];
  return found && { offset: found.committedOffset, error: found.errorCode };
}

describe('an offset that is committed in a transaction', () => {
  it('counts once the transaction is committed', () => {
    const sample = sampleWithoutVerification();
    commit(sample, 'a', 3);
    expect(txnCommit(sample, 8)).toBe(Errors.NONE);
    expect(fetchOffset(sample, false)).toEqual({ offset: 3, error: Errors.NONE });
    expect(endTransaction(sample, true)).toBe(Errors.NONE);
    expect(fetchOffset(sample, false)).toEqual({ offset: 8, error: Errors.NONE });
    expect(fetchOffset(sample, true)).toEqual({ offset: 8, error: Errors.NONE });
  });

  it('is forgotten when the transaction is aborted', () => {
    const sample = sampleWithoutVerification();
    commit(sample, 'a', 3);
    txnCommit(sample, 8);
    expect(endTransaction(sample, false)).toBe(Errors.NONE);
    expect(fetchOffset(sample, true)).toEqual({ offset: 3, error: Errors.NONE });
  });

  it('makes the partition unstable meanwhile for who asks for stable offsets (KIP-447)', () => {
    const sample = sampleWithoutVerification();
    txnCommit(sample, 8);
    expect(fetchOffset(sample, true)).toEqual({ offset: -1, error: Errors.UNSTABLE_OFFSET_COMMIT });
    expect(fetchOffset(sample, true, true)).toBeUndefined();
    commit(sample, 'a', 3);
    takeAnswers(sample);
    expect(fetchOffset(sample, true, true)).toEqual({ offset: -1, error: Errors.UNSTABLE_OFFSET_COMMIT });
  });

  it('gives way to one that was committed later without a transaction', () => {
    const sample = sampleWithoutVerification();
    txnCommit(sample, 8);
    commit(sample, 'a', 9);
    takeAnswers(sample);
    endTransaction(sample, true);
    expect(fetchOffset(sample, true)).toEqual({ offset: 9, error: Errors.NONE });
  });

  it('is told of once the marker is safe', () => {
    const sample = sampleWithoutVerification({ isr: [1, 2] });
    expect(txnCommit(sample, 8)).toBeUndefined();
    commitLog(sample);
    expect(answerTo(sample, 'producer', 'TxnOffsetCommit')).toBeDefined();
    expect(endTransaction(sample, true)).toBeUndefined();
    expect(fetchOffset(sample, false)).toEqual({ offset: -1, error: Errors.NONE });
    commitLog(sample);
    expect(answerTo(sample, 'transaction-coordinator', 'WriteTxnMarkers')).toBeDefined();
    expect(fetchOffset(sample, false)).toEqual({ offset: 8, error: Errors.NONE });
  });

  it.each([true, false])('is known to the next coordinator, which ends it (committed: %s)', (committed) => {
    const sample = sampleWithoutVerification();
    commit(sample, 'a', 3);
    txnCommit(sample, 8);
    elect(sample, 0, 2);
    elect(sample, 0, 1);
    expect(fetchOffset(sample, true)!.error).toBe(Errors.UNSTABLE_OFFSET_COMMIT);
    endTransaction(sample, committed);
    elect(sample, 0, 2);
    elect(sample, 0, 1);
    expect(fetchOffset(sample, true)).toEqual({ offset: committed ? 8 : 3, error: Errors.NONE });
  });

  it('is of one producer: that of another is not ended with it', () => {
    const sample = sampleWithoutVerification();
    txnCommit(sample, 8);
    txnCommit(sample, 9, { producerId: 8 });
    endTransaction(sample, true);
    expect(fetchOffset(sample, true)!.error).toBe(Errors.UNSTABLE_OFFSET_COMMIT);
    endTransaction(sample, true, 8);
    expect(fetchOffset(sample, true)).toEqual({ offset: 9, error: Errors.NONE });
  });
});

describe('who may commit in a transaction', () => {
  it('a member of the generation that is', () => {
    const sample = sampleWithoutVerification();
    const member = stableMember(sample, 'a');
    expect(txnCommit(sample, 8, member)).toBe(Errors.NONE);
    expect(txnCommit(sample, 8, { ...member, generationId: 0 })).toBe(Errors.ILLEGAL_GENERATION);
    expect(txnCommit(sample, 8, { ...member, memberId: 'stranger' })).toBe(Errors.UNKNOWN_MEMBER_ID);
  });

  it('a producer of old, which names no member', () => {
    const sample = sampleWithoutVerification();
    stableMember(sample, 'a');
    expect(txnCommit(sample, 8)).toBe(Errors.NONE);
  });

  it('a static member under its newest id only', () => {
    const sample = sampleWithoutVerification();
    const groupInstanceId = 'i';
    send(sample, 'a', 'JoinGroup', joinRequest({ groupInstanceId }));
    letPass(sample, 3000);
    const { memberId, generationId } = answerTo(sample, 'a', 'JoinGroup')!;
    const member = { memberId, generationId };
    expect(txnCommit(sample, 8, { ...member, groupInstanceId })).toBe(Errors.NONE);
    expect(txnCommit(sample, 8, { ...member, memberId: 'old', groupInstanceId })).toBe(
      Errors.FENCED_INSTANCE_ID,
    );
  });

  it('a member also while the group rebalances', () => {
    const sample = sampleWithoutVerification();
    const member = stableMember(sample, 'a');
    send(sample, 'b', 'JoinGroup', joinRequest());
    expect(heartbeat(sample, 'a', member.memberId, 1)).toBe(Errors.NONE);
    expect(txnCommit(sample, 8, member)).toBe(Errors.NONE);
  });

  it('nobody for a group that is not there, with a generation', () => {
    const sample = sampleWithoutVerification();
    expect(txnCommit(sample, 8, { memberId: 'm', generationId: 3 })).toBe(Errors.ILLEGAL_GENERATION);
  });

  it('nobody for topics that are not there', () => {
    const sample = sampleWithoutVerification();
    expect(txnCommit(sample, 8, { topic: 'nothing' })).toBe(Errors.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('a fenced producer may not', () => {
    const sample = sampleWithoutVerification();
    txnCommit(sample, 8, { epoch: 2 });
    expect(txnCommit(sample, 9, { epoch: 1 })).toBe(Errors.INVALID_PRODUCER_EPOCH);
  });

  it('whoever must wait until the transaction has a coordinator', () => {
    expect(txnCommit(sampleCoordinator(), 8)).toBe(Errors.COORDINATOR_NOT_AVAILABLE);
  });
});

describe('what takes a pending offset back', () => {
  it('OffsetDelete', () => {
    const sample = sampleWithoutVerification();
    txnCommit(sample, 8);
    const topics = [{ name: 'orders', partitions: [{ partitionIndex: 0 }] }];
    send(sample, 'admin', 'OffsetDelete', { groupId: 'g', topics });
    takeAnswers(sample);
    endTransaction(sample, true);
    expect(fetchOffset(sample, true)).toEqual({ offset: -1, error: Errors.NONE });
  });

  it('DeleteGroups', () => {
    const sample = sampleWithoutVerification();
    txnCommit(sample, 8);
    send(sample, 'admin', 'DeleteGroups', { groupsNames: ['g'] });
    expect(answerTo(sample, 'admin', 'DeleteGroups')!.results[0]!.errorCode).toBe(Errors.NONE);
    endTransaction(sample, true);
    expect(fetchOffset(sample, true)).toEqual({ offset: -1, error: Errors.NONE });
  });
});

it('an offset does not expire while a transaction has its next one, nor does the group', () => {
  const sample = sampleWithoutVerification({ configs: { 'offsets.retention.minutes': 60 } });
  commit(sample, 'a', 3);
  txnCommit(sample, 8);
  letPass(sample, 3 * 3_600_000);
  expect(fetchOffset(sample, false)).toEqual({ offset: 3, error: Errors.NONE });
  endTransaction(sample, false);
  letPass(sample, 600_000);
  expect(fetchOffset(sample, false)).toEqual({ offset: -1, error: Errors.NONE });
});

it('a marker for a partition that another broker coordinates is to go to its leader', () => {
  const sample = sampleWithoutVerification({ isr: [1, 2] });
  elect(sample, 0, 2);
  expect(endTransaction(sample, true)).toBe(Errors.NOT_LEADER_OR_FOLLOWER);
});

it('a marker that waits for its replicas is to go to the next leader when this one is no more', () => {
  const sample = sampleWithoutVerification({ isr: [1, 2] });
  expect(endTransaction(sample, true)).toBeUndefined();
  elect(sample, 0, 2);
  const answer = answerTo(sample, 'transaction-coordinator', 'WriteTxnMarkers')!;
  expect(answer.markers[0]!.topics[0]!.partitions[0]!.errorCode).toBe(Errors.NOT_LEADER_OR_FOLLOWER);
});
