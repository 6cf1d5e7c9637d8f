/**
 * FindCoordinator (key 10, v6): a group's coordinator is the leader of the partition of `__consumer_offsets`
 * that the group's id hashes to. The first who asks has the topic created; until it has a leader the answer is
 * COORDINATOR_NOT_AVAILABLE. The same with share partitions and `__share_group_state` (KIP-932), and with transactional
 * ids and `__transaction_state`.
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { FindCoordinatorResponse } from '../../../protocol/messages/10-find-coordinator.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import { GROUP_METADATA_TOPIC } from '../../controller/topic-name.ts';
import { partitionFor } from '../../coordinator/group/coordinator-partitions.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import { brokerNode } from '../../node.ts';
import { shareGroups } from '../../share/share-groups.ts';
import { transactions } from '../../transaction/transactions.ts';
import { maybeCreateOffsetsTopic } from '../auto-topic-creation-manager.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

type Coordinator = FindCoordinatorResponse['coordinators'][number];

const KEY_TYPE_GROUP = 0;
const KEY_TYPE_TRANSACTION = 1;
const KEY_TYPE_SHARE = 2;
const PORT = 9092;

export function handleFindCoordinator(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'FindCoordinator'>,
): void {
  const { keyType, coordinatorKeys } = request.body;
  const coordinators = coordinatorKeys.map((key) => {
    if (keyType === KEY_TYPE_GROUP) return coordinatorOf(ctx, broker, key);
    if (keyType === KEY_TYPE_TRANSACTION && transactions.isInstalled())
      return transactions.rules().transactionCoordinatorFor(ctx, broker, key);
    if (keyType === KEY_TYPE_SHARE && shareGroups.isInstalled())
      return shareGroups.rules().shareCoordinatorFor(ctx, broker, key);
    return nobody(key, Errors.INVALID_REQUEST);
  });
  respond(ctx, broker, request, { throttleTimeMs: 0, coordinators });
}

function coordinatorOf(ctx: Ctx, broker: BrokerNode, groupId: string): Coordinator {
  const { image } = broker.disk;
  const topic = topicByName(image, GROUP_METADATA_TOPIC);
  if (!topic) {
    maybeCreateOffsetsTopic(ctx, broker);
    return nobody(groupId, Errors.COORDINATOR_NOT_AVAILABLE);
  }
  const partition = topic.partitions[partitionFor(groupId, topic.partitions.length)];
  const leader = partition && image.brokers.get(partition.leader);
  if (!leader || leader.fenced) return nobody(groupId, Errors.COORDINATOR_NOT_AVAILABLE);
  return {
    key: groupId,
    nodeId: leader.brokerId,
    host: brokerNode(leader.brokerId),
    port: PORT,
    errorCode: Errors.NONE,
  };
}

function nobody(key: string, errorCode: ErrorCode): Coordinator {
  return { key, nodeId: -1, host: '', port: -1, errorCode };
}
