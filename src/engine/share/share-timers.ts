/** The timers of share groups at a broker. */
import type { Timer } from '../behaviour.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { expireShareWrites } from '../coordinator/share/share-coordinator-runtime.ts';
import { pruneStateTopic, snapshotColdPartitions } from '../coordinator/share/share-state-upkeep.ts';
import { expireShareFetches } from './delayed-share-fetch.ts';
import { retryDue } from './persister.ts';
import { onLocksTimedOut } from './share-partition-manager.ts';

export const shareTimers: Readonly<Record<string, Timer<BrokerNode>>> = {
  'share-lock': {
    due: ({ share }, key) => share?.partitions.get(key)?.lockTimerUs,
    fire(ctx, broker, key) {
      onLocksTimedOut(ctx, broker, broker.share!.partitions.get(key)!);
    },
  },
  'share-fetch-expiration': { due: ({ share }) => share?.fetchExpirationUs, fire: expireShareFetches },
  'share-persister': { due: ({ share }) => share?.persister.retryTimerUs, fire: retryDue },
  'share-pruning': { due: ({ share }) => share?.coordinator.pruneDueUs, fire: pruneStateTopic },
  'share-cold-snapshots': {
    due: ({ share }) => share?.coordinator.coldSnapshotDueUs,
    fire: snapshotColdPartitions,
  },
  'share-write-timeout': {
    due: ({ share }, partition) => share?.coordinator.shards.get(Number(partition))?.writeTimeoutTimerUs,
    fire(ctx, broker, partition) {
      expireShareWrites(ctx, broker, broker.share!.coordinator.shards.get(Number(partition))!);
    },
  },
};
