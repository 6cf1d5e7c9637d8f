/** The end of a share session: what its member has acquired and not acknowledged goes back. */
import { FINAL_SHARE_EPOCH } from '../../protocol/messages/78-share-fetch.ts';
import type { BrokerNode } from '../broker/broker.ts';
import type { Ctx } from '../ctx.ts';
import { releaseAcquired } from './release.ts';
import { deliveryCountLimit } from './share-group-config.ts';
import { mayBeAcquirable, sharePartitionOf, writeStateBatches } from './share-partition-manager.ts';
import { removeShareSession, shareSessionOf } from './share-session.ts';

interface OfSession {
  readonly groupId: string | null;
  readonly memberId: string | null;
  readonly shareSessionEpoch: number;
}

/** If the request that has been answered was the session's last. */
export function endSession(
  ctx: Ctx,
  broker: BrokerNode,
  { groupId, memberId, shareSessionEpoch }: OfSession,
): void {
  if (shareSessionEpoch === FINAL_SHARE_EPOCH) releaseSession(ctx, broker, groupId!, memberId!);
}

/** SharePartitionManager.releaseSession. */
export function releaseSession(ctx: Ctx, broker: BrokerNode, groupId: string, memberId: string): void {
  const session = shareSessionOf(broker, groupId, memberId);
  if (!session) return;
  removeShareSession(broker, session);
  for (const at of session.partitions.values()) {
    const partition = sharePartitionOf(broker, groupId, at);
    if (!partition) continue;
    const changes = releaseAcquired(partition, memberId, deliveryCountLimit(broker, groupId));
    mayBeAcquirable(broker, partition);
    if (changes.length === 0) continue;
    const then = { type: 'changes-written', key: partition.key, changes, acknowledged: null } as const;
    writeStateBatches(
      ctx,
      broker,
      partition,
      changes.map(({ batch }) => batch),
      then,
    );
  }
}
