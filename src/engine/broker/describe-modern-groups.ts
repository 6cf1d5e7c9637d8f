/** What ConsumerGroupDescribe and ShareGroupDescribe have in common: which groups are not described, and why. */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import { NO_AUTHORIZED_OPERATIONS } from '../../protocol/messages/15-describe-groups.ts';
import { shardOf } from '../coordinator/group/coordinator-partitions.ts';
import type { Group } from '../coordinator/group/group.ts';
import type { BrokerNode } from './broker.ts';

/** A group that is not described, as both answers have it. */
interface RefusedGroup {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly groupId: string;
  readonly groupState: string;
  readonly groupEpoch: number;
  readonly assignmentEpoch: number;
  readonly assignorName: string;
  readonly members: readonly [];
  readonly authorizedOperations: number;
}

type GroupOfType<Type extends Group['type']> = Extract<Group, { type: Type }>;

export function describeModernGroups<Type extends 'consumer' | 'share', Described>(
  broker: BrokerNode,
  groupIds: readonly string[],
  type: Type,
  asDescribed: (broker: BrokerNode, group: GroupOfType<Type>) => Described,
): (Described | RefusedGroup)[] {
  return groupIds.map((groupId) => {
    if (groupId === '') return refused(groupId, Errors.INVALID_GROUP_ID, null);
    const shard = shardOf(broker, groupId);
    if (!shard) return refused(groupId, Errors.NOT_COORDINATOR, null);
    const group = shard.groups.get(groupId);
    if (!group) return refused(groupId, Errors.GROUP_ID_NOT_FOUND, `Group ${groupId} not found.`);
    return group.type === type
      ? asDescribed(broker, group as GroupOfType<Type>)
      : refused(groupId, Errors.GROUP_ID_NOT_FOUND, `Group ${groupId} is not a ${type} group.`);
  });
}

function refused(groupId: string, errorCode: ErrorCode, errorMessage: string | null): RefusedGroup {
  return {
    errorCode,
    errorMessage,
    groupId,
    groupState: '',
    groupEpoch: 0,
    assignmentEpoch: 0,
    assignorName: '',
    members: [],
    authorizedOperations: NO_AUTHORIZED_OPERATIONS,
  };
}
