/**
 * A member's process has ended, and with it its connections: brokers are told by TCP, and end its share sessions
 * (ShareSessionCache's ConnectionDisconnectListener). What it had acquired goes to others at once.
 */
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import { sendReset } from '../network/network-client.ts';
import type { NodeId } from '../node.ts';
import { releaseSession } from './end-session.ts';
import { removeSharePartition } from './share-partition-manager.ts';
import type { ShareConnection, ShareSession } from './share-session.ts';

/** What the ended process had open with this broker is closed. */
export function closeShareConnections(ctx: Ctx, gone: NodeId, broker: BrokerNode): void {
  const open = sessionsOf(broker, ({ from }) => from === gone).map(({ connection }) => connection);
  const byConnection = new Map(open.map((each) => [`${each.channel}#${each.connection}`, each]));
  for (const { channel, connection } of byConnection.values())
    sendReset(ctx, gone, broker.id, { channel, connection, correlationId: 0 });
}

export function onShareConnectionLost(ctx: Ctx, broker: BrokerNode, lost: ShareConnection): void {
  const ended = sessionsOf(
    broker,
    ({ from, channel, connection }) =>
      from === lost.from && channel === lost.channel && connection === lost.connection,
  );
  for (const { groupId, memberId } of ended) releaseSession(ctx, broker, groupId, memberId);
  for (const { groupId } of ended) forgetIfEmpty(broker, groupId);
}

function sessionsOf({ share }: BrokerNode, isOf: (connection: ShareConnection) => boolean): ShareSession[] {
  return [...(share?.sessions.values() ?? [])].filter(({ connection }) => isOf(connection));
}

/** Nobody of the group is left at this broker: its share partitions are read anew when somebody comes. */
function forgetIfEmpty(broker: BrokerNode, groupId: string): void {
  const { sessions, partitions } = broker.share!;
  if ([...sessions.values()].some((session) => session.groupId === groupId)) return;
  for (const partition of [...partitions.values()])
    if (partition.groupId === groupId) removeSharePartition(broker, partition);
}
