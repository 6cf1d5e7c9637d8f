/**
 * Which broker coordinates the consumer's group, and finding it again when it is lost (AbstractCoordinator).
 * The coordinator has a connection of its own, so that a fetch that waits for data never holds up a heartbeat.
 */
import { MICROS_PER_MS, type Micros } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import { type Ctx, note } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { closeConnection, isReady, sendRequest } from '../network/network-client.ts';
import { brokerNode, type NodeId } from '../node.ts';
import { leastLoadedNode, requestUpdate } from './client-metadata.ts';
import type { ConsumerNode } from './consumer.ts';
import { exceptionOf, throwToApplication } from './consumer-error.ts';
import { isRetriable } from './error-classes.ts';
import { exponentialBackoffUs } from './exponential-backoff.ts';
import { wakeBy } from './wake-up.ts';

export interface CoordinatorLookup {
  /** -1: unknown. */
  brokerId: number;
  /** A FindCoordinator is under way. */
  lookingUp: boolean;
  /** Not before then is the next one sent. */
  retryAtUs: Micros;
}

export function createCoordinatorLookup(): CoordinatorLookup {
  return { brokerId: -1, lookingUp: false, retryAtUs: 0 };
}

/** Where to send what the coordinator answers; null while it is unknown or its connection backs off. */
export function knownCoordinator(ctx: Ctx, consumer: ConsumerNode): NodeId | null {
  const { brokerId } = consumer.coordinator;
  if (brokerId < 0) return null;
  const to = brokerNode(brokerId);
  if (isReady(consumer.client, to, 'coordinator', ctx.nowUs)) return to;
  consumer.coordinator.brokerId = -1;
  return null;
}

/** The coordinator, or null and a lookup under way or due. */
export function ensureCoordinatorReady(ctx: Ctx, consumer: ConsumerNode): NodeId | null {
  const known = knownCoordinator(ctx, consumer);
  if (known === null) maybeFindCoordinator(ctx, consumer);
  return known;
}

function maybeFindCoordinator(ctx: Ctx, consumer: ConsumerNode): void {
  const { coordinator, groupId, configs } = consumer;
  if (coordinator.lookingUp || groupId === null) return;
  if (ctx.nowUs < coordinator.retryAtUs) {
    wakeBy(ctx, consumer, coordinator.retryAtUs);
    return;
  }
  const to = leastLoadedNode(ctx, consumer);
  if (to === null) {
    retryLater(ctx, consumer);
    return;
  }
  coordinator.lookingUp = true;
  sendRequest(
    ctx,
    consumer,
    to,
    'FindCoordinator',
    { keyType: 0, coordinatorKeys: [groupId] },
    { channel: 'data', timeoutMs: configs['request.timeout.ms'] },
  );
}

/** Kafka's backoff starts anew with each poll() of the application, so in effect it does not grow. */
function retryLater(ctx: Ctx, consumer: ConsumerNode): void {
  const { configs, coordinator } = consumer;
  coordinator.retryAtUs =
    ctx.nowUs +
    exponentialBackoffUs(ctx, consumer, 0, configs['retry.backoff.ms'], configs['retry.backoff.max.ms']);
  requestUpdate(ctx, consumer, 'coordinator-lookup-failed');
  wakeBy(ctx, consumer, coordinator.retryAtUs);
}

export function onFindCoordinatorResponse(
  ctx: Ctx,
  consumer: ConsumerNode,
  { body }: Response<'FindCoordinator'>,
): void {
  const { coordinator, groupId } = consumer;
  coordinator.lookingUp = false;
  const found = body.coordinators[0];
  const error = found?.errorCode ?? Errors.COORDINATOR_NOT_AVAILABLE;
  if (!found || error !== Errors.NONE) {
    if (isRetriable(error)) retryLater(ctx, consumer);
    else throwToApplication(consumer, exceptionOf(error));
    return;
  }
  coordinator.brokerId = found.nodeId;
  consumer.heartbeat.sessionExpiresUs = ctx.nowUs + consumer.configs['session.timeout.ms'] * MICROS_PER_MS;
  note(ctx, { code: 'coordinator-found', client: consumer.id, group: groupId ?? '', broker: found.nodeId });
  // Named as coordinator by others, yet our own connection to it has just failed.
  if (knownCoordinator(ctx, consumer) === null) retryLater(ctx, consumer);
}

export function onFindCoordinatorFailed(ctx: Ctx, consumer: ConsumerNode): void {
  consumer.coordinator.lookingUp = false;
  retryLater(ctx, consumer);
}

/** The connection to the coordinator broke by itself. */
export function onCoordinatorDisconnected(consumer: ConsumerNode, to: NodeId): void {
  if (to === brokerNode(consumer.coordinator.brokerId)) consumer.coordinator.brokerId = -1;
}

/**
 * Gives up a coordinator that says it is none, or that has been silent for the session timeout: whatever is
 * still in flight to it has failed, a JoinGroup included. The failures are handled with all that arrives.
 */
export function markCoordinatorUnknown(ctx: Ctx, consumer: ConsumerNode): void {
  const { client, coordinator } = consumer;
  if (coordinator.brokerId < 0) return;
  const to = brokerNode(coordinator.brokerId);
  coordinator.brokerId = -1;
  const connection = client.connections.get(`${to}#coordinator`);
  if (!connection) return;
  for (const request of closeConnection(ctx, client, to, 'coordinator', connection.number))
    consumer.completions.push({ request, response: null, failure: 'cancelled' });
}

/** Whether an error says that one has asked the wrong broker. */
export function isCoordinatorError(error: ErrorCode): boolean {
  return error === Errors.COORDINATOR_NOT_AVAILABLE || error === Errors.NOT_COORDINATOR;
}
