/** The second half of a heartbeat: a new target assignment if the group's epoch was raised, and a step towards it. */

import type { BrokerNode } from '../../../broker/broker.ts';
import { type Ctx, wallClockMs } from '../../../ctx.ts';
import type { PartitionsByTopicId } from '../assignor/partition-assignor.ts';
import { isAssignmentDue } from '../modern-group.ts';
import {
  type ConsumerGroup,
  isHeldByAnyone,
  membersAfter,
  preferredServerAssignorAfter,
  targetAssignmentOf,
} from './consumer-group.ts';
import { consumerGroupConfig } from './consumer-group-config.ts';
import {
  type ConsumerGroupMember,
  isReconciledTo,
  isSameAssignment,
  type OwnedPartitions,
  usesClassicProtocol,
} from './consumer-group-member.ts';
import { newConsumerGroupCurrentAssignmentRecord } from './consumer-record-helpers.ts';
import { nextAssignment } from './current-assignment-builder.ts';
import type { Proposal } from './proposal.ts';
import { buildTargetAssignment, subscribedTopicIds } from './target-assignment-builder.ts';

/** One member's part of a target assignment. */
export interface Target {
  readonly targetAssignmentEpoch: number;
  readonly targetAssignment: PartitionsByTopicId;
}

export function maybeUpdateTargetAssignment(
  ctx: Ctx,
  broker: BrokerNode,
  group: ConsumerGroup,
  groupEpoch: number,
  member: ConsumerGroupMember,
  updated: ConsumerGroupMember,
  { records }: Proposal,
): Target {
  const { memberId, instanceId } = updated;
  const intervalMs = consumerGroupConfig(broker, group.groupId, 'assignment.interval.ms');
  if (group.assignmentEpoch >= groupEpoch || !isAssignmentDue(group, intervalMs, wallClockMs(ctx))) {
    return {
      targetAssignmentEpoch: group.assignmentEpoch,
      targetAssignment: targetAssignmentOf(group, memberId, instanceId),
    };
  }
  const members = membersAfter(group, updated);
  const assignor = preferredServerAssignorAfter(group, member, updated) ?? defaultAssignor(broker);
  const { image } = broker.disk;
  const built = buildTargetAssignment(image, group, members, assignor, groupEpoch, wallClockMs(ctx));
  records.push(...built.records);
  return {
    targetAssignmentEpoch: groupEpoch,
    targetAssignment: built.assignment.get(memberId) ?? new Map(),
  };
}

export function defaultAssignor({ configs }: BrokerNode): string {
  return configs['group.consumer.assignors'][0] ?? 'uniform';
}

interface Step extends Target {
  readonly hasSubscriptionChanged: boolean;
  readonly ownedPartitions: OwnedPartitions;
}

export function maybeReconcile(
  broker: BrokerNode,
  group: ConsumerGroup,
  member: ConsumerGroupMember,
  step: Step,
  { records, timers }: Proposal,
): ConsumerGroupMember {
  if (!step.hasSubscriptionChanged && isReconciledTo(member, step.targetAssignmentEpoch)) return member;
  const reconciled = nextAssignment(member, {
    ...step,
    subscribedTopicIds: subscribedTopicIds(broker.disk.image, group, member),
    isHeldByAnyone: (topicId, partition) => isHeldByAnyone(group, topicId, partition),
  });
  if (isSameAssignment(member, reconciled)) return member;
  records.push(newConsumerGroupCurrentAssignmentRecord(group.groupId, reconciled));
  if (!usesClassicProtocol(reconciled)) {
    const { memberId, memberEpoch, rebalanceTimeoutMs, state } = reconciled;
    const timeoutMs = state === 'UnrevokedPartitions' ? rebalanceTimeoutMs : null;
    timers.push({ timer: 'rebalance', memberId, timeoutMs, memberEpoch });
  }
  return reconciled;
}
