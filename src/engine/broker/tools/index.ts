/** What tools ask of brokers, and what they make of the answers, through `toolApis.rules()`. */

export { KAFKA_CONFIGS } from '../../../protocol/config/kafka-configs.ts';
export {
  onOffsetResetDisconnect,
  onOffsetResetDue,
  onOffsetResetResponse,
  resetOffsets,
} from '../../client/offset-reset/run-reset.ts';
export { legacyAlterConfigs } from '../../controller/legacy-alter-configs.ts';
export {
  alterPartitionReassignments,
  buildReassignmentChange,
  listPartitionReassignments,
  reassignmentErrorResponse,
} from '../../controller/partition-reassignment.ts';
export {
  answerDeletions,
  completeDeleteGroups,
  deleteGroups,
} from '../../coordinator/group/group-deletions.ts';
export {
  completeDelayedDeleteRecords,
  expireDelayedDeleteRecords,
} from '../../replica/delayed-delete-records.ts';
export { handleDescribeGroups } from '../apis/15-describe-groups.ts';
export { handleListGroups } from '../apis/16-list-groups.ts';
export { handleDeleteRecords } from '../apis/21-delete-records.ts';
export { handleDescribeConfigs } from '../apis/32-describe-configs.ts';
export { handleDeleteGroups } from '../apis/42-delete-groups.ts';
export { handleOffsetDelete } from '../apis/47-offset-delete.ts';
export { handleDescribeCluster } from '../apis/60-describe-cluster.ts';
export { handleDescribeTopicPartitions } from '../apis/75-describe-topic-partitions.ts';
export { invalidOtherTopicConfigs, invalidResourceConfigs } from './config-validator.ts';
export { invalidPoolSizes } from './dynamic-broker-config.ts';
