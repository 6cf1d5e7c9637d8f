/**
 * Transactional ids that nobody has used for `transactional.id.expiration.ms` are forgotten: tombstones are written
 * (TransactionStateManager.removeExpiredTransactionalIds). Looked at every
 * `transaction.remove.expired.transaction.cleanup.interval.ms`.
 */
import { type EpochMs, NEVER } from '../../../kernel/brand.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { nextAtFixedRateUs } from '../../broker/fixed-rate.ts';
import { otherBrokerConfig } from '../../broker/other-broker-config.ts';
import { type Ctx, setTimer, wallClockMs } from '../../ctx.ts';
import { transactionNodeOf } from '../../transaction/transaction-node.ts';
import type { TransactionShard } from './transaction-coordinator.ts';
import { transactionTombstone } from './transaction-log.ts';
import { prepareDead, type TransactionMetadata } from './transaction-metadata.ts';
import { isIdle } from './transaction-state.ts';
import { appendRecords } from './transaction-state-manager.ts';

const INTERVAL = 'transaction.remove.expired.transaction.cleanup.interval.ms';

/** With the first partition that the broker coordinates; counted from the process's beginning, as in Kafka. */
export function startExpiring(ctx: Ctx, broker: BrokerNode): void {
  if (transactionNodeOf(broker).coordinator.expirationDueUs === NEVER) schedule(ctx, broker);
}

function schedule(ctx: Ctx, broker: BrokerNode): void {
  const dueUs = nextAtFixedRateUs(ctx, broker, otherBrokerConfig(broker, INTERVAL));
  transactionNodeOf(broker).coordinator.expirationDueUs = dueUs;
  setTimer(ctx, broker, 'transactional-id-expiration', '', dueUs);
}

export function removeExpiredTransactionalIds(ctx: Ctx, broker: BrokerNode): void {
  schedule(ctx, broker);
  const usedBeforeMs = wallClockMs(ctx) - otherBrokerConfig(broker, 'transactional.id.expiration.ms');
  for (const shard of transactionNodeOf(broker).coordinator.shards.values())
    expireIn(ctx, broker, shard, usedBeforeMs);
}

/** All of a partition in one batch. */
function expireIn(ctx: Ctx, broker: BrokerNode, shard: TransactionShard, usedBeforeMs: EpochMs): void {
  const expired = [...shard.metadata.values()].filter((each) => shouldExpire(each, usedBeforeMs));
  if (expired.length === 0) return;
  for (const metadata of expired) prepareDead(metadata);
  const transactionalIds = expired.map(({ transactionalId }) => transactionalId);
  appendRecords(ctx, broker, shard, transactionalIds.map(transactionTombstone), {
    transactionalIds,
    transit: null,
    timeoutMs: otherBrokerConfig(broker, 'request.timeout.ms'),
    sequel: { kind: 'expire' },
  });
}

function shouldExpire(
  { state, pendingState, txnLastUpdateTimestamp }: TransactionMetadata,
  usedBeforeMs: EpochMs,
): boolean {
  return pendingState === null && isIdle(state) && txnLastUpdateTimestamp <= usedBeforeMs;
}
