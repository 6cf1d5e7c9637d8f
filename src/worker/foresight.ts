/** What is known to come: for the pace, which slows down in time for it. */
import { type Micros, NEVER } from '../kernel/brand.ts';
import { nextSendUs } from '../sim/applications.ts';
import { type GroupAtCoordinator, groupsOf } from '../sim/groups.ts';
import { brokersOf, controllerOf } from '../sim/leaders.ts';
import { type Simulation, toMicros } from '../sim/simulation.ts';
import { phaseOf } from './group-phase.ts';

export interface Foresight {
  readonly nextFlightUs: Micros;
  readonly nextWorthSeeingUs: Micros;
  /** Some group is on its way to another assignment. */
  readonly rebalancing: boolean;
}

export function foresee(simulation: Simulation): Foresight {
  return {
    nextFlightUs: nextSendUs(simulation),
    rebalancing: groupsOf(simulation.cluster).some((at) => isRebalancing(simulation, at)),
    nextWorthSeeingUs: Math.min(
      nextScriptUs(simulation),
      nextGroupEventUs(simulation),
      nextFencingUs(simulation),
    ),
  };
}

function isRebalancing(simulation: Simulation, at: GroupAtCoordinator): boolean {
  const phase = phaseOf(simulation, at);
  return phase === 'members-rejoin' || phase === 'assignment' || phase === 'second-round';
}

function nextScriptUs(simulation: Simulation): Micros {
  const next = simulation.timed[simulation.nextTimed];
  return next ? toMicros(next.atMs) : NEVER;
}

/**
 * What moves a rebalance on: the end of the initial delay, or the next heartbeat that brings the news to a
 * member; in a group at rest, the end of a vanished member's session.
 */
function nextGroupEventUs({ cluster }: Simulation): Micros {
  let next = NEVER;
  const consider = (us: Micros): void => {
    if (us > cluster.nowUs && us < next) next = us;
  };
  for (const { group } of groupsOf(cluster)) {
    if (group.state === 'PreparingRebalance') {
      if (group.isInitialDelay && group.rebalanceDeadlineUs !== null) consider(group.rebalanceDeadlineUs);
      for (const member of group.members) {
        const node = cluster.nodes.get(member.clientId);
        if (!member.hasRejoined && node?.kind === 'consumer' && node.heartbeat.enabled)
          consider(node.heartbeat.nextSendUs);
      }
    }
    for (const member of group.members) {
      const node = cluster.nodes.get(member.clientId);
      const vanished =
        node?.kind !== 'consumer' ||
        node.process !== 'running' ||
        node.membership.generation.memberId !== member.memberId;
      if (vanished && member.sessionExpiresAtUs < NEVER) consider(member.sessionExpiresAtUs);
    }
  }
  return next;
}

/** When the controller will fence a broker that no longer sends heartbeats. */
function nextFencingUs({ cluster }: Simulation): Micros {
  let next = NEVER;
  const controller = controllerOf(cluster);
  const sessionUs = controller.configs['broker.session.timeout.ms'] * 1000;
  for (const broker of brokersOf(cluster)) {
    const registration = controller.image.brokers.get(broker.brokerId);
    if (broker.process === 'running' || !registration || registration.fenced) continue;
    const heard = controller.heartbeats.get(broker.brokerId);
    if (!heard) continue;
    const dueUs = heard.lastContactUs + sessionUs;
    if (dueUs > cluster.nowUs) next = Math.min(next, dueUs);
  }
  return next;
}
