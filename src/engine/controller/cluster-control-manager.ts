/** Registration of brokers, their heartbeats, and their removal. After Kafka's ClusterControlManager. */
import type { BrokerEpoch } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type {
  BrokerRegistrationRequest,
  BrokerRegistrationResponse,
} from '../../protocol/messages/62-broker-registration.ts';
import type {
  BrokerHeartbeatRequest,
  BrokerHeartbeatResponse,
} from '../../protocol/messages/63-broker-heartbeat.ts';
import type {
  UnregisterBrokerRequest,
  UnregisterBrokerResponse,
} from '../../protocol/messages/64-unregister-broker.ts';
import type {
  AllocateProducerIdsRequest,
  AllocateProducerIdsResponse,
} from '../../protocol/messages/67-allocate-producer-ids.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import type { Ctx } from '../ctx.ts';
import {
  type BrokerControlState,
  hasValidSession,
  maybeBeginControlledShutdown,
  nextBrokerState,
  touchBroker,
} from './broker-heartbeat-manager.ts';
import type { ControllerNode } from './controller.ts';
import { type ControllerResult, commit, lastWrittenOffset } from './controller-result.ts';
import {
  beginControlledShutdown,
  fenceBroker,
  forgetBroker,
  handleBrokerShutdown,
  leadsAny,
  unfenceBroker,
} from './leader-and-isr-updates.ts';
import type { BrokerRegistration } from './metadata-image.ts';

/** How many producer ids a broker gets at a time (ProducerIdsBlock.PRODUCER_ID_BLOCK_SIZE). */
const PRODUCER_ID_BLOCK_SIZE = 1000;

/** An error unless the sender is the process that is registered now. */
export function checkBrokerEpoch(
  controller: ControllerNode,
  brokerId: number,
  brokerEpoch: BrokerEpoch,
): ErrorCode {
  return controller.image.brokers.get(brokerId)?.epoch === brokerEpoch
    ? Errors.NONE
    : Errors.STALE_BROKER_EPOCH;
}

/**
 * A process registers. Its broker epoch is the metadata offset of its registration, so a later process has a
 * higher one; the same incarnation registering again keeps what it has. A new one begins fenced.
 */
export function registerBroker(
  ctx: Ctx,
  controller: ControllerNode,
  request: BrokerRegistrationRequest,
): BrokerRegistrationResponse {
  const existing = controller.image.brokers.get(request.brokerId);
  const isSame = existing?.incarnationId === request.incarnationId;
  if (existing && !isSame && hasValidSession(ctx, controller, request.brokerId)) {
    return { throttleTimeMs: 0, errorCode: Errors.DUPLICATE_BROKER_REGISTRATION, brokerEpoch: -1 };
  }
  return commit(ctx, controller, registration(controller, request, isSame ? existing : undefined), 'restart');
}

function registration(
  controller: ControllerNode,
  request: BrokerRegistrationRequest,
  same: BrokerRegistration | undefined,
): ControllerResult<BrokerRegistrationResponse> {
  const { brokerId, incarnationId, rack, previousBrokerEpoch } = request;
  // The broker epoch is the offset at which its registration is written.
  const brokerEpoch: number = same?.epoch ?? controller.log.endOffset;
  const record: MetadataRecord = {
    type: 'RegisterBrokerRecord',
    brokerId,
    incarnationId,
    brokerEpoch,
    rack,
    fenced: same?.fenced ?? true,
    inControlledShutdown: same?.inControlledShutdown ?? false,
  };
  const isClean = controller.image.brokers.get(brokerId)?.epoch === previousBrokerEpoch;
  const cleanup = same ? [] : handleBrokerShutdown(controller, brokerId, isClean);
  return {
    records: [...cleanup, record],
    response: { throttleTimeMs: 0, errorCode: Errors.NONE, brokerEpoch },
  };
}

/** A heartbeat keeps the session, and moves the broker on: to unfenced, into a controlled shutdown, or out. */
export function processBrokerHeartbeat(
  ctx: Ctx,
  controller: ControllerNode,
  request: BrokerHeartbeatRequest,
): BrokerHeartbeatResponse {
  const { brokerId, currentMetadataOffset } = request;
  const errorCode = checkBrokerEpoch(controller, brokerId, request.brokerEpoch);
  if (errorCode !== Errors.NONE) {
    return { throttleTimeMs: 0, errorCode, isCaughtUp: false, isFenced: true, shouldShutDown: false };
  }
  const { registeredAt } = controller.image.brokers.get(brokerId)!;
  const { current, next } = nextBrokerState(
    controller,
    request,
    registeredAt,
    leadsAny(controller, brokerId),
  );
  const records = current === next ? [] : recordsFor(controller, brokerId, next);
  const isFenced = next === 'fenced' || next === 'shutdown-now';
  commit(ctx, controller, { records, response: undefined }, 'shutdown');
  touchBroker(ctx, controller, brokerId, isFenced, currentMetadataOffset);
  if (next === 'controlled-shutdown')
    maybeBeginControlledShutdown(controller, brokerId, lastWrittenOffset(controller));
  return {
    throttleTimeMs: 0,
    errorCode: Errors.NONE,
    isCaughtUp: currentMetadataOffset >= registeredAt,
    isFenced,
    shouldShutDown: next === 'shutdown-now',
  };
}

function recordsFor(
  controller: ControllerNode,
  brokerId: number,
  next: BrokerControlState,
): MetadataRecord[] {
  switch (next) {
    case 'fenced':
    case 'shutdown-now':
      return fenceBroker(controller, brokerId);
    case 'unfenced':
      return unfenceBroker(controller, brokerId);
    case 'controlled-shutdown':
      return beginControlledShutdown(controller, brokerId);
  }
}

/** Forgets a broker; one that still runs is told STALE_BROKER_EPOCH from then on. */
export function unregisterBroker(
  ctx: Ctx,
  controller: ControllerNode,
  { brokerId }: UnregisterBrokerRequest,
): UnregisterBrokerResponse {
  if (!controller.image.brokers.has(brokerId)) {
    return {
      throttleTimeMs: 0,
      errorCode: Errors.BROKER_ID_NOT_REGISTERED,
      errorMessage: `Broker ID ${brokerId} is not currently registered`,
    };
  }
  const response = { throttleTimeMs: 0, errorCode: Errors.NONE, errorMessage: null };
  return commit(ctx, controller, { records: forgetBroker(controller, brokerId), response });
}

/** Gives a broker the next block of producer ids. */
export function allocateProducerIds(
  ctx: Ctx,
  controller: ControllerNode,
  { brokerId, brokerEpoch }: AllocateProducerIdsRequest,
): AllocateProducerIdsResponse {
  const errorCode = checkBrokerEpoch(controller, brokerId, brokerEpoch);
  if (errorCode !== Errors.NONE) {
    return { throttleTimeMs: 0, errorCode, producerIdStart: 0, producerIdLen: 0 };
  }
  const producerIdStart = controller.image.nextProducerId;
  const nextProducerId = producerIdStart + PRODUCER_ID_BLOCK_SIZE;
  return commit(ctx, controller, {
    records: [{ type: 'ProducerIdsRecord', brokerId, brokerEpoch, nextProducerId }],
    response: { throttleTimeMs: 0, errorCode, producerIdStart, producerIdLen: PRODUCER_ID_BLOCK_SIZE },
  });
}
