/**
 * A broker's life as the controller sees it: it registers, reads the metadata log until it has seen its own
 * registration, is unfenced, and keeps its session by heartbeats. To stop in order it asks the controller first,
 * which moves its leaderships away. After Kafka's BrokerLifecycleManager.
 */
import { type BrokerEpoch, MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import type { BrokerHeartbeatResponse } from '../../protocol/messages/63-broker-heartbeat.ts';
import type { Timer } from '../behaviour.ts';
import { CLUSTER_ID } from '../controller/reserved-ids.ts';
import { randomUuid } from '../controller/uuid.ts';
import { type Ctx, draw, note, setTimer, wallClockMs } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, sendRequest } from '../network/network-client.ts';
import { CONTROLLER_NODE } from '../node.ts';
import { endProcess } from '../process.ts';
import { shutDownReplicaManager } from '../replica/replica-manager.ts';
import type { BrokerNode } from './broker.ts';
import { publishFirst } from './broker-metadata-publisher.ts';
import { fetchMetadata } from './metadata-fetcher.ts';

/** Kafka's BrokerState. */
export type BrokerState =
  | 'NOT_RUNNING'
  /** Registering and catching up with the metadata log. */
  | 'STARTING'
  /** Caught up; waits to be unfenced. */
  | 'RECOVERY'
  | 'RUNNING'
  | 'PENDING_CONTROLLED_SHUTDOWN'
  | 'SHUTTING_DOWN';

export interface BrokerLifecycle {
  state: BrokerState;
  /** Of this process: another start has another one. */
  incarnationId: string;
  /** Given by the controller; -1: not registered yet. */
  brokerEpoch: BrokerEpoch;
  /** Broker epoch of the last process if it stopped cleanly, else -1. */
  previousBrokerEpoch: BrokerEpoch;
  /** Whether heartbeats ask to be unfenced: the metadata has been taken in. */
  readyToUnfence: boolean;
  /** Whether a registration or heartbeat waits for its answer. */
  communicationInFlight: boolean;
  /** Whether the next one goes out as soon as the answer is there. */
  nextIsImmediate: boolean;
  gotControlledShutdownResponse: boolean;
  /** Registrations and heartbeats that failed since the last answer. */
  failedAttempts: number;
  /** When the next registration or heartbeat goes out. */
  communicateAtUs: Micros;
  /** When the process stops even if it could not register (`initial.broker.registration.timeout.ms`). */
  registrationDeadlineUs: Micros;
  /** When the process stops even if the controller has not agreed. */
  shutdownDeadlineUs: Micros;
}

/** Default of `initial.broker.registration.timeout.ms`. */
const REGISTRATION_TIMEOUT_MS = 60_000;
/** How long KafkaBroker.shutdown waits. */
const SHUTDOWN_TIMEOUT_MS = 300_000;
const RESEND_BACKOFF_MS = 100;
/** A broker that has just caught up is in a hurry. */
const CAUGHT_UP_INTERVAL_MS = 10;
const FIRST_SHUTDOWN_INTERVAL_MS = 50;

export function createBrokerLifecycle(): BrokerLifecycle {
  return {
    state: 'NOT_RUNNING',
    incarnationId: '',
    brokerEpoch: -1,
    previousBrokerEpoch: -1,
    readyToUnfence: false,
    communicationInFlight: false,
    nextIsImmediate: false,
    gotControlledShutdownResponse: false,
    failedAttempts: 0,
    communicateAtUs: NEVER,
    registrationDeadlineUs: NEVER,
    shutdownDeadlineUs: NEVER,
  };
}

/** The process has begun, its memory is empty: it registers, and reads the metadata log from where its disk ends. */
export function beginBroker(ctx: Ctx, broker: BrokerNode): void {
  const { lifecycle, disk } = broker;
  broker.startedAtMs = wallClockMs(ctx);
  lifecycle.state = 'STARTING';
  lifecycle.incarnationId = randomUuid(ctx, broker);
  lifecycle.previousBrokerEpoch = disk.cleanShutdownEpoch;
  // The mark of a clean shutdown counts for one start: a crash from here on is an unclean one.
  disk.cleanShutdownEpoch = -1;
  lifecycle.registrationDeadlineUs = ctx.nowUs + REGISTRATION_TIMEOUT_MS * MICROS_PER_MS;
  setTimer(ctx, broker, 'registration-timeout', '', lifecycle.registrationDeadlineUs);
  fetchMetadata(ctx, broker);
  communicate(ctx, broker);
}

/** A process opens its port once it has set up its replicas; before that connections are refused. */
export function isAcceptingRequests({ lifecycle }: BrokerNode): boolean {
  return lifecycle.readyToUnfence;
}

/** Stops in order: the controller moves leaderships first, then lets the process go. Not running yet: stops at once. */
export function shutDownBroker(ctx: Ctx, broker: BrokerNode): void {
  const { lifecycle } = broker;
  if (lifecycle.state === 'PENDING_CONTROLLED_SHUTDOWN') return;
  if (lifecycle.state !== 'RUNNING' || !broker.configs['controlled.shutdown.enable']) {
    finishShutdown(ctx, broker);
    return;
  }
  lifecycle.state = 'PENDING_CONTROLLED_SHUTDOWN';
  note(ctx, { code: 'process', node: broker.id, now: 'shutting-down', how: 'shutdown' });
  lifecycle.shutdownDeadlineUs = ctx.nowUs + SHUTDOWN_TIMEOUT_MS * MICROS_PER_MS;
  setTimer(ctx, broker, 'shutdown-timeout', '', lifecycle.shutdownDeadlineUs);
  communicateAfter(ctx, broker, 0);
}

/** The last thing a process does: it writes down what the next one begins with. */
function finishShutdown(ctx: Ctx, broker: BrokerNode): void {
  broker.lifecycle.state = 'SHUTTING_DOWN';
  shutDownReplicaManager(broker);
  broker.disk.cleanShutdownEpoch = broker.lifecycle.brokerEpoch;
  endProcess(ctx, broker, 'shutdown');
}

/** Sends what is due, a registration or a heartbeat; one at a time. */
function communicate(ctx: Ctx, broker: BrokerNode): void {
  const { lifecycle } = broker;
  lifecycle.communicateAtUs = NEVER;
  if (lifecycle.communicationInFlight) {
    lifecycle.nextIsImmediate = true;
    return;
  }
  lifecycle.communicationInFlight = true;
  if (lifecycle.brokerEpoch === -1) sendRegistration(ctx, broker);
  else sendHeartbeat(ctx, broker);
}

function sendRegistration(ctx: Ctx, broker: BrokerNode): void {
  const { brokerId, lifecycle, configs } = broker;
  sendRequest(
    ctx,
    broker,
    CONTROLLER_NODE,
    'BrokerRegistration',
    {
      brokerId,
      clusterId: CLUSTER_ID,
      incarnationId: lifecycle.incarnationId,
      listeners: [{ name: 'PLAINTEXT', host: broker.id, port: 9092 }],
      rack: configs['broker.rack'],
      previousBrokerEpoch: lifecycle.previousBrokerEpoch,
    },
    { channel: 'heartbeat', timeoutMs: requestTimeoutMs(broker) },
  );
}

function sendHeartbeat(ctx: Ctx, broker: BrokerNode): void {
  const { brokerId, lifecycle, disk } = broker;
  sendRequest(
    ctx,
    broker,
    CONTROLLER_NODE,
    'BrokerHeartbeat',
    {
      brokerId,
      brokerEpoch: lifecycle.brokerEpoch,
      currentMetadataOffset: disk.metadataOffset - 1,
      wantFence: !lifecycle.readyToUnfence,
      wantShutDown: lifecycle.state === 'PENDING_CONTROLLED_SHUTDOWN',
    },
    { channel: 'heartbeat', timeoutMs: requestTimeoutMs(broker) },
  );
}

/** Half a session, so that an answer that is lost leaves time for another try. */
function requestTimeoutMs(broker: BrokerNode): number {
  return Math.floor(broker.configs['broker.session.timeout.ms'] / 2);
}

export function onLifecycleResponse(
  ctx: Ctx,
  broker: BrokerNode,
  _request: InFlightRequest,
  response: Response<'BrokerRegistration'> | Response<'BrokerHeartbeat'>,
): void {
  const { lifecycle } = broker;
  lifecycle.communicationInFlight = false;
  if (response.body.errorCode !== Errors.NONE) {
    communicateAfterFailure(ctx, broker);
    return;
  }
  lifecycle.failedAttempts = 0;
  if ('brokerEpoch' in response.body) {
    lifecycle.brokerEpoch = response.body.brokerEpoch;
    lifecycle.registrationDeadlineUs = NEVER;
    communicateAfter(ctx, broker, 0);
  } else {
    onHeartbeatAnswered(ctx, broker, response.body);
  }
}

export function onLifecycleDisconnect(ctx: Ctx, broker: BrokerNode): void {
  broker.lifecycle.communicationInFlight = false;
  communicateAfterFailure(ctx, broker);
}

function onHeartbeatAnswered(ctx: Ctx, broker: BrokerNode, answer: BrokerHeartbeatResponse): void {
  const { lifecycle, configs } = broker;
  switch (lifecycle.state) {
    case 'STARTING':
      if (answer.isCaughtUp) onCaughtUp(ctx, broker);
      communicateAfter(ctx, broker, CAUGHT_UP_INTERVAL_MS);
      break;
    case 'RECOVERY':
      if (!answer.isFenced) lifecycle.state = 'RUNNING';
      communicateAfter(ctx, broker, configs['broker.heartbeat.interval.ms']);
      break;
    case 'PENDING_CONTROLLED_SHUTDOWN':
      onShutdownAnswered(ctx, broker, answer.shouldShutDown);
      break;
    default:
      communicateAfter(ctx, broker, configs['broker.heartbeat.interval.ms']);
  }
}

/** The broker's image holds its own registration: replicas are set up by it, and the broker may be unfenced. */
function onCaughtUp(ctx: Ctx, broker: BrokerNode): void {
  const { lifecycle } = broker;
  lifecycle.state = 'RECOVERY';
  publishFirst(ctx, broker);
  lifecycle.readyToUnfence = true;
  lifecycle.nextIsImmediate = true;
}

function onShutdownAnswered(ctx: Ctx, broker: BrokerNode, shouldShutDown: boolean): void {
  const { lifecycle, configs } = broker;
  if (shouldShutDown) {
    finishShutdown(ctx, broker);
    return;
  }
  const isFirst = !lifecycle.gotControlledShutdownResponse;
  lifecycle.gotControlledShutdownResponse = true;
  // Most shutdowns are quick: the first time, ask again soon.
  communicateAfter(
    ctx,
    broker,
    isFirst ? FIRST_SHUTDOWN_INTERVAL_MS : configs['broker.heartbeat.interval.ms'],
  );
}

function communicateAfterFailure(ctx: Ctx, broker: BrokerNode): void {
  const { lifecycle } = broker;
  const maxMs = broker.configs['broker.session.timeout.ms'];
  const delayMs = Math.min(RESEND_BACKOFF_MS * 2 ** Math.min(lifecycle.failedAttempts, 20), maxMs);
  lifecycle.failedAttempts++;
  // After a failure never at once.
  lifecycle.nextIsImmediate = false;
  // Spread by 2 % either way.
  communicateAfter(ctx, broker, Math.floor((delayMs * (980 + draw(ctx, broker, 41))) / 1000));
}

function communicateAfter(ctx: Ctx, broker: BrokerNode, delayMs: number): void {
  const { lifecycle } = broker;
  const dueUs = ctx.nowUs + (lifecycle.nextIsImmediate ? 0 : delayMs * MICROS_PER_MS);
  lifecycle.nextIsImmediate = false;
  lifecycle.communicateAtUs = dueUs;
  setTimer(ctx, broker, 'lifecycle', '', dueUs);
}

export const brokerLifecycleTimers: Readonly<Record<string, Timer<BrokerNode>>> = {
  lifecycle: { due: (broker) => broker.lifecycle.communicateAtUs, fire: communicate },
  'registration-timeout': {
    due: (broker) => broker.lifecycle.registrationDeadlineUs,
    fire: (ctx, broker) => endProcess(ctx, broker, 'shutdown'),
  },
  'shutdown-timeout': { due: (broker) => broker.lifecycle.shutdownDeadlineUs, fire: finishShutdown },
};
