/**
 * One event in, its effects out. `takeNext` handles the earliest thing that is due; `takeInput` (input.ts)
 * handles what comes from outside. Nothing here waits, sleeps or looks at a clock.
 */
import type { Micros } from '../kernel/brand.ts';
import type { Behaviour } from './behaviour.ts';
import { brokerBehaviour, processNextRequest } from './broker/broker.ts';
import { adminBehaviour } from './client/admin-client.ts';
import { consumerBehaviour } from './client/consumer.ts';
import { producerBehaviour } from './client/producer.ts';
import type { Cluster } from './cluster.ts';
import { controllerBehaviour } from './controller/controller.ts';
import { type Ctx, note } from './ctx.ts';
import { peek, pop, type Scheduled } from './event-queue.ts';
import type { Message } from './network/message.ts';
import { linkBetween } from './network/network.ts';
import {
  closeConnection,
  expireRequests,
  type InFlightRequest,
  sendReset,
  settle,
} from './network/network-client.ts';
import type { Node, NodeId } from './node.ts';
import type { Note } from './note.ts';

/** What one event did. The state has been changed already; sends are in the queue. */
export interface Effects {
  readonly event: number;
  readonly atUs: Micros;
  /** What came due; null for an input from outside. */
  readonly item: Scheduled | null;
  /** False when nobody was there to take it: a stopped node, a closed connection, a cut link. */
  readonly taken: boolean;
  readonly notes: Note[];
  readonly sends: Message[];
}

/** When the next event is due; undefined when nothing is. Stale timers at the head are dropped on the way. */
export function nextDueUs(cluster: Cluster): Micros | undefined {
  for (;;) {
    const head = peek(cluster.queue);
    if (!head) return undefined;
    if (head.kind !== 'timer' || !isStale(cluster, head)) return head.dueUs;
    pop(cluster.queue);
  }
}

/** Handles the earliest event; null when there is none. */
export function takeNext(cluster: Cluster): Effects | null {
  if (nextDueUs(cluster) === undefined) return null;
  const item = pop(cluster.queue)!;
  // After a thaw, what came due in the meantime is handled late.
  cluster.nowUs = Math.max(cluster.nowUs, item.dueUs);
  const ctx = openStep(cluster);
  const taken = handle(ctx, item);
  return closeStep(ctx, item, taken);
}

export function openStep(cluster: Cluster): Ctx {
  return { cluster, nowUs: cluster.nowUs, event: cluster.nextEvent++, notes: [], sends: [] };
}

export function closeStep(ctx: Ctx, item: Scheduled | null, taken = true): Effects {
  return { event: ctx.event, atUs: ctx.nowUs, item, taken, notes: ctx.notes, sends: ctx.sends };
}

const BEHAVIOURS: { [Kind in Node['kind']]: Behaviour<Extract<Node, { kind: Kind }>> } = {
  controller: controllerBehaviour,
  broker: brokerBehaviour,
  producer: producerBehaviour,
  consumer: consumerBehaviour,
  admin: adminBehaviour,
};

function behaviourOf(node: Node): Behaviour<Node> {
  return BEHAVIOURS[node.kind] as unknown as Behaviour<Node>;
}

function isStale(cluster: Cluster, item: Extract<Scheduled, { kind: 'timer' }>): boolean {
  const node = cluster.nodes.get(item.node);
  if (!node || node.incarnation !== item.incarnation || node.process === 'stopped') return true;
  if (node.process === 'frozen') return false;
  return dueOf(node, item.timer, item.key) !== item.dueUs;
}

function dueOf(node: Node, timer: string, key: string): Micros | undefined {
  if (timer === 'request-timeout') return node.client.timeoutDueUs;
  return behaviourOf(node).timers[timer]?.due(node, key);
}

/** False when nobody was there to take it. */
function handle(ctx: Ctx, item: Scheduled): boolean {
  const node = ctx.cluster.nodes.get(recipientOf(item));
  if (node?.process === 'frozen') {
    node.held.push(item);
    return false;
  }
  switch (item.kind) {
    case 'timer':
      if (node) fireTimer(ctx, node, item.timer, item.key);
      return true;
    case 'next-request':
      if (
        node?.kind !== 'broker' ||
        node.process !== 'running' ||
        node.incarnation !== item.request.toIncarnation
      )
        return false;
      processNextRequest(ctx, node, item.request);
      return true;
    case 'message':
      return deliver(ctx, node, item.message);
  }
}

function recipientOf(item: Scheduled): NodeId {
  if (item.kind === 'timer') return item.node;
  return item.kind === 'message' ? item.message.to : item.request.to;
}

function fireTimer(ctx: Ctx, node: Node, timer: string, key: string): void {
  if (timer === 'request-timeout') {
    for (const request of expireRequests(ctx, node)) failRequest(ctx, node, request, 'timeout');
  } else {
    behaviourOf(node).timers[timer]!.fire(ctx, node, key);
  }
}

function deliver(ctx: Ctx, node: Node | undefined, message: Message): boolean {
  // What was under way when a link was cut is lost with it.
  if (linkBetween(ctx.cluster.network, message.from, message.to).cut) return false;
  const present =
    node !== undefined && node.process !== 'stopped' && node.incarnation === message.toIncarnation;
  if (!present) {
    // The host still answers, with a reset: connection refused, or closed by the process's end.
    if (message.kind === 'request') sendReset(ctx, message.to, message.from, message);
    return false;
  }
  switch (message.kind) {
    case 'request':
      behaviourOf(node).onRequest(ctx, node, message);
      return true;
    case 'response': {
      const request = settle(node.client, message);
      if (request) behaviourOf(node).onResponse(ctx, node, request, message);
      return request !== undefined;
    }
    case 'reset': {
      behaviourOf(node).onConnectionLost?.(ctx, node, message);
      const failed = closeConnection(ctx, node.client, message.from, message.channel, message.connection);
      for (const request of failed) failRequest(ctx, node, request, 'reset');
      return failed.length > 0;
    }
  }
}

function failRequest(ctx: Ctx, node: Node, request: InFlightRequest, reason: 'reset' | 'timeout'): void {
  note(ctx, { code: 'request-failed', client: node.id, to: request.to, api: request.api, reason });
  behaviourOf(node).onDisconnect(ctx, node, request, reason);
}
