/** A process's life, of whatever kind of node: stopped, frozen (SIGSTOP), thawed. What a kind does on top is its own. */
import { NEVER } from '../kernel/brand.ts';
import { type Ctx, note } from './ctx.ts';
import { push } from './event-queue.ts';
import { sendReset } from './network/network-client.ts';
import type { Node } from './node.ts';
import { shareGroups } from './share/share-groups.ts';
import { transactions } from './transaction/transactions.ts';

/** Ends the process at once: its memory of connections goes, and every node that waits for it gets a reset. */
export function endProcess(ctx: Ctx, node: Node, how: 'kill' | 'shutdown' | 'close' | 'restart'): void {
  node.process = 'stopped';
  node.held = [];
  node.client.inFlight.clear();
  node.client.connections.clear();
  node.client.timeoutDueUs = NEVER;
  for (const other of ctx.cluster.nodes.values()) {
    resetConnections(ctx, node, other);
    if (other.kind === 'broker' && other.share)
      shareGroups.rules().closeShareConnections(ctx, node.id, other);
  }
  note(ctx, { code: 'process', node: node.id, now: 'stopped', how });
  if (node.kind === 'consumer' && node.forwarding) transactions.rules().endForwarder(ctx, node, how);
}

function resetConnections(ctx: Ctx, gone: Node, other: Node): void {
  const told = new Set<string>();
  for (const request of other.client.inFlight.values()) {
    const connection = `${request.channel}#${request.connection}`;
    if (request.to !== gone.id || told.has(connection)) continue;
    told.add(connection);
    sendReset(ctx, gone.id, other.id, request);
  }
}

/** Counts a new life; timers and messages of the earlier one no longer reach it. */
export function beginProcess(ctx: Ctx, node: Node, how: 'start' | 'restart'): void {
  node.incarnation++;
  node.process = 'running';
  note(ctx, { code: 'process', node: node.id, now: 'running', how });
}

export function freeze(ctx: Ctx, node: Node): void {
  if (node.process !== 'running') return;
  node.process = 'frozen';
  note(ctx, { code: 'process', node: node.id, now: 'frozen', how: 'freeze' });
}

/** Everything that came due meanwhile is handled now, in the order in which it came. */
export function thaw(ctx: Ctx, node: Node): void {
  if (node.process !== 'frozen') return;
  node.process = 'running';
  const { queue } = ctx.cluster;
  for (const item of node.held)
    push(queue, { ...item, dueUs: dueAfterThaw(item.dueUs, item.kind, ctx.nowUs), seq: queue.nextSeq++ });
  node.held = [];
  note(ctx, { code: 'process', node: node.id, now: 'running', how: 'thaw' });
}

/** A timer keeps the time that its field holds, which is how it proves itself; all else happens now. */
function dueAfterThaw(dueUs: number, kind: string, nowUs: number): number {
  return kind === 'timer' ? dueUs : nowUs;
}
