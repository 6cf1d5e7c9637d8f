/** What a group is doing, finer than Kafka's state names: each phase has a picture of its own. */
import type { GroupAtCoordinator } from '../sim/groups.ts';
import { brokerOf } from '../sim/leaders.ts';
import { findConsumer } from '../sim/named.ts';
import type { Simulation } from '../sim/simulation.ts';
import type { GroupPhase } from '../view/codes.ts';

export function phaseOf(simulation: Simulation, at: GroupAtCoordinator | undefined): GroupPhase {
  if (!at) return 'empty';
  if (brokerOf(simulation.cluster, at.coordinator)?.process !== 'running') return 'coordinator-away';
  const { group } = at;
  switch (group.state) {
    case 'PreparingRebalance':
      return group.isInitialDelay ? 'waiting-for-members' : 'members-rejoin';
    case 'CompletingRebalance':
      return 'assignment';
    // A consumer group: the target is made at somebody's next heartbeat, then members come to it one by one.
    case 'Assigning':
      return 'assignment';
    case 'Reconciling':
      return 'reconciling';
    case 'Stable':
      return isSecondRoundDue(simulation, at) ? 'second-round' : 'stable';
    default:
      return 'empty';
  }
}

/** A cooperative member that gave partitions up will rejoin, so that others can have them. */
function isSecondRoundDue({ cluster }: Simulation, { group }: GroupAtCoordinator): boolean {
  return (
    group.protocol === 'cooperative-sticky' &&
    group.members.some(({ clientId }) => findConsumer(cluster, clientId)?.membership.rejoinNeeded ?? false)
  );
}
