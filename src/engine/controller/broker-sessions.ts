/** The end of a broker's session: nothing was heard of it for `broker.session.timeout.ms`, so it is fenced. */
import { NEVER } from '../../kernel/brand.ts';
import type { Timer } from '../behaviour.ts';
import type { Ctx } from '../ctx.ts';
import { checkSessionLater, hasValidSession } from './broker-heartbeat-manager.ts';
import type { ControllerNode } from './controller.ts';
import { commit } from './controller-result.ts';
import { fenceBroker } from './leader-and-isr-updates.ts';

/** Fences a broker whose session ran out; otherwise looks again when it will. */
function maybeFenceStaleBroker(ctx: Ctx, controller: ControllerNode, brokerId: number): void {
  const state = controller.heartbeats.get(brokerId);
  if (!state) return;
  state.sessionCheckUs = NEVER;
  if (state.fenced) return;
  if (hasValidSession(ctx, controller, brokerId)) checkSessionLater(ctx, controller, brokerId, state);
  else
    commit(ctx, controller, { records: fenceBroker(controller, brokerId), response: undefined }, 'session');
}

export const brokerSessionTimers: Readonly<Record<string, Timer<ControllerNode>>> = {
  'broker-session': {
    due: (controller, brokerId) => controller.heartbeats.get(Number(brokerId))?.sessionCheckUs,
    fire: (ctx, controller, brokerId) => maybeFenceStaleBroker(ctx, controller, Number(brokerId)),
  },
};
