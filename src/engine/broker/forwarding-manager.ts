/**
 * What a broker asks of the controller for others: clients' admin requests, passed on in an Envelope whose
 * answer goes back to the client (KIP-590), and the creation of internal topics. One at a time and in order,
 * again after a failure, for at most a minute. After Kafka's ForwardingManager and NodeToControllerChannelManager.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { CreateTopicsRequest } from '../../protocol/messages/19-create-topics.ts';
import type { EnvelopeRequest } from '../../protocol/messages/58-envelope.ts';
import type { ForwardableApi, RequestOf, ResponseOf } from '../../protocol/messages/index.ts';
import type { Timer } from '../behaviour.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import type { Request, Response } from '../network/message.ts';
import { type InFlightRequest, readyAtUs, sendRequest } from '../network/network-client.ts';
import { CONTROLLER_NODE } from '../node.ts';
import type { BrokerNode } from './broker.ts';
import { type AlterConfigsAnswers, mergeAnswers, preprocess } from './config-admin-manager.ts';
import { forwardedErrorResponse } from './forwarded-error-response.ts';
import { respond } from './request-channel.ts';

type ForwardedRequest = { [Api in ForwardableApi]: Request<Api> }[ForwardableApi];

type QueueItem =
  | {
      readonly kind: 'forward';
      readonly createdUs: Micros;
      readonly request: ForwardedRequest;
      /** What goes to the controller: the client's request, or what is left of it. */
      readonly body: RequestOf<ForwardableApi>;
      /** Answers that the broker gave itself, to be put with the controller's. */
      readonly answered: AlterConfigsAnswers;
    }
  | { readonly kind: 'create-topics'; readonly createdUs: Micros; readonly body: CreateTopicsRequest };

export interface ForwardingManager {
  /** The first is under way, unless it waits for another try. */
  queue: QueueItem[];
  inFlight: boolean;
  /** When the first is tried again after a failure. */
  retryAtUs: Micros;
}

/** `request.timeout.ms` of the channel's requests, and how long one is tried. */
const REQUEST_TIMEOUT_MS = 30_000;
const RETRY_TIMEOUT_MS = 60_000;

export function createForwardingManager(): ForwardingManager {
  return { queue: [], inFlight: false, retryAtUs: NEVER };
}

/** Handler of every admin request: the controller answers it. */
export function forwardToController(ctx: Ctx, broker: BrokerNode, request: Request<ForwardableApi>): void {
  // The table of handlers calls it with requests of these APIs only.
  const forwarded = request as ForwardedRequest;
  if (!changesConfigs(forwarded)) {
    enqueue(ctx, broker, forwarded, forwarded.body, []);
    return;
  }
  const { body } = forwarded;
  const { remaining, answered } = preprocess(broker, body.resources);
  if (remaining.length > 0)
    enqueue(ctx, broker, forwarded, { ...body, resources: remaining } as typeof body, answered);
  else respond(ctx, broker, request, mergeAnswers(body, answered, []));
}

function changesConfigs(
  request: ForwardedRequest,
): request is Extract<ForwardedRequest, { api: 'AlterConfigs' | 'IncrementalAlterConfigs' }> {
  return request.api === 'AlterConfigs' || request.api === 'IncrementalAlterConfigs';
}

/** Asks the controller for topics on the broker's own account. */
export function sendCreateTopics(ctx: Ctx, broker: BrokerNode, body: CreateTopicsRequest): void {
  broker.forwardingManager.queue.push({ kind: 'create-topics', createdUs: ctx.nowUs, body });
  sendNext(ctx, broker);
}

/** Whether a creation of the topic is under way. */
export function isCreatingTopic({ forwardingManager }: BrokerNode, name: string): boolean {
  return forwardingManager.queue.some(
    (item) => item.kind === 'create-topics' && item.body.topics.some((topic) => topic.name === name),
  );
}

function enqueue(
  ctx: Ctx,
  broker: BrokerNode,
  request: ForwardedRequest,
  body: RequestOf<ForwardableApi>,
  answered: AlterConfigsAnswers,
): void {
  broker.forwardingManager.queue.push({ kind: 'forward', createdUs: ctx.nowUs, request, body, answered });
  sendNext(ctx, broker);
}

function sendNext(ctx: Ctx, broker: BrokerNode): void {
  const { forwardingManager } = broker;
  giveUpOnOld(ctx, broker);
  const item = forwardingManager.queue[0];
  if (!item || forwardingManager.inFlight || forwardingManager.retryAtUs !== NEVER) return;
  forwardingManager.inFlight = true;
  const options = { channel: 'forward', timeoutMs: REQUEST_TIMEOUT_MS } as const;
  if (item.kind === 'create-topics') {
    sendRequest(ctx, broker, CONTROLLER_NODE, 'CreateTopics', item.body, options);
    return;
  }
  const requestData = { api: item.request.api, body: item.body } as EnvelopeRequest['requestData'];
  const envelope = { requestData, requestPrincipal: null, clientHostAddress: item.request.from };
  sendRequest(ctx, broker, CONTROLLER_NODE, 'Envelope', envelope, options);
}

export function onForwardResponse(
  ctx: Ctx,
  broker: BrokerNode,
  _request: InFlightRequest,
  response: Response<'Envelope'> | Response<'CreateTopics'>,
): void {
  const { forwardingManager } = broker;
  forwardingManager.inFlight = false;
  const item = forwardingManager.queue.shift();
  if (item?.kind === 'forward') answer(ctx, broker, item, response.body as ResponseOf<'Envelope'>);
  sendNext(ctx, broker);
}

/** The request stays at the head of the queue and is sent again once there is a connection. */
export function onForwardDisconnect(ctx: Ctx, broker: BrokerNode): void {
  const { forwardingManager } = broker;
  forwardingManager.inFlight = false;
  forwardingManager.retryAtUs = readyAtUs(broker.client, CONTROLLER_NODE, 'forward');
  setTimer(ctx, broker, 'forward-retry', '', forwardingManager.retryAtUs);
}

function answer(
  ctx: Ctx,
  broker: BrokerNode,
  item: Extract<QueueItem, { kind: 'forward' }>,
  { errorCode, responseData }: ResponseOf<'Envelope'>,
): void {
  if (!responseData) {
    respondError(ctx, broker, item, errorCode === Errors.NONE ? Errors.UNKNOWN_SERVER_ERROR : errorCode);
  } else if (changesConfigs(item.request)) {
    const { responses } = responseData.body as ResponseOf<'AlterConfigs'>;
    const merged = mergeAnswers(item.request.body, item.answered, responses);
    respond(ctx, broker, item.request as Request<ForwardableApi>, merged);
  } else {
    respond(ctx, broker, item.request as Request<ForwardableApi>, responseData.body);
  }
}

/** Requests that nobody took for a minute are answered as timed out. */
function giveUpOnOld(ctx: Ctx, broker: BrokerNode): void {
  const { forwardingManager } = broker;
  const sentFrom = forwardingManager.inFlight ? 1 : 0;
  const isOld = (item: QueueItem) => ctx.nowUs - item.createdUs >= RETRY_TIMEOUT_MS * MICROS_PER_MS;
  const old = forwardingManager.queue.filter((item, index) => index >= sentFrom && isOld(item));
  if (old.length === 0) return;
  forwardingManager.queue = forwardingManager.queue.filter((item) => !old.includes(item));
  for (const item of old) {
    if (item.kind === 'forward') respondError(ctx, broker, item, Errors.REQUEST_TIMED_OUT);
  }
}

function respondError(
  ctx: Ctx,
  broker: BrokerNode,
  { request }: Extract<QueueItem, { kind: 'forward' }>,
  error: ErrorCode,
): void {
  respond(ctx, broker, request as Request<ForwardableApi>, forwardedErrorResponse(request, error));
}

export const forwardingManagerTimers: Readonly<Record<string, Timer<BrokerNode>>> = {
  'forward-retry': {
    due: (broker) => broker.forwardingManager.retryAtUs,
    fire(ctx, broker) {
      broker.forwardingManager.retryAtUs = NEVER;
      sendNext(ctx, broker);
    },
  },
};
