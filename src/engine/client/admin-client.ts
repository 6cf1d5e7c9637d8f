/**
 * The hand that creates topics, changes configs, and removes brokers: a client that sends admin requests, one at
 * a time and in the order in which they were submitted, to any live broker, again and again until an answer
 * holds or its time is up. After Kafka's KafkaAdminClient.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { type ErrorCode, Errors, errorName } from '../../protocol/errors.ts';
import { RESOURCE_BROKER } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { ForwardableApi, RequestOf } from '../../protocol/messages/index.ts';
import type { Behaviour } from '../behaviour.ts';
import { type Ctx, note, setTimer } from '../ctx.ts';
import type { AnyResponse } from '../network/message.ts';
import {
  createNetworkClient,
  type InFlightRequest,
  isReady,
  readyAtUs,
  sendRequest,
} from '../network/network-client.ts';
import { brokerNode, type NodeBase, type NodeId } from '../node.ts';
import { type AdminOutcome, outcomeOf } from './admin-outcome.ts';
import {
  anyNodeReadyUs,
  type ClientMetadata,
  createClientMetadata,
  leastLoadedNode,
  maybeUpdateMetadata,
  metadataTimers,
  onMetadataDisconnect,
  onMetadataResponse,
} from './client-metadata.ts';
import { exponentialBackoffUs } from './exponential-backoff.ts';

/** Defaults of AdminClientConfig. */
const ADMIN_CONFIGS = {
  'default.api.timeout.ms': 60_000,
  'metadata.max.age.ms': 300_000,
  'request.timeout.ms': 30_000,
  'retry.backoff.max.ms': 1000,
  'retry.backoff.ms': 100,
} as const;

export type AdminRequest = {
  readonly [Api in ForwardableApi]: { readonly api: Api; readonly body: RequestOf<Api> };
}[ForwardableApi];

interface Call {
  readonly id: number;
  readonly request: AdminRequest;
  readonly subject: string;
  readonly waitForBrokers: boolean;
  /** After this the call has failed. */
  readonly deadlineUs: Micros;
  /** Tries that did not hold. */
  attempts: number;
}

export interface AdminNode extends NodeBase {
  readonly kind: 'admin';
  readonly configs: typeof ADMIN_CONFIGS;
  metadata: ClientMetadata;
  /** The first is under way. */
  calls: Call[];
  nextCallId: number;
  inFlight: boolean;
  /** When the first call is tried again, or given up. */
  dueUs: Micros;
}

export function createAdminClient(id: NodeId, bootstrap: readonly NodeId[]): AdminNode {
  return {
    kind: 'admin',
    id,
    process: 'stopped',
    incarnation: 0,
    client: createNetworkClient(),
    held: [],
    draws: 0,
    configs: ADMIN_CONFIGS,
    metadata: createClientMetadata(bootstrap, []),
    calls: [],
    nextCallId: 1,
    inFlight: false,
    dueUs: NEVER,
  };
}

/** Its process has begun: it makes itself acquainted with the cluster. */
export function startAdminClient(ctx: Ctx, admin: AdminNode): void {
  maybeUpdateMetadata(ctx, admin);
}

export interface AdminRequestOptions {
  /** What the request is about, for the note of its answer. */
  readonly subject: string;
  /**
   * CreateTopics is tried again while too few brokers have registered, which at the start of a run is only a
   * matter of time.
   */
  readonly waitForBrokers?: boolean;
}

/** Submits a request; the note `admin-answered` tells how it ended. */
export function submitAdminRequest<Api extends ForwardableApi>(
  ctx: Ctx,
  admin: AdminNode,
  api: Api,
  body: RequestOf<Api>,
  options: AdminRequestOptions,
): void {
  admin.calls.push({
    id: admin.nextCallId++,
    // An API and its own body.
    request: { api, body } as AdminRequest,
    subject: options.subject,
    waitForBrokers: options.waitForBrokers ?? false,
    deadlineUs: ctx.nowUs + admin.configs['default.api.timeout.ms'] * MICROS_PER_MS,
    attempts: 0,
  });
  if (admin.calls.length === 1) sendFirst(ctx, admin);
}

/** Sends the first call, if a broker can take it now; otherwise looks again when one can. */
function sendFirst(ctx: Ctx, admin: AdminNode): void {
  const call = admin.calls[0];
  if (!call || admin.inFlight) return;
  if (ctx.nowUs >= call.deadlineUs) {
    finish(ctx, admin, timedOut(call));
    return;
  }
  const target = brokerFor(ctx, admin, call.request);
  if (target === null) {
    lookAgainAt(ctx, admin, Math.max(anyNodeReadyUs(admin), ctx.nowUs + 1));
    return;
  }
  if (!isReady(admin.client, target, 'data', ctx.nowUs)) {
    lookAgainAt(ctx, admin, readyAtUs(admin.client, target, 'data'));
    return;
  }
  admin.inFlight = true;
  admin.dueUs = NEVER;
  const { api, body } = call.request;
  sendRequest(ctx, admin, target, api, body, {
    channel: 'data',
    timeoutMs: admin.configs['request.timeout.ms'],
    context: call.id,
  });
}

/** Only the broker itself judges changes of its own configs; all else is passed on by whoever gets it. */
function brokerFor(ctx: Ctx, admin: AdminNode, request: AdminRequest): NodeId | null {
  if (request.api === 'IncrementalAlterConfigs') {
    const own = request.body.resources.find(
      ({ resourceType, resourceName }) => resourceType === RESOURCE_BROKER && resourceName !== '',
    );
    if (own && /^\d+$/.test(own.resourceName)) return brokerNode(Number(own.resourceName));
  }
  return leastLoadedNode(ctx, admin);
}

function onResponse(ctx: Ctx, admin: AdminNode, request: InFlightRequest, response: AnyResponse): void {
  if (response.api === 'Metadata') {
    onMetadataResponse(ctx, admin, request, response);
    return;
  }
  const call = admin.calls[0];
  if (!call || call.id !== request.context) return;
  admin.inFlight = false;
  const outcome = outcomeOf(response);
  if (shouldRetry(ctx, call, outcome.error)) tryAgain(ctx, admin, call);
  else finish(ctx, admin, outcome);
}

function onDisconnect(ctx: Ctx, admin: AdminNode, request: InFlightRequest): void {
  onMetadataDisconnect(ctx, admin, request);
  const call = admin.calls[0];
  if (!call || request.api === 'Metadata' || call.id !== request.context) return;
  admin.inFlight = false;
  tryAgain(ctx, admin, call);
}

function shouldRetry(ctx: Ctx, call: Call, error: ErrorCode): boolean {
  if (ctx.nowUs >= call.deadlineUs) return false;
  switch (error) {
    case Errors.NOT_CONTROLLER:
    case Errors.LEADER_NOT_AVAILABLE:
      return true;
    case Errors.INVALID_REPLICATION_FACTOR:
      return call.waitForBrokers;
    default:
      return false;
  }
}

function tryAgain(ctx: Ctx, admin: AdminNode, call: Call): void {
  const backoffUs = exponentialBackoffUs(
    ctx,
    admin,
    call.attempts++,
    admin.configs['retry.backoff.ms'],
    admin.configs['retry.backoff.max.ms'],
  );
  lookAgainAt(ctx, admin, ctx.nowUs + backoffUs);
}

function lookAgainAt(ctx: Ctx, admin: AdminNode, dueUs: Micros): void {
  admin.dueUs = Math.min(dueUs, admin.calls[0]!.deadlineUs);
  setTimer(ctx, admin, 'call', '', admin.dueUs);
}

function timedOut({ request }: Call): AdminOutcome {
  return {
    error: Errors.REQUEST_TIMED_OUT,
    message: `Timed out waiting for a node assignment. Call: ${request.api}`,
  };
}

function finish(ctx: Ctx, admin: AdminNode, { error, message }: AdminOutcome): void {
  const call = admin.calls.shift()!;
  const { request, subject } = call;
  note(ctx, { code: 'admin-answered', api: request.api, subject, error: errorName(error), message });
  sendFirst(ctx, admin);
}

export const adminBehaviour: Behaviour<AdminNode> = {
  // Nobody asks a client.
  onRequest() {},
  onResponse,
  onDisconnect,
  timers: {
    ...metadataTimers,
    call: {
      due: (admin) => admin.dueUs,
      fire(ctx, admin) {
        admin.dueUs = NEVER;
        sendFirst(ctx, admin);
      },
    },
  },
};
