/** How much a member gives up at a rebalance, which follows from the assignors it offers. */
import type { ConsumerConfig } from '../../protocol/config/consumer-config.ts';
import type { AssignorName, ConsumerPartitionAssignor, RebalanceProtocol } from './assignors/assignor.ts';
import { assignors } from './assignors/index.ts';

/** The assignors of `partition.assignment.strategy`, the preferred one first. */
export function assignorsOf(configs: ConsumerConfig): ConsumerPartitionAssignor[] {
  return configs['partition.assignment.strategy'].map((name) => assignors[name as AssignorName]);
}

/**
 * The most advanced protocol that all of a member's assignors support, whichever of them the group agrees on.
 * So the default list, range and cooperative-sticky, is eager: a first rolling restart offers both, a second
 * one takes range away, and only then is the group cooperative (KIP-429).
 */
export function rebalanceProtocolOf(configs: ConsumerConfig): RebalanceProtocol {
  const isCooperative = assignorsOf(configs).every(({ supportedProtocols }) =>
    supportedProtocols.includes('COOPERATIVE'),
  );
  return isCooperative ? 'COOPERATIVE' : 'EAGER';
}
