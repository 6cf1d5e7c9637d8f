/**
 * What a client knows of the cluster: topics, their partitions' leaders, and brokers, all of it from Metadata
 * responses and from the hints that errors carry (KIP-951). After Kafka's Metadata and NetworkClient's
 * DefaultMetadataUpdater.
 *
 * Stale knowledge is the normal case: an error that tells of it requests an update, which waits for a backoff
 * since the last one (`retry.backoff.ms`), and knowledge older than `metadata.max.age.ms` is renewed unasked.
 * Where Kafka asks only for new topics (a partial update), here every update asks for all topics wanted.
 */
import { MICROS_PER_MS, type Micros, NEVER } from '../../kernel/brand.ts';
import { ZERO_UUID } from '../../protocol/bytes/uuid.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type { Timer } from '../behaviour.ts';
import { type Ctx, note, setTimer } from '../ctx.ts';
import type { Response } from '../network/message.ts';
import { type InFlightRequest, sendRequest } from '../network/network-client.ts';
import { brokerNode, type NodeBase, type NodeId } from '../node.ts';
import { exponentialBackoffUs } from './exponential-backoff.ts';
import { allBackOff, firstReadyUs, leastLoadedNode as leastLoadedOf } from './least-loaded-node.ts';
import { mergeTopics } from './metadata-snapshot.ts';

export interface PartitionMetadata {
  /** -1: there is none at present. */
  leaderId: number;
  leaderEpoch: number;
  replicas: readonly number[];
  isr: readonly number[];
  /** The highest leader epoch heard of; above `leaderEpoch` the leader given here is known to be outdated. */
  lastSeenLeaderEpoch: number;
}

export interface TopicMetadata {
  readonly name: string;
  topicId: string;
  /** Why the topic has no partitions here; NONE otherwise. */
  error: ErrorCode;
  partitions: PartitionMetadata[];
}

export interface ClientMetadata {
  /** `bootstrap.servers`. */
  readonly bootstrap: readonly NodeId[];
  /** Topics that updates ask for; null: all of them. */
  wanted: string[] | null;
  /** Or topics by their ids: of a subscription by a pattern, what has been assigned. Null: by name. */
  wantedIds: readonly string[] | null;
  topics: Map<string, TopicMetadata>;
  topicNames: Map<string, string>;
  /** Every broker of the last response; empty before the first one, and after a rebootstrap. */
  brokers: { readonly nodeId: number; readonly rack: string | null }[];
  /** Why an update was asked for; null: none was. */
  updateRequested: string | null;
  /** Whether a request is under way. */
  updating: boolean;
  /** Counts what asks for topics that a request under way may not hold. */
  requestVersion: number;
  /** When the last answer or failure came; -1: none has. */
  lastRefreshUs: Micros;
  /** When the last answer came; -1: none has. */
  lastSuccessfulRefreshUs: Micros;
  /** Failures since the last answer. */
  attempts: number;
  /** When the first request since the last answer was due; -1: none is. */
  attemptingSinceUs: Micros;
  /** Answers in a row that told nothing new: updates back off when they don't help. */
  equivalentResponseCount: number;
  /** How long after the last refresh the next one has to wait, for either reason. */
  attemptBackoffUs: Micros;
  equivalentBackoffUs: Micros;
  /** When to look again whether an update is due: the timer `metadata`. */
  dueUs: Micros;
}

/** A node of whatever kind that keeps such metadata. */
export interface MetadataClient extends NodeBase {
  metadata: ClientMetadata;
  readonly configs: {
    readonly 'metadata.max.age.ms': number;
    readonly 'retry.backoff.ms': number;
    readonly 'retry.backoff.max.ms': number;
    readonly 'request.timeout.ms': number;
    /** Only a producer has it. */
    readonly 'max.in.flight.requests.per.connection'?: number;
  };
}

/** NetworkClient's limit of requests in flight for clients without a config for it. */
const DEFAULT_MAX_IN_FLIGHT = 100;

export function createClientMetadata(
  bootstrap: readonly NodeId[],
  topics: readonly string[] | null,
  topicIds: readonly string[] | null = null,
): ClientMetadata {
  return {
    bootstrap,
    wanted: topics && [...topics],
    wantedIds: topicIds,
    topics: new Map(),
    topicNames: new Map(),
    brokers: [],
    updateRequested: 'start',
    updating: false,
    requestVersion: 0,
    lastRefreshUs: -1,
    lastSuccessfulRefreshUs: -1,
    attempts: 0,
    attemptingSinceUs: -1,
    equivalentResponseCount: 0,
    attemptBackoffUs: 0,
    equivalentBackoffUs: 0,
    dueUs: NEVER,
  };
}

/**
 * Asks for an update, sent as soon as the backoff allows. `progress` is true where something new is wanted, so
 * that answers without news don't slow it down; false where an operation failed and is to be retried.
 */
export function requestUpdate(ctx: Ctx, node: MetadataClient, reason: string, progress = false): void {
  const { metadata } = node;
  metadata.updateRequested ??= reason;
  if (progress) forgetEquivalentResponses(metadata);
  maybeUpdateMetadata(ctx, node);
}

/** Asks for other topics from now on. New ones are asked for at once, whatever the backoff. */
export function setTopics(ctx: Ctx, node: MetadataClient, topics: readonly string[] | null): void {
  const { metadata } = node;
  const before = metadata.wanted;
  metadata.wanted = topics && [...topics];
  const hasNew = topics
    ? topics.some((topic) => before !== null && !before.includes(topic))
    : before !== null;
  if (!hasNew) return;
  metadata.requestVersion++;
  metadata.attemptBackoffUs = 0;
  requestUpdate(ctx, node, 'new-topics', true);
}

/** Asks for these topics by id from now on, at once if there are new ones. */
export function setTopicIds(ctx: Ctx, node: MetadataClient, topicIds: readonly string[]): void {
  const { metadata } = node;
  const hasNew = topicIds.some((id) => !metadata.wantedIds?.includes(id));
  metadata.wantedIds = topicIds;
  if (!hasNew) return;
  metadata.requestVersion++;
  metadata.attemptBackoffUs = 0;
  requestUpdate(ctx, node, 'new-topics', true);
}

/** Asks for one more topic; nothing happens if it is asked for already. */
export function addTopic(ctx: Ctx, node: MetadataClient, topic: string): void {
  const { wanted } = node.metadata;
  if (wanted && !wanted.includes(topic)) setTopics(ctx, node, [...wanted, topic]);
}

/** When the next update may and should be sent (Metadata.timeToNextUpdate). */
function nextUpdateUs(metadata: ClientMetadata, maxAgeMs: number): Micros {
  const expiresUs = isUpdateRequested(metadata)
    ? 0
    : metadata.lastSuccessfulRefreshUs + maxAgeMs * MICROS_PER_MS;
  if (metadata.lastRefreshUs < 0) return expiresUs;
  const allowedUs =
    metadata.lastRefreshUs + Math.max(metadata.attemptBackoffUs, metadata.equivalentBackoffUs);
  return Math.max(expiresUs, allowedUs);
}

function isUpdateRequested(metadata: ClientMetadata): boolean {
  return metadata.updateRequested !== null || metadata.lastSuccessfulRefreshUs < 0;
}

/** Sends a Metadata request if one is due and a node can take it; else sets the timer to look again. */
export function maybeUpdateMetadata(ctx: Ctx, node: MetadataClient): void {
  const { metadata } = node;
  if (metadata.updating || node.process !== 'running') return;
  const dueUs = nextUpdateUs(metadata, node.configs['metadata.max.age.ms']);
  if (dueUs > ctx.nowUs) {
    lookAgainAt(ctx, node, dueUs);
    return;
  }
  if (metadata.attemptingSinceUs < 0) metadata.attemptingSinceUs = ctx.nowUs;
  maybeRebootstrap(ctx, node);
  const target = leastLoadedNode(ctx, node);
  if (target === null) {
    // Every node backs off, or has as much in flight as allowed; then the next answer has to call this again.
    const readyUs = firstReadyUs(node, candidates(metadata));
    if (readyUs > ctx.nowUs) lookAgainAt(ctx, node, readyUs);
    return;
  }
  sendMetadataRequest(ctx, node, target);
}

function lookAgainAt(ctx: Ctx, node: MetadataClient, dueUs: Micros): void {
  if (node.metadata.dueUs === dueUs) return;
  node.metadata.dueUs = dueUs;
  if (dueUs < NEVER) setTimer(ctx, node, 'metadata', '', dueUs);
}

function sendMetadataRequest(ctx: Ctx, node: MetadataClient, target: NodeId): void {
  const { metadata } = node;
  metadata.updating = true;
  metadata.dueUs = NEVER;
  sendRequest(
    ctx,
    node,
    target,
    'Metadata',
    {
      topics:
        metadata.wantedIds?.map((topicId) => ({ topicId, name: null })) ??
        metadata.wanted?.map((name) => ({ topicId: ZERO_UUID, name })) ??
        null,
      allowAutoTopicCreation: true,
    },
    {
      channel: 'data',
      timeoutMs: node.configs['request.timeout.ms'],
      context: {
        kind: 'metadata',
        requestVersion: metadata.requestVersion,
      } satisfies MetadataRequestContext,
    },
  );
}

export interface MetadataRequestContext {
  readonly kind: 'metadata';
  readonly requestVersion: number;
}

/** Brokers that the client knows of, or where it began when it knows of none. */
function candidates(metadata: ClientMetadata): readonly NodeId[] {
  return metadata.brokers.length > 0
    ? metadata.brokers.map(({ nodeId }) => brokerNode(nodeId))
    : metadata.bootstrap;
}

/** A node for requests that any broker answers; null when none can take one now. */
export function leastLoadedNode(ctx: Ctx, node: MetadataClient): NodeId | null {
  const maxInFlight = node.configs['max.in.flight.requests.per.connection'] ?? DEFAULT_MAX_IN_FLIGHT;
  return leastLoadedOf(ctx, node, candidates(node.metadata), maxInFlight);
}

/** When one of the known nodes may be tried again, if all of them back off. */
export function anyNodeReadyUs(node: MetadataClient): Micros {
  return firstReadyUs(node, candidates(node.metadata));
}

/**
 * With no known broker left to ask, or none that answers, begins again where it began
 * (`metadata.recovery.strategy=rebootstrap`, KIP-899, KIP-1102). Kafka forgets the topics with the brokers;
 * here the partitions' last known leaders stay.
 */
function maybeRebootstrap(ctx: Ctx, node: MetadataClient): void {
  if (!needsRebootstrap(ctx, node)) return;
  node.metadata.brokers = [];
  node.metadata.attemptingSinceUs = ctx.nowUs;
}

/** `metadata.recovery.rebootstrap.trigger.ms` at its default. */
const REBOOTSTRAP_TRIGGER_MS = 300_000;

function needsRebootstrap(ctx: Ctx, node: MetadataClient): boolean {
  const { brokers, attemptingSinceUs } = node.metadata;
  if (brokers.length === 0) return false;
  return (
    ctx.nowUs - attemptingSinceUs >= REBOOTSTRAP_TRIGGER_MS * MICROS_PER_MS ||
    allBackOff(node, candidates(node.metadata), ctx.nowUs)
  );
}

/** Takes an answer in; returns the names of the topics of which it told something new. */
export function onMetadataResponse(
  ctx: Ctx,
  node: MetadataClient,
  request: InFlightRequest,
  response: Response<'Metadata'>,
): string[] {
  const { metadata } = node;
  metadata.updating = false;
  if (response.body.brokers.length === 0) {
    // A broker that has just begun knows nobody yet.
    failedUpdate(ctx, node);
    return [];
  }
  const reason = metadata.updateRequested ?? 'metadata.max.age.ms';
  const { requestVersion } = request.context as MetadataRequestContext;
  metadata.updateRequested = requestVersion < metadata.requestVersion ? 'new-topics' : null;
  metadata.brokers = response.body.brokers.map(({ nodeId, rack }) => ({ nodeId, rack }));
  metadata.equivalentResponseCount++;
  const merged = mergeTopics(metadata, response.body.topics);
  if (merged.invalid) metadata.updateRequested ??= 'invalid-metadata';
  afterRefresh(ctx, node, true);
  note(ctx, { code: 'metadata-refreshed', client: node.id, reason });
  maybeUpdateMetadata(ctx, node);
  return merged.changed;
}

/**
 * A request of any kind failed without an answer: what the client knows may be outdated, so it asks
 * (NetworkClient.handleServerDisconnect). To be called for each request that failed.
 */
export function onMetadataDisconnect(ctx: Ctx, node: MetadataClient, request: InFlightRequest): void {
  const { metadata } = node;
  if (request.api === 'Metadata') {
    metadata.updating = false;
    afterRefresh(ctx, node, false);
  }
  requestUpdate(ctx, node, 'disconnected');
}

function failedUpdate(ctx: Ctx, node: MetadataClient): void {
  afterRefresh(ctx, node, false);
  maybeUpdateMetadata(ctx, node);
}

/** Draws how long the next update has to wait (Metadata.timeToAllowUpdate). */
function afterRefresh(ctx: Ctx, node: MetadataClient, successful: boolean): void {
  const { metadata } = node;
  metadata.lastRefreshUs = ctx.nowUs;
  if (successful) {
    metadata.lastSuccessfulRefreshUs = ctx.nowUs;
    metadata.attempts = 0;
    metadata.attemptingSinceUs = -1;
  } else {
    metadata.attempts++;
    forgetEquivalentResponses(metadata);
  }
  metadata.attemptBackoffUs = backoffUs(ctx, node, Math.max(metadata.attempts - 1, 0));
  const count = metadata.equivalentResponseCount;
  metadata.equivalentBackoffUs = count > 1 ? backoffUs(ctx, node, count - 1) : 0;
}

function backoffUs(ctx: Ctx, node: MetadataClient, attempts: number): Micros {
  const { configs } = node;
  return exponentialBackoffUs(
    ctx,
    node,
    attempts,
    configs['retry.backoff.ms'],
    configs['retry.backoff.max.ms'],
  );
}

function forgetEquivalentResponses(metadata: ClientMetadata): void {
  metadata.equivalentResponseCount = 0;
  metadata.equivalentBackoffUs = 0;
}

/** Takes in the current leader that an error response named (KIP-951); false when it is no news. */
export function updateLeader(
  metadata: ClientMetadata,
  topic: string,
  partition: number,
  leaderId: number,
  leaderEpoch: number,
): boolean {
  const known = metadata.topics.get(topic)?.partitions[partition];
  if (!known || leaderId < 0 || leaderEpoch < 0 || leaderEpoch <= known.lastSeenLeaderEpoch) return false;
  known.leaderId = leaderId;
  known.leaderEpoch = leaderEpoch;
  known.lastSeenLeaderEpoch = leaderEpoch;
  if (metadata.brokers.length > 0 && !metadata.brokers.some(({ nodeId }) => nodeId === leaderId))
    metadata.brokers.push({ nodeId: leaderId, rack: null });
  return true;
}

/** Hears of a leader epoch by another way; a newer one makes the known leader outdated until an update comes. */
export function updateLastSeenEpochIfNewer(
  ctx: Ctx,
  node: MetadataClient,
  topic: string,
  partition: number,
  leaderEpoch: number,
): boolean {
  const known = node.metadata.topics.get(topic)?.partitions[partition];
  if (!known || leaderEpoch <= known.lastSeenLeaderEpoch) return false;
  known.lastSeenLeaderEpoch = leaderEpoch;
  requestUpdate(ctx, node, 'newer-leader-epoch');
  return true;
}

/** A partition's leader as far as known; undefined: unknown, or known to be outdated. */
export function currentLeader(
  metadata: ClientMetadata,
  topic: string,
  partition: number,
): { readonly leaderId: number; readonly leaderEpoch: number } | undefined {
  const known = metadata.topics.get(topic)?.partitions[partition];
  return known && known.leaderId >= 0 && known.leaderEpoch === known.lastSeenLeaderEpoch ? known : undefined;
}

/** How many partitions a topic has; 0: unknown. */
export function partitionCount(metadata: ClientMetadata, topic: string): number {
  return metadata.topics.get(topic)?.partitions.length ?? 0;
}

export const metadataTimers: { readonly metadata: Timer<MetadataClient> } = {
  metadata: {
    due: (node) => node.metadata.dueUs,
    fire(ctx, node) {
      node.metadata.dueUs = NEVER;
      maybeUpdateMetadata(ctx, node);
    },
  },
};
