/**
 * After a connection has broken, nothing is sent on it until it stands again: a batch for a broker that is gone
 * waits in its queue and uses up no attempt, and with acks=0 it is not lost. As Kafka's NetworkClient does, by
 * ApiVersions. Kafka begins every connection so; here only one that broke, where it makes a difference.
 */
import type { Ctx } from '../ctx.ts';
import { sendRequest } from '../network/network-client.ts';
import type { NodeBase, NodeId } from '../node.ts';
import { type MetadataClient, requestUpdate } from './client-metadata.ts';

export interface ReconnectContext {
  readonly kind: 'reconnect';
}

/** `socket.connection.setup.timeout.ms` at its default. */
const CONNECTION_SETUP_TIMEOUT_MS = 10_000;

/** Whether the last that was heard on the connection is that it broke; any answer says that it stands. */
export function needsReconnect({ client }: NodeBase, to: NodeId): boolean {
  const connection = client.connections.get(`${to}#data`);
  return connection !== undefined && connection.failures > 0;
}

/** Tries the connection, unless something is under way on it already. The client also asks who leads now. */
export function maybeReconnect(ctx: Ctx, node: MetadataClient, to: NodeId): void {
  requestUpdate(ctx, node, 'disconnected');
  if (isTrying(node, to)) return;
  sendRequest(
    ctx,
    node,
    to,
    'ApiVersions',
    { clientSoftwareName: 'apache-kafka-java', clientSoftwareVersion: '4.3.1' },
    {
      channel: 'data',
      timeoutMs: CONNECTION_SETUP_TIMEOUT_MS,
      context: { kind: 'reconnect' } satisfies ReconnectContext,
    },
  );
}

function isTrying({ client }: NodeBase, to: NodeId): boolean {
  for (const request of client.inFlight.values())
    if (request.to === to && request.channel === 'data') return true;
  return false;
}
