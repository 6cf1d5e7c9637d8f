/** The timers of transactions at a broker; their names are also in transactions.ts. */
import type { Timer } from '../behaviour.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { abortTimedOutTransactions } from '../coordinator/transaction/abort-timed-out-transactions.ts';
import { afterAppend } from '../coordinator/transaction/after-append.ts';
import { removeExpiredTransactionalIds } from '../coordinator/transaction/expire-transactional-ids.ts';
import {
  markerRetryDueUs,
  retryMarkers,
} from '../coordinator/transaction/transaction-marker-channel-manager.ts';
import { expireAppends } from '../coordinator/transaction/transaction-state-manager.ts';
import { retryVerification } from './pending-verification.ts';
import { resumeVerified } from './resume-verified.ts';
import { expireDelayedMarkers } from './write-txn-markers.ts';

export const transactionTimers: Readonly<Record<string, Timer<BrokerNode>>> = {
  'transaction-append-timeout': {
    due: ({ transactions }, partition) =>
      transactions?.coordinator.shards.get(Number(partition))?.appendTimeoutUs,
    fire(ctx, broker, partition) {
      const shard = broker.transactions!.coordinator.shards.get(Number(partition))!;
      for (const settled of expireAppends(ctx, broker, shard)) afterAppend(ctx, broker, settled);
    },
  },
  'transaction-markers': { due: markerRetryDueUs, fire: retryMarkers },
  'transaction-abort-timed-out': {
    due: ({ transactions }) => transactions?.coordinator.abortTimedOutDueUs,
    fire: abortTimedOutTransactions,
  },
  'transactional-id-expiration': {
    due: ({ transactions }) => transactions?.coordinator.expirationDueUs,
    fire: removeExpiredTransactionalIds,
  },
  'add-partitions-retry': {
    due: ({ transactions }, requestId) => transactions?.verifications.get(Number(requestId))?.retryAtUs,
    fire(ctx, broker, requestId) {
      resumeVerified(ctx, broker, retryVerification(ctx, broker, Number(requestId)));
    },
  },
  'txn-marker-expiration': {
    due: ({ transactions }) => transactions?.markerExpirationUs,
    fire: expireDelayedMarkers,
  },
};
