/**
 * A broker: what it keeps on disk, what it holds in memory, and which handler answers which API.
 * Requests of one connection are handled one at a time and in order, as Kafka does by muting a channel until
 * the answer is on its way: with acks=all, a producer's second request waits in the socket for the first.
 */
import type { EpochMs, Offset } from '../../kernel/brand.ts';
import type { BrokerConfig } from '../../protocol/config/broker-config.ts';
import type { Behaviour } from '../behaviour.ts';
import { createMetadataImage, type MetadataImage } from '../controller/metadata-image.ts';
import {
  createGroupCoordinator,
  type GroupCoordinator,
  groupCoordinatorTimers,
} from '../coordinator/group/group-coordinator.ts';
import type { Ctx } from '../ctx.ts';
import type { UnifiedLog } from '../log/unified-log.ts';
import type { AnyRequest, AnyResponse, Reset } from '../network/message.ts';
import { createNetworkClient, type InFlightRequest } from '../network/network-client.ts';
import { brokerNode, type NodeBase } from '../node.ts';
import {
  createReplicaManager,
  type ReplicaManager,
  replicaManagerTimers,
} from '../replica/replica-manager.ts';
import {
  onAlterPartitionDisconnect,
  onAlterPartitionResponse,
  onReplicaFetchDisconnect,
  onReplicaFetchResponse,
  onReplicaListOffsetsResponse,
} from '../replica/replica-responses.ts';
import { shareGroups, shareGroupTimers } from '../share/share-groups.ts';
import type { ShareNode } from '../share/share-node.ts';
import type { TransactionNode } from '../transaction/transaction-node.ts';
import { transactions, transactionTimers } from '../transaction/transactions.ts';
import { type Action, drainActions } from './action-queue.ts';
import { apiHandlers } from './apis/index.ts';
import {
  type BrokerLifecycle,
  brokerLifecycleTimers,
  createBrokerLifecycle,
  isAcceptingRequests,
  onLifecycleDisconnect,
  onLifecycleResponse,
} from './broker-lifecycle-manager.ts';
import { createFetchSessionCache, type FetchSessionCache } from './fetch-session-cache.ts';
import {
  createForwardingManager,
  type ForwardingManager,
  forwardingManagerTimers,
  onForwardDisconnect,
  onForwardResponse,
} from './forwarding-manager.ts';
import {
  createMetadataFetcher,
  type MetadataFetcher,
  metadataFetcherTimers,
  onMetadataFetchDisconnect,
  onMetadataFetchResponse,
} from './metadata-fetcher.ts';
import {
  createProducerIdManager,
  onProducerIdsDisconnect,
  onProducerIdsResponse,
  type ProducerIdManager,
} from './producer-id-manager.ts';

import { closeConnection } from './request-channel.ts';

/** What outlives the process. */
export interface BrokerDisk {
  /** By `topicId:partition`. */
  logs: Map<string, UnifiedLog>;
  /** High watermarks as last written down, by `topicId:partition`; a restart begins with them. */
  highWatermarkCheckpoint: Map<string, Offset>;
  /** The broker epoch of a clean shutdown, -1 otherwise (KIP-966). */
  cleanShutdownEpoch: number;
  /** The metadata log as replayed so far; the next fetch asks from `metadataOffset`. */
  image: MetadataImage;
  metadataOffset: Offset;
}

/** A client's connection as the broker sees it. */
interface ClientConnection {
  /** The client's life: a restarted client counts its connections from 0 again. */
  incarnation: number;
  number: number;
  busy: boolean;
  waiting: AnyRequest[];
}

export interface BrokerNode extends NodeBase {
  readonly kind: 'broker';
  readonly brokerId: number;
  /** Static configs, as in server.properties. */
  configs: BrokerConfig;
  disk: BrokerDisk;
  /** By `client#channel`. */
  connections: Map<string, ClientConnection>;
  /** What a handler left to be looked at once it is through, see action-queue.ts. */
  actions: Action[];
  lifecycle: BrokerLifecycle;
  metadataFetcher: MetadataFetcher;
  forwardingManager: ForwardingManager;
  fetchSessions: FetchSessionCache;
  replicaManager: ReplicaManager;
  groupCoordinator: GroupCoordinator;
  producerIdManager: ProducerIdManager;
  /** Null: nobody has asked for share groups here. */
  share: ShareNode | null;
  /** Null: nobody has had to do with transactions here. */
  transactions: TransactionNode | null;
  /** When the process began, for the picture. */
  startedAtMs: EpochMs;
}

export function createBroker(brokerId: number, configs: BrokerConfig): BrokerNode {
  return {
    kind: 'broker',
    id: brokerNode(brokerId),
    brokerId,
    process: 'stopped',
    incarnation: 0,
    client: createNetworkClient(),
    held: [],
    draws: 0,
    configs,
    disk: {
      logs: new Map(),
      highWatermarkCheckpoint: new Map(),
      cleanShutdownEpoch: -1,
      image: createMetadataImage(),
      metadataOffset: 0,
    },
    ...memoryOfNewProcess(),
    startedAtMs: 0,
  };
}

/** All that a broker forgets when its process ends. */
export function memoryOfNewProcess() {
  return {
    connections: new Map<string, ClientConnection>(),
    actions: [] as Action[],
    lifecycle: createBrokerLifecycle(),
    metadataFetcher: createMetadataFetcher(),
    forwardingManager: createForwardingManager(),
    fetchSessions: createFetchSessionCache(),
    replicaManager: createReplicaManager(),
    groupCoordinator: createGroupCoordinator(),
    producerIdManager: createProducerIdManager(),
    share: null as ShareNode | null,
    transactions: null as TransactionNode | null,
  };
}

function receive(ctx: Ctx, broker: BrokerNode, request: AnyRequest): void {
  if (!isAcceptingRequests(broker)) {
    closeConnection(ctx, broker, request);
    return;
  }
  const key = `${request.from}#${request.channel}`;
  let connection = broker.connections.get(key);
  if (!connection || isNewer(request, connection)) {
    connection = {
      incarnation: request.fromIncarnation,
      number: request.connection,
      busy: false,
      waiting: [],
    };
    broker.connections.set(key, connection);
  }
  if (request.fromIncarnation < connection.incarnation || request.connection < connection.number) return;
  if (connection.busy) {
    connection.waiting.push(request);
    return;
  }
  connection.busy = true;
  processNextRequest(ctx, broker, request);
}

function isNewer(request: AnyRequest, { incarnation, number }: ClientConnection): boolean {
  return (
    request.fromIncarnation > incarnation ||
    (request.fromIncarnation === incarnation && request.connection > number)
  );
}

/** Handles a request whose turn it is on its connection. */
export function processNextRequest(ctx: Ctx, broker: BrokerNode, request: AnyRequest): void {
  const handler = apiHandlers[request.api];
  if (!handler) throw new Error(`broker ${broker.brokerId} has no handler for ${request.api}`);
  handler(ctx, broker, request as never);
  drainActions(ctx, broker);
}

function onResponse(ctx: Ctx, broker: BrokerNode, request: InFlightRequest, response: AnyResponse): void {
  if (request.channel === 'share-coordinator') {
    shareGroups.rules().onPersisterResponse(ctx, broker, request, response);
    drainActions(ctx, broker);
    return;
  }
  switch (response.api) {
    case 'BrokerRegistration':
    case 'BrokerHeartbeat':
      onLifecycleResponse(ctx, broker, request, response);
      break;
    case 'Fetch':
      if (request.channel === 'metadata') onMetadataFetchResponse(ctx, broker, request, response);
      else onReplicaFetchResponse(ctx, broker, request, response);
      break;
    case 'ListOffsets':
      onReplicaListOffsetsResponse(ctx, broker, request, response);
      break;
    case 'AlterPartition':
      onAlterPartitionResponse(ctx, broker, request, response);
      break;
    case 'AllocateProducerIds':
      onProducerIdsResponse(ctx, broker, request, response);
      break;
    case 'Envelope':
    case 'CreateTopics':
      onForwardResponse(ctx, broker, request, response);
      break;
    case 'WriteTxnMarkers':
    case 'AddPartitionsToTxn':
      transactions.rules().onTransactionResponse(ctx, broker, request, response);
      break;
    default:
      throw new Error(`broker ${broker.brokerId} never asks ${response.api}`);
  }
  drainActions(ctx, broker);
}

function onDisconnect(
  ctx: Ctx,
  broker: BrokerNode,
  request: InFlightRequest,
  reason: 'reset' | 'timeout',
): void {
  if (request.channel === 'share-coordinator') {
    shareGroups.rules().onPersisterDisconnect(ctx, broker, request, reason);
    drainActions(ctx, broker);
    return;
  }
  switch (request.api) {
    case 'BrokerRegistration':
    case 'BrokerHeartbeat':
      onLifecycleDisconnect(ctx, broker);
      break;
    case 'Fetch':
      if (request.channel === 'metadata') onMetadataFetchDisconnect(ctx, broker);
      else onReplicaFetchDisconnect(ctx, broker, request, reason);
      break;
    case 'ListOffsets':
      onReplicaFetchDisconnect(ctx, broker, request, reason);
      break;
    case 'AlterPartition':
      onAlterPartitionDisconnect(ctx, broker, request, reason);
      break;
    case 'AllocateProducerIds':
      onProducerIdsDisconnect(ctx, broker, request, reason);
      break;
    case 'Envelope':
    case 'CreateTopics':
      onForwardDisconnect(ctx, broker);
      break;
    case 'WriteTxnMarkers':
    case 'AddPartitionsToTxn':
      transactions.rules().onTransactionDisconnect(ctx, broker, request, reason);
      break;
  }
  drainActions(ctx, broker);
}

function onConnectionLost(ctx: Ctx, broker: BrokerNode, reset: Reset): void {
  if (!broker.share) return;
  shareGroups.rules().onShareConnectionLost(ctx, broker, reset);
  drainActions(ctx, broker);
}

/** A timer's rule may leave actions too. */
function draining(timers: Behaviour<BrokerNode>['timers']): Behaviour<BrokerNode>['timers'] {
  return Object.fromEntries(
    Object.entries(timers).map(([name, timer]) => [
      name,
      {
        due: timer.due,
        fire(ctx: Ctx, broker: BrokerNode, key: string) {
          timer.fire(ctx, broker, key);
          drainActions(ctx, broker);
        },
      },
    ]),
  );
}

export const brokerBehaviour: Behaviour<BrokerNode> = {
  onRequest: receive,
  onResponse,
  onDisconnect,
  onConnectionLost,
  timers: draining({
    ...brokerLifecycleTimers,
    ...metadataFetcherTimers,
    ...forwardingManagerTimers,
    ...replicaManagerTimers,
    ...groupCoordinatorTimers,
    ...shareGroupTimers,
    ...transactionTimers,
  }),
};
