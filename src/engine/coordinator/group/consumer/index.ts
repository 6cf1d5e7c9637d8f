/** What the rest of the engine asks of consumer groups, coordinator and members, through `consumerGroups.rules()`. */
export { handleConsumerGroupHeartbeat } from '../../../broker/apis/68-consumer-group-heartbeat.ts';
export { handleConsumerGroupDescribe } from '../../../broker/apis/69-consumer-group-describe.ts';
export {
  armConsumerHeartbeat,
  leaveConsumerGroup,
  onConsumerHeartbeatFailed,
  onConsumerHeartbeatResponse,
  runMembership,
} from '../../../client/consumer-heartbeat.ts';
export { onReconciliationCommit, reconcileInPoll } from '../../../client/reconciliation.ts';
export {
  classicGroupHeartbeatToConsumerGroup,
  classicGroupJoinToConsumerGroup,
  classicGroupLeaveToConsumerGroup,
  classicGroupSyncToConsumerGroup,
  onClassicMemberJoined,
} from './classic-protocol-members.ts';
export { isSubscribedToTopic, maybeUpdateGroupState } from './consumer-group.ts';
export { consumerGroupConfig } from './consumer-group-config.ts';
export { consumerGroupHeartbeatError } from './consumer-group-heartbeat.ts';
export { consumerGroupTimers } from './consumer-group-timers.ts';
export { groupTombstones } from './consumer-record-helpers.ts';
export { consumerRecordSizes } from './consumer-record-sizes.ts';
export { describeConsumerGroup } from './describe-consumer-group.ts';
export { windMemberTimer, windTimers } from './member-timers.ts';
export { replayConsumerGroup, updateGroupStates } from './replay-consumer-group.ts';
export { matchingTopics } from './topic-regex.ts';
export { validateCommittedPartition, validateOffsetCommit, validateOffsetFetch } from './validate-offsets.ts';
