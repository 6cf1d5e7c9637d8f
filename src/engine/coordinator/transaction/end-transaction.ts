/**
 * The end of a transaction: its producer commits or aborts it (EndTxn), another takes its place, or it has lasted too
 * long (TransactionCoordinator.endTransaction). Which errors answer a repeated request depends on what the client
 * knows: with KIP-890 the epoch tells a repetition from the end of the next transaction.
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import { NO_PRODUCER_ID } from '../../../protocol/record-batch.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { generateProducerId } from '../../broker/producer-id-manager.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import { writeTransition } from './after-append.ts';
import { NO_PRODUCER, type ProducerIdAndEpoch, respondToEnd } from './transaction-answers.ts';
import type { EndAsker } from './transaction-coordinator.ts';
import {
  isEpochExhausted,
  prepareAbortOrCommit,
  supportsEpochBump,
  type TransactionMetadata,
} from './transaction-metadata.ts';
import { findTransaction } from './transaction-state-manager.ts';

export interface AskedEnd extends ProducerIdAndEpoch {
  readonly transactionalId: string;
  /** False: abort. */
  readonly committed: boolean;
  readonly clientTransactionVersion: number;
  readonly asker: EndAsker;
}

/** What is to happen: an answer at once, NONE to a repetition of what is done, or the decision. */
type Verdict =
  | { readonly error: ErrorCode }
  /** `isNothingBegun`: an abort that finds no transaction, which gets an epoch all the same. */
  | { readonly decide: true; readonly isNothingBegun: boolean };

const DECIDE: Verdict = { decide: true, isNothingBegun: false };
const DECIDE_NOTHING: Verdict = { decide: true, isNothingBegun: true };

export function endTransaction(ctx: Ctx, broker: BrokerNode, asked: AskedEnd): void {
  const { transactionalId, clientTransactionVersion, asker } = asked;
  if (transactionalId === '') {
    respondToEnd(ctx, broker, asker, Errors.INVALID_REQUEST);
    return;
  }
  const found = findTransaction(broker, transactionalId, Errors.INVALID_PRODUCER_ID_MAPPING);
  if ('error' in found) {
    respondToEnd(ctx, broker, asker, found.error);
    return;
  }
  const { metadata } = found;
  const isNewClient = supportsEpochBump(clientTransactionVersion);
  const verdict = isNewClient ? verdictOf(metadata, asked) : verdictOfOldClient(metadata, asked);
  if ('error' in verdict) {
    const isRepeated = isNewClient && verdict.error === Errors.NONE;
    respondToEnd(ctx, broker, asker, verdict.error, isRepeated ? metadata : NO_PRODUCER);
    return;
  }
  const nextProducerId = isNewClient ? nextProducerIdOf(ctx, broker, metadata) : NO_PRODUCER_ID;
  if (nextProducerId === null) {
    respondToEnd(ctx, broker, asker, Errors.COORDINATOR_LOAD_IN_PROGRESS);
    return;
  }
  // The fence gives way to the abort for which it was put up.
  if (!asked.committed) metadata.pendingState = null;
  const state = asked.committed ? 'PrepareCommit' : 'PrepareAbort';
  const { isNothingBegun: noPartitionAdded } = verdict;
  const transit = prepareAbortOrCommit(
    metadata,
    { state, clientTransactionVersion, nextProducerId, noPartitionAdded },
    wallClockMs(ctx),
  );
  writeTransition(ctx, broker, found, transit, { kind: 'end', asker });
}

/** With its end the epoch rises; if there is none left, a new producer id takes over. Null: there is none to be had now. */
function nextProducerIdOf(
  ctx: Ctx,
  broker: BrokerNode,
  { producerEpoch }: TransactionMetadata,
): number | null {
  return isEpochExhausted(producerEpoch) ? generateProducerId(ctx, broker) : NO_PRODUCER_ID;
}

/** By KIP-890. A pending transition is waited for first: it may be about to give the producer the id that it names. */
function verdictOf(metadata: TransactionMetadata, asked: AskedEnd): Verdict {
  const { state, pendingState } = metadata;
  const isFencing = pendingState === 'PrepareEpochFence';
  if (pendingState !== null && !isFencing) return { error: Errors.CONCURRENT_TRANSACTIONS };
  const isRetryAfterRotation = !isFencing && isRetryOnOverflow(metadata, asked);
  if (metadata.producerId !== asked.producerId && !isRetryAfterRotation)
    return { error: Errors.INVALID_PRODUCER_ID_MAPPING };
  const isRetry = !isFencing && (isRetryAfterRotation || metadata.producerEpoch === asked.producerEpoch + 1);
  const isCurrent = metadata.producerEpoch === asked.producerEpoch;
  if (isFencing ? !mayFence(metadata, asked) : !isValidEpoch(metadata, isCurrent, isRetry))
    return { error: Errors.PRODUCER_FENCED };
  switch (state) {
    case 'Ongoing':
      // Only an abort may be due where the producer is being fenced.
      return isFencing && asked.committed ? { error: Errors.UNKNOWN_SERVER_ERROR } : DECIDE;
    case 'PrepareCommit':
    case 'PrepareAbort':
      return { error: isOfThisEnd(state, asked) ? Errors.CONCURRENT_TRANSACTIONS : Errors.INVALID_TXN_STATE };
    case 'CompleteCommit':
    case 'CompleteAbort':
      if (isRetry) return { error: isOfThisEnd(state, asked) ? Errors.NONE : Errors.INVALID_TXN_STATE };
      return asked.committed ? { error: Errors.INVALID_TXN_STATE } : DECIDE_NOTHING;
    default:
      return asked.committed ? { error: Errors.INVALID_TXN_STATE } : DECIDE_NOTHING;
  }
}

/** The answer that gave the producer a new id was lost. */
function isRetryOnOverflow(
  { prevProducerId, producerEpoch }: TransactionMetadata,
  asked: ProducerIdAndEpoch,
): boolean {
  return (
    prevProducerId === asked.producerId &&
    asked.producerEpoch === LAST_EPOCH_OF_CLIENTS &&
    producerEpoch === 0
  );
}

const LAST_EPOCH_OF_CLIENTS = 0x7ffe;

function mayFence(metadata: TransactionMetadata, { producerEpoch, asker }: AskedEnd): boolean {
  return asker.kind === 'producer'
    ? producerEpoch === metadata.producerEpoch
    : producerEpoch >= metadata.producerEpoch;
}

function isValidEpoch({ state }: TransactionMetadata, isCurrent: boolean, isRetry: boolean): boolean {
  switch (state) {
    case 'PrepareCommit':
    case 'PrepareAbort':
      return isRetry;
    case 'CompleteCommit':
    case 'CompleteAbort':
      return isRetry || isCurrent;
    default:
      return isCurrent;
  }
}

/** Before KIP-890 (EndTxn v4 and below) the epoch stays the same, and the state alone tells a repetition. */
function verdictOfOldClient(metadata: TransactionMetadata, asked: AskedEnd): Verdict {
  const { state, pendingState } = metadata;
  if (metadata.producerId !== asked.producerId) return { error: Errors.INVALID_PRODUCER_ID_MAPPING };
  if (metadata.producerEpoch !== asked.producerEpoch) return { error: Errors.PRODUCER_FENCED };
  if (pendingState !== null) return { error: Errors.CONCURRENT_TRANSACTIONS };
  if (state === 'Ongoing') return DECIDE;
  if (!isOfThisEnd(state, asked)) return { error: Errors.INVALID_TXN_STATE };
  const isDone = state === 'CompleteCommit' || state === 'CompleteAbort';
  return { error: isDone ? Errors.NONE : Errors.CONCURRENT_TRANSACTIONS };
}

/** It ended, or is ending, as asked. */
function isOfThisEnd(state: TransactionMetadata['state'], { committed }: AskedEnd): boolean {
  return committed
    ? state === 'PrepareCommit' || state === 'CompleteCommit'
    : state === 'PrepareAbort' || state === 'CompleteAbort';
}
