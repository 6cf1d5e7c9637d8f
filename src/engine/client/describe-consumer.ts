/** What can be seen of a consumer from outside: for the picture, the inspector and the described state. */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import type { ApiName } from '../../protocol/messages/index.ts';
import type { ConsumerNode } from './consumer.ts';
import { type ConsumerMemberState, usesConsumerProtocol } from './consumer-membership.ts';
import { bufferedRecords } from './fetch-buffer.ts';
import { hasAutoAssignedPartitions } from './subscription-state.ts';

/**
 * stable: in its group, or reading what was assigned by hand. rejoining: heard of a rebalance, and will rejoin
 * at its next poll(). closing: about to leave, still committing or done with its last records first.
 */
export type ConsumerStateName =
  | 'stopped'
  | 'failed'
  | 'closing'
  | 'leaving'
  | 'finding-coordinator'
  | 'unjoined'
  | 'joining'
  | 'syncing'
  | 'rejoining'
  | 'stable';

/** Why a consumer does nothing; null: it is busy. */
export type IdleReason = 'no-topic' | 'waiting-for-rebalance' | 'no-partition' | 'no-data';

export interface ConsumerDescription {
  readonly state: ConsumerStateName;
  readonly memberId: string;
  /** -1: none. */
  readonly generation: number;
  readonly isLeader: boolean;
  /** The assignor in use, null before the first rebalance. */
  readonly assignor: string | null;
  /** Broker id of its coordinator, -1 unknown. */
  readonly coordinator: number;
  readonly partitions: readonly {
    readonly topic: string;
    readonly partition: number;
    /** -1: none yet. */
    readonly position: number;
    /** As the consumer knows it, -1: nothing committed. */
    readonly committed: number;
    /** As of its last fetch, -1 before. */
    readonly highWatermark: number;
    /** The broker it fetches from, -1 unknown: the leader, or a replica nearby that the leader named. */
    readonly readsFrom: number;
    /** Being given up: neither fetched nor handed over. */
    readonly pendingRevocation: boolean;
  }[];
  /** Records fetched and not handed over. */
  readonly buffered: number;
  /** Records of aborted transactions that it passed over. */
  readonly leftOut: number;
  /** APIs whose answers it waits for. */
  readonly waitsFor: readonly ApiName[];
  /** Times in microseconds; -1: never so far, or none due. */
  readonly heartbeat: {
    readonly lastSentUs: Micros;
    readonly nextDueUs: Micros;
    readonly sessionExpiresUs: Micros;
    /** -1: the coordinator's business (group.protocol=consumer). */
    readonly sessionTimeoutMs: number;
  };
  /** When it has to have polled again, -1 while it is inside poll(). */
  readonly pollDeadlineUs: Micros;
  /** Records in hand and when they will be done, -1 when there are none. */
  readonly processing: { readonly records: number; readonly busyUntilUs: Micros };
  readonly idle: IdleReason | null;
  /** The exception that ended the application's loop. */
  readonly failure: string | null;
}

export function describeConsumer(consumer: ConsumerNode): ConsumerDescription {
  const { membership, heartbeat, application, subscriptions, configs } = consumer;
  const beats = heartbeat.enabled && consumer.process !== 'stopped';
  const hasSession = !usesConsumerProtocol(consumer);
  return {
    state: stateOf(consumer),
    memberId: membership.generation.memberId,
    generation: membership.generation.generationId,
    isLeader: membership.isLeader,
    assignor: hasSession ? membership.generation.protocolName : configs['group.remote.assignor'],
    coordinator: consumer.coordinator.brokerId,
    partitions: Array.from(subscriptions.assignment.values(), (state) => ({
      topic: state.topic,
      partition: state.partition,
      position: state.position?.offset ?? -1,
      committed: state.committed,
      highWatermark: state.highWatermark,
      readsFrom: state.preferredReadReplica < 0 ? state.leaderId : state.preferredReadReplica,
      pendingRevocation: state.pendingRevocation,
    })),
    buffered: bufferedRecords(consumer.fetchBuffer),
    leftOut: consumer.fetchBuffer.leftOut,
    waitsFor: Array.from(consumer.client.inFlight.values(), ({ api }) => api),
    heartbeat: {
      lastSentUs: heartbeat.lastSentUs,
      nextDueUs: beats ? heartbeat.nextSendUs : -1,
      sessionExpiresUs: beats && hasSession ? heartbeat.sessionExpiresUs : -1,
      sessionTimeoutMs: hasSession ? configs['session.timeout.ms'] : -1,
    },
    pollDeadlineUs: application.phase === 'polling' || !beats ? -1 : heartbeat.pollExpiresUs,
    processing: {
      records: application.processingRecords,
      busyUntilUs: application.busyUntilUs === NEVER ? -1 : application.busyUntilUs,
    },
    idle: idleReason(consumer),
    failure: application.failure,
  };
}

function stateOf(consumer: ConsumerNode): ConsumerStateName {
  const { process, application, coordinator, membership, subscriptions } = consumer;
  if (process === 'stopped') return application.failure === null ? 'stopped' : 'failed';
  if (application.closing?.step === 'leave') return 'leaving';
  if (application.closing || application.closeRequested) return 'closing';
  if (!hasAutoAssignedPartitions(subscriptions)) return 'stable';
  if (coordinator.brokerId < 0) return 'finding-coordinator';
  if (usesConsumerProtocol(consumer)) return CONSUMER_STATES[consumer.consumerMembership.state];
  switch (membership.state) {
    case 'UNJOINED':
      return 'unjoined';
    case 'PREPARING_REBALANCE':
      return 'joining';
    case 'COMPLETING_REBALANCE':
      return 'syncing';
    case 'STABLE':
      return membership.rejoinNeeded ? 'rejoining' : 'stable';
  }
}

const CONSUMER_STATES: Readonly<Record<ConsumerMemberState, ConsumerStateName>> = {
  UNSUBSCRIBED: 'unjoined',
  JOINING: 'joining',
  RECONCILING: 'syncing',
  ACKNOWLEDGING: 'stable',
  STABLE: 'stable',
  FENCED: 'rejoining',
  LEAVING: 'leaving',
  FATAL: 'unjoined',
  STALE: 'rejoining',
};

/** Has what it was given, and knows of nothing else. */
function isSettled(consumer: ConsumerNode): boolean {
  const { membership, consumerMembership } = consumer;
  return usesConsumerProtocol(consumer)
    ? consumerMembership.state === 'STABLE'
    : membership.state === 'STABLE' && !membership.rejoinNeeded;
}

function idleReason(consumer: ConsumerNode): IdleReason | null {
  const { application, metadata, subscriptions, fetchBuffer } = consumer;
  if (consumer.process === 'stopped' || application.phase !== 'polling') return null;
  const isByName = subscriptions.pattern === null;
  if (isByName && metadata.lastSuccessfulRefreshUs >= 0 && !subscriptions.topics.some(isKnownTopic))
    return 'no-topic';
  if (subscriptions.assignment.size === 0)
    return isSettled(consumer) ? 'no-partition' : 'waiting-for-rebalance';
  return bufferedRecords(fetchBuffer) === 0 ? 'no-data' : null;

  function isKnownTopic(topic: string): boolean {
    return (metadata.topics.get(topic)?.partitions.length ?? 0) > 0;
  }
}
