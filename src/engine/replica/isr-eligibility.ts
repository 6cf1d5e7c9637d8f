/** Who may be in sync at all (Partition.isReplicaIsrEligible, KIP-841, KIP-903). */
import type { BrokerNode } from '../broker/broker.ts';
import type { RemoteReplica } from './remote-replica.ts';

/**
 * Not a broker that is fenced or on its way down, and only the life of it that fetched: one that has been
 * restarted since may have lost what its earlier life had.
 */
export function isReplicaIsrEligible(broker: BrokerNode, replica: RemoteReplica): boolean {
  const registration = broker.disk.image.brokers.get(replica.brokerId);
  if (!registration || registration.fenced || registration.inControlledShutdown) return false;
  return replica.brokerEpoch === -1 || replica.brokerEpoch === registration.epoch;
}
