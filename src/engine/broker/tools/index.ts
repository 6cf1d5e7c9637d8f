/** What tools ask, through `toolApis()`. */
export { handleDescribeConfigs } from '../apis/32-describe-configs.ts';
export { handleDescribeCluster } from '../apis/60-describe-cluster.ts';
export { handleDescribeTopicPartitions } from '../apis/75-describe-topic-partitions.ts';
export { ALL_BROKER_CONFIGS } from './all-broker-configs.ts';
export { invalidResourceConfigs } from './config-validator.ts';
export { invalidPoolSizes } from './dynamic-broker-config.ts';
