/**
 * A consumer: Kafka's Java client (KafkaConsumer) and the application that
 * polls it. It joins a group and is given partitions, or reads partitions assigned by hand.
 */
import type { Micros } from '../../kernel/brand.ts';
import type { ConsumerConfig } from '../../protocol/config/consumer-config.ts';
import type { Behaviour, Timer } from '../behaviour.ts';
import type { Ctx } from '../ctx.ts';
import { createNetworkClient } from '../network/network-client.ts';
import type { NodeBase, NodeId } from '../node.ts';
import { shareGroups } from '../share/share-groups.ts';
import { transactions } from '../transaction/transactions.ts';
import { type Application, applicationTimers, createApplication } from './application.ts';
import type { AutoCommit } from './auto-commit.ts';
import { resetAutoCommitTimer } from './auto-commit.ts';
import { type ClientMetadata, createClientMetadata, metadataTimers } from './client-metadata.ts';
import { type CommittedOffsets, createCommittedOffsets } from './committed-offsets.ts';
import { type Completion, serve } from './consumer-completions.ts';
import { type ConsumerMembership, createConsumerMembership } from './consumer-membership.ts';
import { type CoordinatorLookup, createCoordinatorLookup } from './coordinator-lookup.ts';
import { createFetchBuffer, type FetchBuffer } from './fetch-buffer.ts';
import type { ConsumerFetchSession } from './fetcher.ts';
import type { Forwarding, Forwards } from './forwarding/forwarding.ts';
import { createGroupMembership, type GroupMembership } from './group-membership.ts';
import { createHeartbeat, type Heartbeat, heartbeatTimer } from './heartbeat.ts';
import type { RecordHandling, ShareConsumer } from './share/share-consumer.ts';
import {
  assignByHand,
  type SubscriptionState,
  subscribeTo,
  subscribeToPattern,
} from './subscription-state.ts';
import type { TopicPartition } from './topic-partition.ts';

export { setProcessing } from './records-processing.ts';

/** What its program says: topics of which the group gives it a part, a pattern for their names, or partitions. */
export type ConsumerReads =
  | { readonly topics: readonly string[] }
  | { readonly pattern: string }
  | { readonly partitions: readonly TopicPartition[] };

export interface ConsumerNode extends NodeBase {
  readonly kind: 'consumer';
  configs: ConsumerConfig;
  /** `group.id`; null: no group, so no commits. */
  readonly groupId: string | null;
  /** `bootstrap.servers`. */
  readonly bootstrap: readonly NodeId[];
  readonly reads: ConsumerReads;
  /** Time that the application needs for each record. */
  processing: { perRecordUs: Micros };
  /** auto: by `enable.auto.commit`; after-processing: commitSync() once the records of a poll are done. */
  readonly commit: 'auto' | 'after-processing' | 'never';

  // From here on what the process forgets when it ends.
  metadata: ClientMetadata;
  subscriptions: SubscriptionState;
  coordinator: CoordinatorLookup;
  membership: GroupMembership;
  /** With group.protocol=consumer; `membership` then only holds member id and epoch. */
  consumerMembership: ConsumerMembership;
  heartbeat: Heartbeat;
  autoCommit: AutoCommit;
  committedOffsets: CommittedOffsets;
  fetchBuffer: FetchBuffer;
  /** By broker id. */
  fetchSessions: Map<number, ConsumerFetchSession>;
  application: Application;
  /** What only a share consumer has; null: it is none. */
  share: ShareConsumer | null;
  /** What only a consumer has whose application sends on what it reads; null: it does not. */
  forwarding: Forwarding | null;
  /** Answers and failures that nobody has looked at yet, in the order in which they came. */
  completions: Completion[];
}

export interface ConsumerOptions {
  readonly id: NodeId;
  readonly configs: ConsumerConfig;
  readonly groupId: string | null;
  readonly bootstrap: readonly NodeId[];
  readonly reads: ConsumerReads;
  readonly perRecordUs?: Micros;
  readonly commit?: ConsumerNode['commit'];
  /** Makes it a share consumer. */
  readonly sharing?: RecordHandling | null;
  /** Has its application send on what it reads, by a producer that is there already. */
  readonly forwards?: Forwards | null;
}

export function createConsumer(options: ConsumerOptions): ConsumerNode {
  const {
    id,
    configs,
    groupId,
    bootstrap,
    reads,
    perRecordUs = 0,
    commit = 'auto',
    sharing = null,
    forwards = null,
  } = options;
  return {
    kind: 'consumer',
    id,
    process: 'stopped',
    incarnation: 0,
    held: [],
    draws: 0,
    configs,
    groupId,
    bootstrap,
    reads,
    processing: { perRecordUs },
    commit,
    ...memoryOfNewProcess(configs, bootstrap, reads, sharing, forwards),
  };
}

/** All that a consumer forgets when its process ends: its member id, its positions, what it had fetched. */
function memoryOfNewProcess(
  configs: ConsumerConfig,
  bootstrap: readonly NodeId[],
  reads: ConsumerReads,
  sharing: RecordHandling | null,
  forwards: Forwards | null,
) {
  const subscriptions = subscriptionsOf(reads);
  return {
    client: createNetworkClient(configs['reconnect.backoff.ms'], configs['reconnect.backoff.max.ms']),
    metadata: createClientMetadata(
      bootstrap,
      subscriptions.topics,
      subscriptions.pattern === null ? null : [],
    ),
    subscriptions,
    coordinator: createCoordinatorLookup(),
    membership: createGroupMembership(),
    consumerMembership: createConsumerMembership(),
    heartbeat: createHeartbeat(),
    autoCommit: { nextUs: 0 },
    committedOffsets: createCommittedOffsets(),
    fetchBuffer: createFetchBuffer(),
    fetchSessions: new Map<number, ConsumerFetchSession>(),
    application: createApplication(forwards ? 'processing' : 'polling'),
    share: sharing && shareGroups.rules().createShareConsumer(sharing),
    forwarding: forwards && transactions.rules().createForwarding(forwards),
    completions: [] as Completion[],
  };
}

function subscriptionsOf(reads: ConsumerReads): SubscriptionState {
  if ('topics' in reads) return subscribeTo(reads.topics);
  return 'pattern' in reads ? subscribeToPattern(reads.pattern) : assignByHand(reads.partitions);
}

/**
 * Begins the work of a process that runs since just now (`beginProcess`) and knows nothing: it joins as a new
 * member. Configs may have been changed before.
 */
export function startConsumer(ctx: Ctx, consumer: ConsumerNode): void {
  const { nextCorrelationId, connections } = consumer.client;
  const { configs, bootstrap, reads, share, forwarding } = consumer;
  Object.assign(consumer, memoryOfNewProcess(configs, bootstrap, reads, share?.handling ?? null, forwarding));
  consumer.client.nextCorrelationId = nextCorrelationId;
  consumer.client.connections = connections;
  resetAutoCommitTimer(ctx, consumer);
  serve(ctx, consumer);
}

/**
 * Has the application close its consumer: at once while it waits in poll(), else when it is done with the
 * records in hand, since the close commits them as read. The process ends when the close is through.
 */
export function closeConsumer(ctx: Ctx, consumer: ConsumerNode): void {
  consumer.application.closeRequested = true;
  serve(ctx, consumer);
}

function serving<Node extends ConsumerNode>(timer: Timer<Node>): Timer<ConsumerNode> {
  return {
    due: timer.due as Timer<ConsumerNode>['due'],
    fire(ctx, consumer, key) {
      timer.fire(ctx, consumer as Node, key);
      serve(ctx, consumer);
    },
  };
}

export const consumerBehaviour: Behaviour<ConsumerNode> = {
  onRequest(_ctx, consumer, request) {
    throw new Error(`consumer ${consumer.id} serves no requests, yet got ${request.api}`);
  },
  onResponse(ctx, consumer, request, response) {
    consumer.completions.push({ request, response, failure: null });
    serve(ctx, consumer);
  },
  onDisconnect(ctx, consumer, request, failure) {
    consumer.completions.push({ request, response: null, failure });
    serve(ctx, consumer);
  },
  timers: {
    ...metadataTimers,
    heartbeat: serving(heartbeatTimer),
    processing: serving(applicationTimers.processing),
    'wake-up': serving(applicationTimers['wake-up']),
  },
};
