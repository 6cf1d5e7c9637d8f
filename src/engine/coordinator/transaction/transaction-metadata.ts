/**
 * What a coordinator knows of a transactional id, and how each step prepares the next state (TransactionMetadata). A
 * transition is prepared, written to the log, and completed once it is committed there; until then it is pending, and
 * no other may begin.
 */
import type { EpochMs } from '../../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { NO_PRODUCER_EPOCH, NO_PRODUCER_ID } from '../../../protocol/record-batch.ts';
import { isValidTransition, type TransactionStateName } from './transaction-state.ts';

export interface TopicPartition {
  readonly topic: string;
  readonly partition: number;
}

/** What a transition sets (TxnTransitMetadata): all but the id's name and what is pending. */
export interface TxnTransitMetadata {
  readonly state: TransactionStateName;
  readonly producerId: number;
  /** The producer id before the last transition. */
  readonly prevProducerId: number;
  /** With used up epochs: the producer id that the transaction's end brings; else -1. */
  readonly nextProducerId: number;
  readonly producerEpoch: number;
  /** The epoch before, as far as this coordinator knows it: by it a repeated request is told from a stale one. */
  readonly lastProducerEpoch: number;
  readonly txnTimeoutMs: number;
  /** Partitions of the transaction; while it ends, those whose marker is not written yet. */
  readonly topicPartitions: readonly TopicPartition[];
  /** -1: none has begun. */
  readonly txnStartTimestamp: EpochMs;
  readonly txnLastUpdateTimestamp: EpochMs;
  /** 2: the client knows of KIP-890, 0: it does not. */
  readonly clientTransactionVersion: number;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

export interface TransactionMetadata extends Mutable<TxnTransitMetadata> {
  readonly transactionalId: string;
  /** The state of a transition that is not in the log yet. */
  pendingState: TransactionStateName | null;
}

export const TRANSACTION_VERSION_0 = 0;
export const TRANSACTION_VERSION_2 = 2;

/** A short's largest. Clients never get it, so that a producer can always be fenced. */
const MAX_EPOCH = 0x7fff;

/** Of an id that nobody has used yet; its first epoch will be 0. */
export function createTransactionMetadata(
  transactionalId: string,
  producerId: number,
  txnTimeoutMs: number,
  nowMs: EpochMs,
): TransactionMetadata {
  return {
    transactionalId,
    state: 'Empty',
    pendingState: null,
    producerId,
    prevProducerId: NO_PRODUCER_ID,
    nextProducerId: NO_PRODUCER_ID,
    producerEpoch: NO_PRODUCER_EPOCH,
    lastProducerEpoch: NO_PRODUCER_EPOCH,
    txnTimeoutMs,
    topicPartitions: [],
    txnStartTimestamp: -1,
    txnLastUpdateTimestamp: nowMs,
    clientTransactionVersion: TRANSACTION_VERSION_0,
  };
}

/** Since KIP-890 each transaction's end raises the epoch. */
export function supportsEpochBump(clientTransactionVersion: number): boolean {
  return clientTransactionVersion >= TRANSACTION_VERSION_2;
}

export function isEpochExhausted(producerEpoch: number): boolean {
  return producerEpoch >= MAX_EPOCH - 1;
}

function isSamePartition(a: TopicPartition, b: TopicPartition): boolean {
  return a.topic === b.topic && a.partition === b.partition;
}

export function hasPartition({ topicPartitions }: TransactionMetadata, wanted: TopicPartition): boolean {
  return topicPartitions.some((each) => isSamePartition(each, wanted));
}

/** Its marker is written, or never will be. */
export function removePartition(metadata: TransactionMetadata, removed: TopicPartition): void {
  metadata.topicPartitions = metadata.topicPartitions.filter((each) => !isSamePartition(each, removed));
}

/**
 * An open transaction is about to be aborted over its producer's head. The epoch is never told anybody; the state is
 * only pending, to let the abort through.
 */
export function prepareFenceProducerEpoch(metadata: TransactionMetadata): TxnTransitMetadata {
  return prepareTransitionTo(metadata, 'PrepareEpochFence', {
    producerEpoch: Math.min(metadata.producerEpoch + 1, MAX_EPOCH),
  });
}

/**
 * InitProducerId: a producer begins, or goes on after an error, then it names the epoch it had. The latter may be a
 * repetition of what was answered already. Returns PRODUCER_FENCED when another producer has come meanwhile, and
 * UNKNOWN_SERVER_ERROR, as Kafka does, when it comes with a stale epoch after the last one.
 */
export function prepareIncrementProducerEpoch(
  metadata: TransactionMetadata,
  txnTimeoutMs: number,
  expectedEpoch: number | null,
  nowMs: EpochMs,
): TxnTransitMetadata | { readonly error: ErrorCode } {
  const { producerEpoch, lastProducerEpoch } = metadata;
  if (isEpochExhausted(producerEpoch)) return { error: Errors.UNKNOWN_SERVER_ERROR };
  const isContinued = producerEpoch === NO_PRODUCER_EPOCH || expectedEpoch === producerEpoch;
  const bumped = { producerEpoch: producerEpoch + 1 };
  const begun = emptied(txnTimeoutMs, nowMs);
  if (expectedEpoch === null)
    return prepareTransitionTo(metadata, 'Empty', {
      ...begun,
      ...bumped,
      lastProducerEpoch: NO_PRODUCER_EPOCH,
    });
  if (isContinued)
    return prepareTransitionTo(metadata, 'Empty', { ...begun, ...bumped, lastProducerEpoch: producerEpoch });
  if (expectedEpoch === lastProducerEpoch) return prepareTransitionTo(metadata, 'Empty', begun);
  return { error: Errors.PRODUCER_FENCED };
}

/** InitProducerId when the epochs are used up. `recordLastEpoch`: the producer goes on after an error. */
export function prepareProducerIdRotation(
  metadata: TransactionMetadata,
  producerId: number,
  txnTimeoutMs: number,
  nowMs: EpochMs,
  recordLastEpoch: boolean,
): TxnTransitMetadata {
  return prepareTransitionTo(metadata, 'Empty', {
    ...emptied(txnTimeoutMs, nowMs),
    producerId,
    producerEpoch: 0,
    lastProducerEpoch: recordLastEpoch ? metadata.producerEpoch : NO_PRODUCER_EPOCH,
  });
}

function emptied(txnTimeoutMs: number, nowMs: EpochMs): Partial<TxnTransitMetadata> {
  return { txnTimeoutMs, topicPartitions: [], txnStartTimestamp: -1, txnLastUpdateTimestamp: nowMs };
}

/** The first partitions begin the transaction. A client may name one twice: it is in the transaction once. */
export function prepareAddPartitions(
  metadata: TransactionMetadata,
  added: readonly TopicPartition[],
  nowMs: EpochMs,
  clientTransactionVersion: number,
): TxnTransitMetadata {
  const isNew = metadata.state !== 'Ongoing';
  const topicPartitions = [...metadata.topicPartitions, ...added];
  return prepareTransitionTo(metadata, 'Ongoing', {
    topicPartitions: topicPartitions.filter(
      (each, index) => topicPartitions.findIndex((other) => isSamePartition(other, each)) === index,
    ),
    txnStartTimestamp: isNew ? nowMs : metadata.txnStartTimestamp,
    txnLastUpdateTimestamp: nowMs,
    clientTransactionVersion,
  });
}

export interface TransactionEnd {
  readonly state: 'PrepareCommit' | 'PrepareAbort';
  readonly clientTransactionVersion: number;
  readonly nextProducerId: number;
  /** An abort that finds nothing begun: it has to have begun some time nevertheless. */
  readonly noPartitionAdded: boolean;
}

/** The decision, which nothing undoes once it is in the log. Markers bear the raised epoch. */
export function prepareAbortOrCommit(
  metadata: TransactionMetadata,
  { state, clientTransactionVersion, nextProducerId, noPartitionAdded }: TransactionEnd,
  nowMs: EpochMs,
): TxnTransitMetadata {
  const { producerEpoch, lastProducerEpoch, txnStartTimestamp } = metadata;
  const epochs = supportsEpochBump(clientTransactionVersion)
    ? { producerEpoch: Math.min(producerEpoch + 1, MAX_EPOCH), lastProducerEpoch: producerEpoch }
    : { producerEpoch, lastProducerEpoch };
  return prepareTransitionTo(metadata, state, {
    ...epochs,
    txnStartTimestamp: noPartitionAdded ? nowMs : txnStartTimestamp,
    nextProducerId,
    txnLastUpdateTimestamp: nowMs,
    clientTransactionVersion,
  });
}

/**
 * All markers are written. Where the epochs are used up the producer goes on with the next producer id and epoch 0;
 * the last epoch that it knows of is then still the one before.
 */
export function prepareComplete(metadata: TransactionMetadata, nowMs: EpochMs): TxnTransitMetadata {
  const { state, nextProducerId, clientTransactionVersion } = metadata;
  const isRotated = supportsEpochBump(clientTransactionVersion) && nextProducerId !== NO_PRODUCER_ID;
  return prepareTransitionTo(metadata, state === 'PrepareCommit' ? 'CompleteCommit' : 'CompleteAbort', {
    ...(isRotated ? { producerId: nextProducerId, producerEpoch: 0 } : {}),
    nextProducerId: NO_PRODUCER_ID,
    topicPartitions: [],
    txnLastUpdateTimestamp: nowMs,
  });
}

/** The id is about to be forgotten. */
export function prepareDead(metadata: TransactionMetadata): TxnTransitMetadata {
  return prepareTransitionTo(metadata, 'Dead', { topicPartitions: [] });
}

/** A state that cannot follow, or a second transition before the first is through, is a mistake in the rules. */
function prepareTransitionTo(
  metadata: TransactionMetadata,
  state: TransactionStateName,
  changes: Partial<TxnTransitMetadata>,
): TxnTransitMetadata {
  const { transactionalId, pendingState, ...present } = metadata;
  if (pendingState !== null || !isValidTransition(present.state, state))
    throw new Error(`${transactionalId}: ${state} cannot follow ${present.state} (${pendingState} pending)`);
  metadata.pendingState = state;
  return { ...present, prevProducerId: present.producerId, ...changes, state };
}

/** The transition is committed in the log. */
export function completeTransitionTo(metadata: TransactionMetadata, transit: TxnTransitMetadata): void {
  Object.assign(metadata, transit);
  metadata.pendingState = null;
}
