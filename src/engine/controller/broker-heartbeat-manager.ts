/**
 * Which brokers are alive. A broker's session lasts `broker.session.timeout.ms` from its last heartbeat; when it
 * runs out the broker is fenced. The answer to a heartbeat also says how far a broker has come with starting or
 * with stopping. After Kafka's BrokerHeartbeatManager.
 */
import { MICROS_PER_MS, type Micros, NEVER, type Offset } from '../../kernel/brand.ts';
import type { BrokerHeartbeatRequest } from '../../protocol/messages/63-broker-heartbeat.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { ControllerNode } from './controller.ts';

export interface BrokerHeartbeatState {
  fenced: boolean;
  lastContactUs: Micros;
  /** Last metadata offset that the broker says it has replayed, -1 before it said so. */
  metadataOffset: Offset;
  /** A controlled shutdown is complete once every active broker has read so far; -1: none is under way. */
  controlledShutdownOffset: Offset;
  /** When the session is looked at next: the queue's entry. A heartbeat only moves `lastContactUs`. */
  sessionCheckUs: Micros;
}

export type BrokerControlState = 'fenced' | 'unfenced' | 'controlled-shutdown' | 'shutdown-now';

/** Keeps what is known of a broker in step with its registration, as each record is replayed. */
export function registerHeartbeat(ctx: Ctx, controller: ControllerNode, record: MetadataRecord): void {
  if (record.type === 'UnregisterBrokerRecord') {
    controller.heartbeats.delete(record.brokerId);
  } else if (record.type === 'RegisterBrokerRecord') {
    controller.heartbeats.delete(record.brokerId);
    touchBroker(ctx, controller, record.brokerId, record.fenced, -1);
  } else if (record.type === 'BrokerRegistrationChangeRecord') {
    const state = controller.heartbeats.get(record.brokerId);
    const fenced = controller.image.brokers.get(record.brokerId)!.fenced;
    touchBroker(ctx, controller, record.brokerId, fenced, state?.metadataOffset ?? -1);
  }
}

/** The broker was heard of just now. */
export function touchBroker(
  ctx: Ctx,
  controller: ControllerNode,
  brokerId: number,
  fenced: boolean,
  metadataOffset: Offset,
): void {
  const known = controller.heartbeats.get(brokerId);
  const state = known ?? {
    fenced,
    lastContactUs: ctx.nowUs,
    metadataOffset,
    controlledShutdownOffset: -1,
    sessionCheckUs: NEVER,
  };
  state.fenced = fenced;
  state.lastContactUs = ctx.nowUs;
  state.metadataOffset = metadataOffset;
  // A fenced broker leaves its controlled shutdown: its next heartbeat is told to stop at once.
  if (fenced) state.controlledShutdownOffset = -1;
  if (!known) controller.heartbeats.set(brokerId, state);
  if (!fenced && state.sessionCheckUs === NEVER) checkSessionLater(ctx, controller, brokerId, state);
}

/** Whether another process may not yet take over the broker's id. */
export function hasValidSession(ctx: Ctx, controller: ControllerNode, brokerId: number): boolean {
  const state = controller.heartbeats.get(brokerId);
  return state !== undefined && !state.fenced && sessionEndsUs(controller, state) >= ctx.nowUs;
}

/** Where a broker that sent a heartbeat stands, and what comes next for it. */
export function nextBrokerState(
  controller: ControllerNode,
  request: BrokerHeartbeatRequest,
  registeredAt: Offset,
  leadsAny: boolean,
): { readonly current: BrokerControlState; readonly next: BrokerControlState } {
  const state = controller.heartbeats.get(request.brokerId)!;
  if (state.controlledShutdownOffset >= 0) {
    const done = !leadsAny && state.controlledShutdownOffset <= lowestActiveOffset(controller);
    return { current: 'controlled-shutdown', next: done ? 'shutdown-now' : 'controlled-shutdown' };
  }
  if (state.fenced) return { current: 'fenced', next: nextOfFenced(request, registeredAt) };
  return { current: 'unfenced', next: nextOfUnfenced(request, leadsAny) };
}

function nextOfFenced(request: BrokerHeartbeatRequest, registeredAt: Offset): BrokerControlState {
  if (request.wantShutDown) return 'shutdown-now';
  return !request.wantFence && request.currentMetadataOffset >= registeredAt ? 'unfenced' : 'fenced';
}

function nextOfUnfenced(request: BrokerHeartbeatRequest, leadsAny: boolean): BrokerControlState {
  if (request.wantFence) return request.wantShutDown ? 'shutdown-now' : 'fenced';
  if (!request.wantShutDown) return 'unfenced';
  return leadsAny ? 'controlled-shutdown' : 'shutdown-now';
}

/** From here on the broker stops once the others have read the metadata log up to `offset`. */
export function maybeBeginControlledShutdown(
  controller: ControllerNode,
  brokerId: number,
  offset: Offset,
): void {
  const state = controller.heartbeats.get(brokerId);
  if (state && state.controlledShutdownOffset < 0) state.controlledShutdownOffset = offset;
}

/** The least offset that an active broker has read; they all have when there is none. */
function lowestActiveOffset(controller: ControllerNode): Offset {
  let lowest: Offset = Number.MAX_SAFE_INTEGER;
  for (const state of controller.heartbeats.values()) {
    if (!state.fenced && state.controlledShutdownOffset < 0) lowest = Math.min(lowest, state.metadataOffset);
  }
  return lowest;
}

function sessionEndsUs(controller: ControllerNode, state: BrokerHeartbeatState): Micros {
  return state.lastContactUs + controller.configs['broker.session.timeout.ms'] * MICROS_PER_MS;
}

/** Has the session looked at when it will have run out, if no heartbeat comes. */
export function checkSessionLater(
  ctx: Ctx,
  controller: ControllerNode,
  brokerId: number,
  state: BrokerHeartbeatState,
): void {
  // A microsecond later than the session's last valid moment.
  state.sessionCheckUs = sessionEndsUs(controller, state) + 1;
  setTimer(ctx, controller, 'broker-session', String(brokerId), state.sessionCheckUs);
}
