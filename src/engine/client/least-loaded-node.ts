/** Which node a request goes to that any node can answer (NetworkClient.leastLoadedNode). */
import { type Micros, NEVER } from '../../kernel/brand.ts';
import { type Ctx, draw } from '../ctx.ts';
import { inFlightCount, isReady, readyAtUs } from '../network/network-client.ts';
import type { NodeBase, NodeId } from '../node.ts';

/**
 * The node with the fewest requests in flight among those whose connection stands, else one whose connection
 * failed and may be tried again; null when all of them back off. The search starts at a random node, so ties
 * are spread. Kafka prefers nodes it has a connection to already; connections here cost nothing to make, so
 * only a failed one counts as not standing.
 */
export function leastLoadedNode(
  ctx: Ctx,
  node: NodeBase,
  candidates: readonly NodeId[],
  maxInFlight: number,
): NodeId | null {
  const offset = candidates.length > 1 ? draw(ctx, node, candidates.length) : 0;
  let least = maxInFlight;
  let ready: NodeId | null = null;
  let failedBefore: NodeId | null = null;
  for (let i = 0; i < candidates.length; i++) {
    const candidate = candidates[(offset + i) % candidates.length]!;
    if (!isReady(node.client, candidate, 'data', ctx.nowUs)) continue;
    const load = inFlightCount(node.client, candidate, 'data');
    if (hasFailed(node, candidate)) {
      if (load < maxInFlight) failedBefore ??= candidate;
      continue;
    }
    if (load === 0) return candidate;
    if (load < least) {
      least = load;
      ready = candidate;
    }
  }
  return ready ?? failedBefore;
}

/** Whether the last that was heard of the connection is that it broke. */
function hasFailed({ client }: NodeBase, to: NodeId): boolean {
  const connection = client.connections.get(`${to}#data`);
  return connection !== undefined && connection.failures > 0;
}

/** Whether none of these nodes may be sent anything: each connection failed and backs off. */
export function allBackOff(node: NodeBase, candidates: readonly NodeId[], nowUs: Micros): boolean {
  return candidates.every((candidate) => !isReady(node.client, candidate, 'data', nowUs));
}

/** When the first of these nodes may be tried again; now or earlier: one may be tried at once. */
export function firstReadyUs(node: NodeBase, candidates: readonly NodeId[]): Micros {
  let firstUs: Micros = NEVER;
  for (const candidate of candidates) firstUs = Math.min(firstUs, readyAtUs(node.client, candidate, 'data'));
  return firstUs;
}
