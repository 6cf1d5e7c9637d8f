/**
 * Which replica a consumer had better read from (KIP-392): with `replica.selector.class` set to Kafka's
 * RackAwareReplicaSelector one in the consumer's own rack, the leader where there is none.
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import { type BrokerConfig, RACK_AWARE_REPLICA_SELECTOR } from '../../protocol/config/broker-config.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { FetchParams } from './fetch-params.ts';
import type { Partition } from './partition.ts';
import type { RemoteReplica } from './remote-replica.ts';

export function seeksByRack(configs: BrokerConfig): boolean {
  return configs['replica.selector.class'] === RACK_AWARE_REPLICA_SELECTOR;
}

/**
 * -1: this broker, which is also who does not lead (ReplicaManager.findPreferredReadReplica). A follower outside
 * the ISR may fall behind, and one that has not the offset has nothing to give.
 */
export function findPreferredReadReplica(
  broker: BrokerNode,
  partition: Partition,
  { rackId }: FetchParams,
  fetchOffset: Offset,
  nowMs: EpochMs,
): number {
  if (!partition.leads || rackOf(broker, broker.brokerId) === rackId) return -1;
  const near = partition.followers.filter(
    (follower) =>
      rackOf(broker, follower.brokerId) === rackId &&
      partition.isr.includes(follower.brokerId) &&
      follower.logEndOffset >= fetchOffset &&
      follower.logStartOffset <= fetchOffset,
  );
  if (near.length === 0) return -1;
  return near.reduce((best, next) => (isBetter(next, best, nowMs) ? next : best)).brokerId;
}

/** Of a broker that can be reached. */
function rackOf({ disk: { image } }: BrokerNode, brokerId: number): string | null {
  const registration = image.brokers.get(brokerId);
  return registration && !registration.fenced ? registration.rack : null;
}

/** The one that has more; of equals the one that was caught up last. */
function isBetter(a: RemoteReplica, b: RemoteReplica, nowMs: EpochMs): boolean {
  if (a.logEndOffset !== b.logEndOffset) return a.logEndOffset > b.logEndOffset;
  const lagMs = (replica: RemoteReplica) => nowMs - replica.lastCaughtUpTimeMs;
  return lagMs(a) === lagMs(b) ? a.brokerId > b.brokerId : lagMs(a) < lagMs(b);
}
