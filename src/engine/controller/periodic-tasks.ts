/** What the controller looks after from time to time without being asked. */
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import type { Timer } from '../behaviour.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { ControllerNode } from './controller.ts';
import { commit } from './controller-result.ts';
import { balanceLeaders, electUncleanLeaders } from './elect-leaders.ts';

/** Default of Kafka's `unclean.leader.election.interval.ms`. */
const UNCLEAN_ELECTION_INTERVAL_MS = 300_000;

export function startPeriodicTasks(ctx: Ctx, controller: ControllerNode): void {
  if (controller.configs['auto.leader.rebalance.enable']) scheduleLeaderBalance(ctx, controller);
  scheduleUncleanElection(ctx, controller);
}

export const periodicTaskTimers: Readonly<Record<string, Timer<ControllerNode>>> = {
  'leader-balance': {
    due: (controller) => controller.leaderBalanceUs,
    fire(ctx, controller) {
      commit(ctx, controller, { records: balanceLeaders(controller), response: undefined });
      scheduleLeaderBalance(ctx, controller);
    },
  },
  'unclean-election': {
    due: (controller) => controller.uncleanElectionUs,
    fire(ctx, controller) {
      commit(ctx, controller, { records: electUncleanLeaders(controller), response: undefined });
      scheduleUncleanElection(ctx, controller);
    },
  },
};

function scheduleLeaderBalance(ctx: Ctx, controller: ControllerNode): void {
  const intervalMs = controller.configs['leader.imbalance.check.interval.seconds'] * 1000;
  controller.leaderBalanceUs = ctx.nowUs + intervalMs * MICROS_PER_MS;
  setTimer(ctx, controller, 'leader-balance', '', controller.leaderBalanceUs);
}

function scheduleUncleanElection(ctx: Ctx, controller: ControllerNode): void {
  controller.uncleanElectionUs = ctx.nowUs + UNCLEAN_ELECTION_INTERVAL_MS * MICROS_PER_MS;
  setTimer(ctx, controller, 'unclean-election', '', controller.uncleanElectionUs);
}
