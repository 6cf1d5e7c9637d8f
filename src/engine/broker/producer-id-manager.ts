/**
 * Producer ids that a broker may give out: blocks of 1,000 from the controller, the next one asked for when nine
 * tenths of the present one are gone (Kafka's RPCProducerIdManager).
 */
import { MICROS_PER_MS, type Micros } from '../../kernel/brand.ts';
import { Errors } from '../../protocol/errors.ts';
import type { Ctx } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, isReady, sendRequest } from '../network/network-client.ts';
import { CONTROLLER_NODE } from '../node.ts';
import type { BrokerNode } from './broker.ts';

interface ProducerIdsBlock {
  readonly first: number;
  readonly length: number;
}

export interface ProducerIdManager {
  /** Null before the first block. */
  block: ProducerIdsBlock | null;
  /** How many ids of the block have been given out. */
  claimed: number;
  nextBlock: ProducerIdsBlock | null;
  inFlight: boolean;
  /** After a failure no block is asked for before then. */
  backoffUntilUs: Micros;
}

const RETRY_BACKOFF_MS = 50;
/** controller.socket.timeout.ms */
const CONTROLLER_SOCKET_TIMEOUT_MS = 30_000;

export function createProducerIdManager(): ProducerIdManager {
  return { block: null, claimed: 0, nextBlock: null, inFlight: false, backoffUntilUs: 0 };
}

/** The next id; null while a block is awaited, and the producer has to come again. */
export function generateProducerId(ctx: Ctx, broker: BrokerNode): number | null {
  const manager = broker.producerIdManager;
  if (isUsedUp(manager) && manager.nextBlock) {
    manager.block = manager.nextBlock;
    manager.claimed = 0;
    manager.nextBlock = null;
  }
  if (!manager.block || isUsedUp(manager)) {
    maybeRequestNextBlock(ctx, broker);
    return null;
  }
  const producerId = manager.block.first + manager.claimed++;
  if (producerId === prefetchAt(manager.block)) maybeRequestNextBlock(ctx, broker);
  return producerId;
}

function isUsedUp({ block, claimed }: ProducerIdManager): boolean {
  return block === null || claimed >= block.length;
}

function prefetchAt({ first, length }: ProducerIdsBlock): number {
  return first + Math.floor((length * 9) / 10);
}

/** A failed request is repeated when the next producer asks; Kafka's channel repeats it by itself. */
function maybeRequestNextBlock(ctx: Ctx, broker: BrokerNode): void {
  const manager = broker.producerIdManager;
  if (manager.nextBlock || manager.inFlight || ctx.nowUs < manager.backoffUntilUs) return;
  if (!isReady(broker.client, CONTROLLER_NODE, 'forward', ctx.nowUs)) return;
  manager.inFlight = true;
  const body = { brokerId: broker.brokerId, brokerEpoch: broker.lifecycle.brokerEpoch };
  sendRequest(ctx, broker, CONTROLLER_NODE, 'AllocateProducerIds', body, {
    channel: 'forward',
    timeoutMs: CONTROLLER_SOCKET_TIMEOUT_MS,
  });
}

export function onProducerIdsResponse(
  ctx: Ctx,
  broker: BrokerNode,
  _request: InFlightRequest,
  { body }: Response<'AllocateProducerIds'>,
): void {
  const manager = broker.producerIdManager;
  manager.inFlight = false;
  if (body.errorCode === Errors.NONE)
    manager.nextBlock = { first: body.producerIdStart, length: body.producerIdLen };
  else backOff(ctx, manager);
}

export function onProducerIdsDisconnect(
  ctx: Ctx,
  broker: BrokerNode,
  _request: InFlightRequest,
  _reason: 'reset' | 'timeout',
): void {
  broker.producerIdManager.inFlight = false;
  backOff(ctx, broker.producerIdManager);
}

function backOff(ctx: Ctx, manager: ProducerIdManager): void {
  manager.backoffUntilUs = ctx.nowUs + RETRY_BACKOFF_MS * MICROS_PER_MS;
}
