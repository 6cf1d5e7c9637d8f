/**
 * Nodes are the processes of the simulated world: one controller, brokers, and clients. Each has its own
 * state and learns of another's only by messages.
 */

import type { BrokerNode } from './broker/broker.ts';
import type { AdminNode } from './client/admin-client.ts';
import type { ConsumerNode } from './client/consumer.ts';
import type { ProducerNode } from './client/producer.ts';
import type { ControllerNode } from './controller/controller.ts';
import type { Scheduled } from './event-queue.ts';
import type { NetworkClient } from './network/network-client.ts';

/** `broker-1`, `controller-101`, or a client's name in the scenario. */
export type NodeId = string;

export interface NodeBase {
  readonly id: NodeId;
  /** running; frozen: keeps its sockets and its memory but does nothing (SIGSTOP); stopped: no process. */
  process: 'running' | 'frozen' | 'stopped';
  /** Counts the node's starts. Timers and messages of an earlier life are dropped. */
  incarnation: number;
  /** Its connections to other nodes and the requests it waits for. */
  client: NetworkClient;
  /** What came due while it was frozen, to be handled at the thaw. */
  held: Scheduled[];
  /** How many numbers it has drawn from its own stream of chance. */
  draws: number;
}

export type Node = ControllerNode | BrokerNode | ProducerNode | ConsumerNode | AdminNode;

export const CONTROLLER_ID = 101;
export const CONTROLLER_NODE: NodeId = `controller-${CONTROLLER_ID}`;

export function brokerNode(brokerId: number): NodeId {
  return `broker-${brokerId}`;
}
