/**
 * What the share coordinator answers of one share partition, and which records that takes (ShareCoordinatorShard).
 * Rules propose; `replayShareState` changes.
 */
import type { EpochMs } from '../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { InitializedPartition } from '../../../protocol/messages/83-initialize-share-group-state.ts';
import type { WrittenPartition } from '../../../protocol/messages/85-write-share-group-state.ts';
import type { ShareStateRecord } from '../../../protocol/share-state-records.ts';
import type { PersisterPartitionResult } from '../../share/persister-state.ts';
import type { ShareState } from './share-coordinator.ts';
import { combineStateBatches } from './state-batch-combiner.ts';

/** Of what is asked. */
export interface Asked<Partition> {
  readonly groupId: string;
  readonly topicId: string;
  readonly of: Partition;
  /** What is known of it; undefined: nothing. */
  readonly known: ShareState | undefined;
  readonly nowMs: EpochMs;
  /** `share.coordinator.snapshot.update.records.per.snapshot` */
  readonly updatesPerSnapshot: number;
}

export interface Proposal {
  readonly record: ShareStateRecord | null;
  readonly result: PersisterPartitionResult;
}

export type StateRule<Partition> = (asked: Asked<Partition>) => Proposal;

/** Begins a state, or has it begin anew: then every earlier leader is fenced by the state epoch. */
export function initialize({ groupId, topicId, of, known, nowMs }: Asked<InitializedPartition>): Proposal {
  const { partition, stateEpoch, startOffset } = of;
  if (isFenced(stateEpoch, known?.stateEpoch)) return refuse(of, Errors.FENCED_STATE_EPOCH);
  const value = {
    snapshotEpoch: known ? known.offset.snapshotEpoch + 1 : 0,
    stateEpoch,
    leaderEpoch: 0,
    startOffset,
    deliveryCompleteCount: startOffset === -1 ? -1 : 0,
    createTimestamp: nowMs,
    writeTimestamp: nowMs,
    stateBatches: [],
  };
  return propose(of, { type: 'ShareSnapshot', key: { groupId, topicId, partition }, value });
}

/** What a share partition's leader begins with. From now on, earlier leaders are fenced. */
export function read(asked: Asked<{ readonly partition: number; readonly leaderEpoch: number }>): Proposal {
  const { of, known } = asked;
  const { partition, leaderEpoch } = of;
  if (!known)
    return refuse(of, Errors.INVALID_REQUEST, 'Read operation on uninitialized share partition not allowed.');
  if (isFenced(leaderEpoch, known.leaderEpoch)) return refuse(of, Errors.FENCED_LEADER_EPOCH);
  const { stateEpoch, startOffset, stateBatches, deliveryCompleteCount } = known.offset;
  const result = { partition, ...NO_ERROR, stateEpoch, startOffset, stateBatches };
  if (leaderEpoch === -1 || leaderEpoch === known.leaderEpoch) return { record: null, result };
  const written = {
    partition,
    stateEpoch,
    leaderEpoch,
    startOffset,
    deliveryCompleteCount,
    stateBatches: [],
  };
  return { record: stateRecord({ ...asked, of: written }, known, leaderEpoch), result };
}

export function write(asked: Asked<WrittenPartition>): Proposal {
  const { of, known } = asked;
  if (!known)
    return refuse(
      of,
      Errors.INVALID_REQUEST,
      'Write operation on uninitialized share partition not allowed.',
    );
  if (isFenced(of.leaderEpoch, known.leaderEpoch)) return refuse(of, Errors.FENCED_LEADER_EPOCH);
  if (isFenced(of.stateEpoch, known.stateEpoch)) return refuse(of, Errors.FENCED_STATE_EPOCH);
  return propose(of, stateRecord(asked, known, known.offset.leaderEpoch));
}

export function remove({ groupId, topicId, of, known }: Asked<{ readonly partition: number }>): Proposal {
  const key = { groupId, topicId, partition: of.partition };
  return known ? propose(of, { type: 'ShareSnapshot', key, value: null }) : propose(of, null);
}

/** Also of a share partition that nobody has heard of: it begins nowhere yet. */
export function summarize({ of, known }: Asked<{ readonly partition: number }>): Proposal {
  const { stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount } = known?.offset ?? UNINITIALIZED;
  const summary = { stateEpoch, leaderEpoch, startOffset, deliveryCompleteCount };
  return { record: null, result: { partition: of.partition, ...NO_ERROR, ...summary } };
}

const NO_ERROR = { errorCode: Errors.NONE, errorMessage: null };
const UNINITIALIZED = { stateEpoch: 0, leaderEpoch: 0, startOffset: -1, deliveryCompleteCount: -1 };

/** -1: whose it is does not matter. */
function isFenced(epoch: number, known: number | undefined): boolean {
  return epoch !== -1 && known !== undefined && epoch < known;
}

/** An update, or a snapshot once there were enough of them. */
function stateRecord(
  { groupId, topicId, of, nowMs, updatesPerSnapshot }: Asked<WrittenPartition>,
  { offset, updates }: ShareState,
  leaderEpoch: number,
): ShareStateRecord {
  const { partition, startOffset, deliveryCompleteCount, stateBatches } = of;
  const key = { groupId, topicId, partition };
  const { snapshotEpoch, stateEpoch } = offset;
  if (updates < updatesPerSnapshot) {
    const batches = combineStateBatches([], stateBatches, startOffset);
    const value = { snapshotEpoch, leaderEpoch, startOffset, deliveryCompleteCount, stateBatches: batches };
    return { type: 'ShareUpdate', key, value };
  }
  const newStart = startOffset === -1 ? offset.startOffset : startOffset;
  return {
    type: 'ShareSnapshot',
    key,
    value: {
      snapshotEpoch: snapshotEpoch + 1,
      stateEpoch,
      leaderEpoch,
      startOffset: newStart,
      deliveryCompleteCount,
      createTimestamp: nowMs,
      writeTimestamp: nowMs,
      stateBatches: combineStateBatches(offset.stateBatches, stateBatches, newStart),
    },
  };
}

function propose({ partition }: { readonly partition: number }, record: ShareStateRecord | null): Proposal {
  return { record, result: { partition, ...NO_ERROR } };
}

function refuse(
  { partition }: { readonly partition: number },
  errorCode: ErrorCode,
  errorMessage: string | null = null,
): Proposal {
  return { record: null, result: { partition, errorCode, errorMessage } };
}
