/**
 * OffsetForLeaderEpoch (key 23), v4: where a leader epoch ended in the leader's log
 * (Partition.lastOffsetForLeaderEpoch). Epoch -1 at offset -1: the epoch is newer than all that the leader knows.
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type {
  EpochEndOffset,
  OffsetForLeaderEpochRequest,
} from '../../../protocol/messages/23-offset-for-leader-epoch.ts';
import type { Ctx } from '../../ctx.ts';
import { endOffsetForEpoch } from '../../log/unified-log.ts';
import type { Request } from '../../network/message.ts';
import { checkLeaderEpoch, partitionByName, whyNotHostedByName } from '../../replica/hosted-partition.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

type Asked = OffsetForLeaderEpochRequest['topics'][number]['partitions'][number];

export function handleOffsetForLeaderEpoch(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'OffsetForLeaderEpoch'>,
): void {
  const topics = request.body.topics.map(({ topic, partitions }) => ({
    topic,
    partitions: partitions.map((asked) => endOffsetOf(broker, topic, asked)),
  }));
  respond(ctx, broker, request, { throttleTimeMs: 0, topics });
}

function endOffsetOf(broker: BrokerNode, topic: string, asked: Asked): EpochEndOffset {
  const partition = partitionByName(broker, topic, asked.partition);
  if (!partition) return unknown(asked, whyNotHostedByName(broker, topic, asked.partition));
  const error = checkLeaderEpoch(partition, asked.currentLeaderEpoch);
  if (error !== Errors.NONE) return unknown(asked, error);
  if (!partition.leads) return unknown(asked, Errors.NOT_LEADER_OR_FOLLOWER);
  const end = endOffsetForEpoch(partition.log, asked.leaderEpoch);
  if (!end) return unknown(asked, Errors.NONE);
  const { leaderEpoch, offset: endOffset } = end;
  return { errorCode: Errors.NONE, partition: asked.partition, leaderEpoch, endOffset };
}

function unknown({ partition }: Asked, errorCode: ErrorCode): EpochEndOffset {
  return { errorCode, partition, leaderEpoch: -1, endOffset: -1 };
}
