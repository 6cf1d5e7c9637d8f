/**
 * Changes of ISRs on their way to the controller (Kafka's AlterPartitionManager): at most one request at a
 * time, holding all that wait, and tried again until it is answered.
 */
import {
  type BrokerEpoch,
  type LeaderEpoch,
  MICROS_PER_MS,
  type Micros,
  NEVER,
  type PartitionEpoch,
} from '../../kernel/brand.ts';
import type { AlterPartitionRequest } from '../../protocol/messages/56-alter-partition.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { type Ctx, setTimer } from '../ctx.ts';
import { isReady, readyAtUs, sendRequest } from '../network/network-client.ts';
import { CONTROLLER_NODE } from '../node.ts';

/** One partition's change, by the partition's state when it was asked for. */
export interface AlterPartitionItem {
  readonly topicPartition: string;
  readonly topicId: string;
  readonly partition: number;
  /** `PendingIsr.id` of the change. */
  readonly pendingId: number;
  readonly leaderEpoch: LeaderEpoch;
  readonly partitionEpoch: PartitionEpoch;
  readonly newIsrWithEpochs: readonly { readonly brokerId: number; readonly brokerEpoch: BrokerEpoch }[];
}

export interface AlterPartitionManager {
  /** By `topicId:partition`, one change a partition; those under way stay here until they are answered. */
  unsent: Map<string, AlterPartitionItem>;
  inFlight: boolean;
  /** When to try again after a failure; the `alter-partition` timer. */
  retryAtUs: Micros;
  nextPendingId: number;
}

/** Kept with the request: what was sent. */
export interface AlterPartitionContext {
  readonly items: readonly AlterPartitionItem[];
}

/** After an error of the whole request. */
const RETRY_BACKOFF_MS = 50;
/** controller.socket.timeout.ms */
const CONTROLLER_SOCKET_TIMEOUT_MS = 30_000;

export function createAlterPartitionManager(): AlterPartitionManager {
  return { unsent: new Map(), inFlight: false, retryAtUs: NEVER, nextPendingId: 1 };
}

/** False: an earlier change of this partition is still waiting, so this one is not attempted. */
export function submitAlterPartition(ctx: Ctx, broker: BrokerNode, item: AlterPartitionItem): boolean {
  const { unsent } = broker.replicaManager.alterPartition;
  if (unsent.has(item.topicPartition)) return false;
  unsent.set(item.topicPartition, item);
  maybePropagateIsrChanges(ctx, broker);
  return true;
}

/** Sends all that wait, unless a request is under way. */
export function maybePropagateIsrChanges(ctx: Ctx, broker: BrokerNode): void {
  const manager = broker.replicaManager.alterPartition;
  if (manager.inFlight || manager.unsent.size === 0) return;
  manager.retryAtUs = NEVER;
  if (!isReady(broker.client, CONTROLLER_NODE, 'alter-partition', ctx.nowUs)) {
    retryAt(ctx, broker, readyAtUs(broker.client, CONTROLLER_NODE, 'alter-partition'));
    return;
  }
  const items = [...manager.unsent.values()];
  manager.inFlight = true;
  sendRequest(ctx, broker, CONTROLLER_NODE, 'AlterPartition', requestOf(broker, items), {
    channel: 'alter-partition',
    timeoutMs: CONTROLLER_SOCKET_TIMEOUT_MS,
    context: { items } satisfies AlterPartitionContext,
  });
}

/** The request failed as a whole: what it held still waits. */
export function retryAlterPartition(ctx: Ctx, broker: BrokerNode): void {
  broker.replicaManager.alterPartition.inFlight = false;
  retryAt(ctx, broker, ctx.nowUs + RETRY_BACKOFF_MS * MICROS_PER_MS);
}

function retryAt(ctx: Ctx, broker: BrokerNode, dueUs: Micros): void {
  broker.replicaManager.alterPartition.retryAtUs = dueUs;
  setTimer(ctx, broker, 'alter-partition', '', dueUs);
}

function requestOf(broker: BrokerNode, items: readonly AlterPartitionItem[]): AlterPartitionRequest {
  const byTopic = new Map<string, AlterPartitionItem[]>();
  for (const item of items) {
    const ofTopic = byTopic.get(item.topicId);
    if (ofTopic) ofTopic.push(item);
    else byTopic.set(item.topicId, [item]);
  }
  return {
    brokerId: broker.brokerId,
    brokerEpoch: broker.lifecycle.brokerEpoch,
    topics: [...byTopic].map(([topicId, ofTopic]) => ({
      topicId,
      partitions: ofTopic.map((item) => ({
        partitionIndex: item.partition,
        leaderEpoch: item.leaderEpoch,
        newIsrWithEpochs: item.newIsrWithEpochs,
        // An unclean leader has recovered as soon as it leads: there is nothing that it could still find.
        leaderRecoveryState: 0,
        partitionEpoch: item.partitionEpoch,
      })),
    })),
  };
}
