/**
 * How a broker keeps the state of share partitions with the share coordinator: it asks the leader of the partition of
 * `__share_group_state` that a share partition's key hashes to. Requests to one broker wait for the one before,
 * and then go together. After Kafka's DefaultStatePersister and PersisterStateManager.
 */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import { groupBy } from '../../kernel/group-by.ts';
import type { ErrorCode } from '../../protocol/errors.ts';
import type {
  InitializedPartition,
  OfTopic,
} from '../../protocol/messages/83-initialize-share-group-state.ts';
import type { WrittenPartition } from '../../protocol/messages/85-write-share-group-state.ts';
import type { RequestOf } from '../../protocol/messages/index.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { aliveBrokers } from '../broker/broker-endpoints.ts';
import { exponentialBackoffUs } from '../client/exponential-backoff.ts';
import { shareCoordinatorOf } from '../coordinator/share/share-state-topic.ts';
import { type Ctx, draw, setTimer } from '../ctx.ts';
import { sendRequest } from '../network/network-client.ts';
import { brokerNode, type NodeId } from '../node.ts';
import type {
  Persister,
  PersisterApi,
  PersisterCall,
  PersisterContext,
  PersisterPartitionResult,
  PersisterRequest,
} from './persister-state.ts';
import type { PersisterThen } from './persister-then.ts';
import { shareNodeOf } from './share-node.ts';
import { sharePartitionKey } from './share-partition.ts';

export const PERSISTER_CHANNEL = 'share-coordinator';
const REQUEST_TIMEOUT_MS = 30_000;
const REQUEST_BACKOFF_MS = 1000;
const REQUEST_BACKOFF_MAX_MS = 30_000;
const MAX_ATTEMPTS = 5;
/** FindCoordinatorRequest.CoordinatorType.SHARE */
const KEY_TYPE_SHARE = 2 as const;

export function initializeState(
  ctx: Ctx,
  broker: BrokerNode,
  { groupId, topics }: { groupId: string; topics: readonly OfTopic<InitializedPartition>[] },
  then: PersisterThen,
): void {
  persist(ctx, broker, 'InitializeShareGroupState', groupId, topics, then);
}

export function readState(
  ctx: Ctx,
  broker: BrokerNode,
  groupId: string,
  topic: OfTopic<{ readonly partition: number; readonly leaderEpoch: number }>,
  then: PersisterThen,
): void {
  persist(ctx, broker, 'ReadShareGroupState', groupId, [topic], then);
}

export function writeState(
  ctx: Ctx,
  broker: BrokerNode,
  groupId: string,
  topic: OfTopic<WrittenPartition>,
  then: PersisterThen,
): void {
  persist(ctx, broker, 'WriteShareGroupState', groupId, [topic], then);
}

export function deleteState(
  ctx: Ctx,
  broker: BrokerNode,
  { groupId, topics }: { groupId: string; topics: readonly OfTopic<number>[] },
  then: PersisterThen,
): void {
  const asked = topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: partitions.map((partition) => ({ partition })),
  }));
  persist(ctx, broker, 'DeleteShareGroupState', groupId, asked, then);
}

export function readSummary(
  ctx: Ctx,
  broker: BrokerNode,
  groupId: string,
  topics: readonly OfTopic<number>[],
  then: PersisterThen,
): void {
  const asked = topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: partitions.map((partition) => ({ partition, leaderEpoch: -1 })),
  }));
  persist(ctx, broker, 'ReadShareGroupStateSummary', groupId, asked, then);
}

/** There is at least one partition. */
function persist(
  ctx: Ctx,
  broker: BrokerNode,
  api: PersisterApi,
  groupId: string,
  topics: readonly OfTopic<{ readonly partition: number }>[],
  then: PersisterThen,
): void {
  const results = topics.map(({ topicId }) => ({ topicId, partitions: [] }));
  const requests = topics.flatMap(({ topicId, partitions }) =>
    partitions.map((asked) => ({ topicId, asked })),
  );
  const call: PersisterCall = { api, groupId, results, remaining: requests.length, then };
  const fresh = { call, failures: 0, lookupFailures: 0, retryAtUs: NEVER };
  enqueue(
    ctx,
    broker,
    requests.map((request) => ({ ...fresh, ...request })),
  );
}

function keyOf({ call, topicId, asked }: PersisterRequest): string {
  return sharePartitionKey(call.groupId, topicId, asked.partition);
}

/** To their coordinators, as far as this broker knows them; for the others it asks. */
function enqueue(ctx: Ctx, broker: BrokerNode, requests: readonly PersisterRequest[]): void {
  const lanes = new Set<string>();
  for (const request of requests) {
    const coordinator = shareCoordinatorOf(broker.disk.image, keyOf(request));
    if (coordinator === null) findCoordinator(ctx, broker, request);
    else lanes.add(queueFor(broker, brokerNode(coordinator), request));
  }
  for (const lane of lanes) sendUnsent(ctx, broker, lane);
}

/** Requests of one API to one broker, one after the other. */
function laneOf(node: NodeId, api: PersisterApi): string {
  return `${node}#${api}`;
}

export function queueFor(broker: BrokerNode, node: NodeId, request: PersisterRequest): string {
  const { unsent } = shareNodeOf(broker).persister;
  const lane = laneOf(node, request.call.api);
  const waiting = unsent.get(lane);
  if (waiting) waiting.push(request);
  else unsent.set(lane, [request]);
  return lane;
}

/** All that waits, in one request a group, unless an earlier one is under way. */
export function sendUnsent(ctx: Ctx, broker: BrokerNode, lane: string): void {
  const { unsent, inFlight } = shareNodeOf(broker).persister;
  const waiting = unsent.get(lane);
  if (!waiting || inFlight.has(lane)) return;
  unsent.delete(lane);
  const byGroup = groupBy(waiting, ({ call }) => call.groupId);
  inFlight.add(lane);
  const node = lane.slice(0, lane.indexOf('#'));
  for (const [groupId, requests] of byGroup) {
    const { api } = requests[0]!.call;
    sendRequest(ctx, broker, node, api, bodyOf(groupId, requests), {
      channel: PERSISTER_CHANNEL,
      timeoutMs: REQUEST_TIMEOUT_MS,
      context: { lane, requests } satisfies PersisterContext,
    });
  }
}

function bodyOf(groupId: string, requests: readonly PersisterRequest[]): RequestOf<PersisterApi> {
  const byTopic = groupBy(requests, ({ topicId }) => topicId);
  const topics = [...byTopic].map(([topicId, ofTopic]) => ({
    topicId,
    partitions: ofTopic.map(({ asked }) => asked),
  }));
  return { groupId, topics } as RequestOf<PersisterApi>;
}

/** Any broker tells; the first who is asked has the topic created. */
function findCoordinator(ctx: Ctx, broker: BrokerNode, request: PersisterRequest): void {
  const brokers = aliveBrokers(broker.disk.image);
  const anyBroker = brokers[draw(ctx, broker, brokers.length)]?.brokerId ?? broker.brokerId;
  const body = { keyType: KEY_TYPE_SHARE, coordinatorKeys: [keyOf(request)] };
  sendRequest(ctx, broker, brokerNode(anyBroker), 'FindCoordinator', body, {
    channel: PERSISTER_CHANNEL,
    timeoutMs: REQUEST_TIMEOUT_MS,
    context: { lane: '', requests: [request] } satisfies PersisterContext,
  });
}

/** Another try after a while; false: there were enough of them. */
export function retryLater(
  ctx: Ctx,
  broker: BrokerNode,
  request: PersisterRequest,
  failures: number,
): boolean {
  if (failures >= MAX_ATTEMPTS) return false;
  const { persister } = shareNodeOf(broker);
  request.retryAtUs =
    ctx.nowUs + exponentialBackoffUs(ctx, broker, failures, REQUEST_BACKOFF_MS, REQUEST_BACKOFF_MAX_MS);
  persister.retries.push(request);
  if (request.retryAtUs < persister.retryTimerUs) armRetries(ctx, broker, persister, request.retryAtUs);
  return true;
}

function armRetries(ctx: Ctx, broker: BrokerNode, persister: Persister, dueUs: Micros): void {
  persister.retryTimerUs = dueUs;
  if (dueUs !== NEVER) setTimer(ctx, broker, 'share-persister', '', dueUs);
}

export function retryDue(ctx: Ctx, broker: BrokerNode): void {
  const { persister } = shareNodeOf(broker);
  const due = persister.retries.filter(({ retryAtUs }) => retryAtUs <= ctx.nowUs);
  persister.retries = persister.retries.filter(({ retryAtUs }) => retryAtUs > ctx.nowUs);
  armRetries(ctx, broker, persister, Math.min(NEVER, ...persister.retries.map(({ retryAtUs }) => retryAtUs)));
  enqueue(ctx, broker, due);
}

/** Nothing came of it. */
export function failedResult(
  { asked }: PersisterRequest,
  errorCode: ErrorCode,
  errorMessage: string | null,
): PersisterPartitionResult {
  return { partition: asked.partition, errorCode, errorMessage };
}
