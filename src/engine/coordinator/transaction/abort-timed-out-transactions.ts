/**
 * Transactions that have been open for longer than their producer's `transaction.timeout.ms` are aborted, and the
 * producer is shut out (TransactionCoordinator.abortTimedOutTransactions). Looked at every
 * `transaction.abort.timed.out.transaction.cleanup.interval.ms`.
 */
import { type EpochMs, NEVER } from '../../../kernel/brand.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { nextAtFixedRateUs } from '../../broker/fixed-rate.ts';
import { otherBrokerConfig } from '../../broker/other-broker-config.ts';
import { type Ctx, note, setTimer, wallClockMs } from '../../ctx.ts';
import { transactionNodeOf } from '../../transaction/transaction-node.ts';
import { endTransaction } from './end-transaction.ts';
import {
  prepareFenceProducerEpoch,
  TRANSACTION_VERSION_2,
  type TransactionMetadata,
} from './transaction-metadata.ts';

const INTERVAL = 'transaction.abort.timed.out.transaction.cleanup.interval.ms';

/** With the first partition that the broker coordinates; counted from the process's beginning, as in Kafka. */
export function startAborting(ctx: Ctx, broker: BrokerNode): void {
  if (transactionNodeOf(broker).coordinator.abortTimedOutDueUs === NEVER) schedule(ctx, broker);
}

function schedule(ctx: Ctx, broker: BrokerNode): void {
  const dueUs = nextAtFixedRateUs(ctx, broker, otherBrokerConfig(broker, INTERVAL));
  transactionNodeOf(broker).coordinator.abortTimedOutDueUs = dueUs;
  setTimer(ctx, broker, 'transaction-abort-timed-out', '', dueUs);
}

export function abortTimedOutTransactions(ctx: Ctx, broker: BrokerNode): void {
  schedule(ctx, broker);
  const nowMs = wallClockMs(ctx);
  const { shards } = transactionNodeOf(broker).coordinator;
  const timedOut = [...shards.values()].flatMap(({ metadata }) =>
    [...metadata.values()].filter((each) => isTimedOut(each, nowMs)),
  );
  for (const metadata of timedOut) abort(ctx, broker, metadata);
}

function isTimedOut(
  { state, pendingState, txnStartTimestamp, txnTimeoutMs }: TransactionMetadata,
  nowMs: EpochMs,
): boolean {
  return state === 'Ongoing' && pendingState === null && txnStartTimestamp + txnTimeoutMs < nowMs;
}

function abort(ctx: Ctx, broker: BrokerNode, metadata: TransactionMetadata): void {
  const { transactionalId } = metadata;
  const { producerId, producerEpoch } = prepareFenceProducerEpoch(metadata);
  note(ctx, { code: 'transaction-timed-out', transactionalId, producerId });
  endTransaction(ctx, broker, {
    transactionalId,
    producerId,
    producerEpoch,
    committed: false,
    clientTransactionVersion: TRANSACTION_VERSION_2,
    asker: { kind: 'timeout' },
  });
}
