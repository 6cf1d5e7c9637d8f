/** The whole state of a run's world: plain data, so it can be copied, compared and sent. */
import type { EpochMs, EventId, Micros } from '../kernel/brand.ts';
import { createEventQueue, type EventQueue } from './event-queue.ts';
import { createKeyTable, type KeyTable } from './key-table.ts';
import { createNetwork, type LinkSettings, type Network } from './network/network.ts';
import type { Node, NodeId } from './node.ts';

export interface Cluster {
  readonly seed: number;
  /** The wall clock at simulated time 0, milliseconds since 1970. */
  readonly epochMs: EpochMs;
  nowUs: Micros;
  queue: EventQueue;
  nextEvent: EventId;
  nextMessageId: number;
  network: Network;
  keys: KeyTable;
  nodes: Map<NodeId, Node>;
}

/** An empty world; nodes are added by inputs, see `input.ts`. */
export function createCluster(seed: number, epochMs: EpochMs, link?: LinkSettings): Cluster {
  return {
    seed,
    epochMs,
    nowUs: 0,
    queue: createEventQueue(),
    nextEvent: 1,
    nextMessageId: 1,
    network: createNetwork(link),
    keys: createKeyTable(),
    nodes: new Map(),
  };
}
