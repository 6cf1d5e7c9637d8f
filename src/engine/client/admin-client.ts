/**
 * The hand that creates topics, changes configs, deletes records and removes brokers: a client that sends admin
 * requests, one at a time and in the order in which they were submitted, to any live broker or to the one that it
 * takes, again and again until an answer holds or its time is up. After Kafka's KafkaAdminClient.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { type ErrorCode, Errors, errorName } from '../../protocol/errors.ts';
import { RESOURCE_BROKER } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { ForwardableApi, RequestOf } from '../../protocol/messages/index.ts';
import type { Behaviour } from '../behaviour.ts';
import { toolApis } from '../broker/tool-apis.ts';
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
  addTopic,
  anyNodeReadyUs,
  type ClientMetadata,
  createClientMetadata,
  currentLeader,
  leastLoadedNode,
  maybeUpdateMetadata,
  metadataTimers,
  onMetadataDisconnect,
  onMetadataResponse,
  requestUpdate,
  setTopics,
} from './client-metadata.ts';
import { isInvalidMetadata } from './error-classes.ts';
import { exponentialBackoffUs } from './exponential-backoff.ts';
import type { OffsetReset } from './offset-reset/offset-reset.ts';
import type { OffsetResetContext } from './offset-reset/run-reset.ts';

/** Defaults of AdminClientConfig. */
const ADMIN_CONFIGS = {
  'default.api.timeout.ms': 60_000,
  'metadata.max.age.ms': 300_000,
  'request.timeout.ms': 30_000,
  'retry.backoff.max.ms': 1000,
  'retry.backoff.ms': 100,
} as const;

export type AdminApi = ForwardableApi | 'DeleteRecords';

export type AdminRequest = {
  readonly [Api in AdminApi]: { readonly api: Api; readonly body: RequestOf<Api> };
}[AdminApi];

interface Call {
  readonly id: number;
  readonly request: AdminRequest;
  readonly subject: string;
  readonly waitForBrokers: boolean;
  /** After this the call has failed. */
  readonly deadlineUs: Micros;
  /** Tries that did not hold. */
  attempts: number;
  /** Whether it waits for the next Metadata response to tell who takes it. */
  awaitsLeader: boolean;
}

export interface AdminNode extends NodeBase {
  readonly kind: 'admin';
  readonly configs: typeof ADMIN_CONFIGS;
  metadata: ClientMetadata;
  /** The first is under way. */
  calls: Call[];
  /** Offset resets, which go on beside the calls and each other, by their ids. */
  resets: Map<number, OffsetReset>;
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
    resets: new Map(),
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
export function submitAdminRequest<Api extends AdminApi>(
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
    awaitsLeader: false,
  });
  if (admin.calls.length === 1) sendFirst(ctx, admin);
}

/** Sends the first call, if a broker can take it now; otherwise looks again when one can. */
function sendFirst(ctx: Ctx, admin: AdminNode): void {
  const call = admin.calls[0];
  if (!call || admin.inFlight) return;
  call.awaitsLeader = false;
  if (ctx.nowUs >= call.deadlineUs) {
    finish(ctx, admin, timedOut(call));
    return;
  }
  const target = brokerFor(ctx, admin, call.request);
  if (target === 'unknown-leader') {
    awaitLeader(ctx, admin, call, 'leader-not-available');
    return;
  }
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

/**
 * Only the broker itself judges changes of its own configs, and only a leader deletes records; all else is passed on
 * by whoever gets it.
 */
function brokerFor(ctx: Ctx, admin: AdminNode, request: AdminRequest): NodeId | 'unknown-leader' | null {
  if (request.api === 'DeleteRecords') return leaderFor(ctx, admin, request.body) ?? 'unknown-leader';
  if (request.api === 'IncrementalAlterConfigs') {
    const own = request.body.resources.find(
      ({ resourceType, resourceName }) => resourceType === RESOURCE_BROKER && resourceName !== '',
    );
    if (own && /^\d+$/.test(own.resourceName)) return brokerNode(Number(own.resourceName));
  }
  return leastLoadedNode(ctx, admin);
}

/** The leader of the request's one partition; undefined: not looked up yet, or there is none. */
function leaderFor(
  ctx: Ctx,
  admin: AdminNode,
  { topics: [topic] }: RequestOf<'DeleteRecords'>,
): NodeId | undefined {
  const { name, partitions } = topic!;
  if (!admin.metadata.wanted?.includes(name)) {
    addTopic(ctx, admin, name);
    return undefined;
  }
  const leader = currentLeader(admin.metadata, name, partitions[0]!.partitionIndex);
  return leader && brokerNode(leader.leaderId);
}

function awaitLeader(ctx: Ctx, admin: AdminNode, call: Call, reason: string): void {
  call.awaitsLeader = true;
  requestUpdate(ctx, admin, reason);
  lookAgainAt(ctx, admin, call.deadlineUs);
}

function onResponse(ctx: Ctx, admin: AdminNode, request: InFlightRequest, response: AnyResponse): void {
  if (response.api === 'Metadata') {
    onMetadataResponse(ctx, admin, request, response);
    if (admin.calls[0]?.awaitsLeader) sendFirst(ctx, admin);
    return;
  }
  if (belongsToReset(request)) {
    toolApis.rules().onOffsetResetResponse(ctx, admin, request, response);
    return;
  }
  const call = admin.calls[0];
  if (!call || call.id !== request.context) return;
  admin.inFlight = false;
  const outcome = outcomeOf(response);
  if (isMisdirected(ctx, call, outcome.error)) awaitLeader(ctx, admin, call, errorName(outcome.error));
  else if (shouldRetry(ctx, call, outcome.error)) tryAgain(ctx, admin, call);
  else finish(ctx, admin, outcome);
}

function onDisconnect(ctx: Ctx, admin: AdminNode, request: InFlightRequest): void {
  onMetadataDisconnect(ctx, admin, request);
  if (belongsToReset(request)) toolApis.rules().onOffsetResetDisconnect(ctx, admin, request);
  const call = admin.calls[0];
  if (!call || request.api === 'Metadata' || call.id !== request.context) return;
  admin.inFlight = false;
  tryAgain(ctx, admin, call);
}

function belongsToReset({ context }: InFlightRequest): boolean {
  return (context as Partial<OffsetResetContext> | null)?.kind === 'offset-reset';
}

/** What only a leader can do went to another, or the topic is not known yet: whoever leads has to be looked up again. */
function isMisdirected(ctx: Ctx, { request, deadlineUs }: Call, error: ErrorCode): boolean {
  return request.api === 'DeleteRecords' && isInvalidMetadata(error) && ctx.nowUs < deadlineUs;
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
  setTopics(ctx, admin, []);
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
    'offset-reset': {
      due: (admin, id) => admin.resets.get(Number(id))?.dueUs,
      fire: (ctx, admin, id) => toolApis.rules().onOffsetResetDue(ctx, admin, admin.resets.get(Number(id))!),
    },
  },
};
