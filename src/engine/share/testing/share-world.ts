/**
 * A small cluster with a topic of one partition and a share group that begins at its beginning, for the specs of share
 * groups: what members ask goes to the leader, as messages.
 */
import type { BrokerConfig } from '../../../protocol/config/broker-config.ts';
import { Errors } from '../../../protocol/errors.ts';
import { RESOURCE_GROUP } from '../../../protocol/messages/44-incremental-alter-configs.ts';
import type { AcknowledgementBatch, ShareFetchRequest } from '../../../protocol/messages/78-share-fetch.ts';
import { askAndWait, runFor, type SampleCluster, sampleCluster } from '../../broker/sample-cluster.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import { records, sampleBatch } from '../../log/sample-batch.ts';
import { brokerNode } from '../../node.ts';

export const GROUP = 'pickers';
export const TOPIC = 'orders';

export interface ShareWorld {
  readonly sample: SampleCluster;
  readonly topicId: string;
}

/** A topic of one partition on all brokers, and a share group that begins at its beginning. */
export function shareWorld(configs: object = {}, brokerIds = [1, 2, 3]): ShareWorld {
  const sample = sampleCluster(brokerIds, { 'broker.session.timeout.ms': 9000, ...configs } as BrokerConfig);
  runFor(sample, 3000);
  const replicationFactor = brokerIds.length;
  const topic = { name: TOPIC, numPartitions: 1, replicationFactor, assignments: [], configs: [] };
  const created = askAndWait(sample, brokerNode(1), 'CreateTopics', {
    topics: [topic],
    timeoutMs: 10_000,
    validateOnly: false,
  });
  const { topicId } = created.topics[0]!;
  const reset = { name: 'share.auto.offset.reset', configOperation: 0, value: 'earliest' };
  askAndWait(sample, brokerNode(1), 'IncrementalAlterConfigs', {
    resources: [{ resourceType: RESOURCE_GROUP, resourceName: GROUP, configs: [reset] }],
    validateOnly: false,
  });
  const coordinatorKeys = [`${GROUP}:${topicId}:0`];
  askAndWait(sample, brokerNode(1), 'FindCoordinator', { keyType: 2, coordinatorKeys });
  runFor(sample, 3000);
  const { coordinators } = askAndWait(sample, brokerNode(1), 'FindCoordinator', {
    keyType: 2,
    coordinatorKeys,
  });
  const partitions = [{ partition: 0, stateEpoch: 1, startOffset: -1 }];
  const { results } = askAndWait(sample, brokerNode(coordinators[0]!.nodeId), 'InitializeShareGroupState', {
    groupId: GROUP,
    topics: [{ topicId, partitions }],
  });
  if (results[0]!.partitions[0]!.errorCode !== Errors.NONE) throw new Error('the share group has no state');
  return { sample, topicId };
}

export function leaderOf({ sample }: ShareWorld): number {
  return topicByName(sample.controller.image, TOPIC)!.partitions[0]!.leader;
}

export function produce(of: ShareWorld, count: number): void {
  const partitionData = [{ index: 0, records: [sampleBatch({ atMs: records(count) })] }];
  askAndWait(of.sample, brokerNode(leaderOf(of)), 'Produce', {
    transactionalId: null,
    acks: -1,
    timeoutMs: 10_000,
    topicData: [{ topicId: of.topicId, partitionData }],
  });
}

export function fetchRequest(of: ShareWorld, memberId: string, shareSessionEpoch: number): ShareFetchRequest {
  const partitions = [{ partitionIndex: 0, acknowledgementBatches: [] }];
  return {
    groupId: GROUP,
    memberId,
    shareSessionEpoch,
    maxWaitMs: 500,
    minBytes: 1,
    maxBytes: 1_000_000,
    maxRecords: 500,
    batchSize: 500,
    shareAcquireMode: 0,
    isRenewAck: false,
    topics: [{ topicId: of.topicId, partitions }],
    forgottenTopicsData: [],
  };
}

export function fetch(
  of: ShareWorld,
  memberId: string,
  epoch: number,
  changes: Partial<ShareFetchRequest> = {},
) {
  const request = { ...fetchRequest(of, memberId, epoch), ...changes };
  const body = askAndWait(of.sample, brokerNode(leaderOf(of)), 'ShareFetch', request);
  const acquired = body.responses[0]?.partitions[0]?.acquiredRecords ?? [];
  return {
    errorCode: body.errorCode,
    acquired: acquired.map(({ firstOffset, lastOffset, deliveryCount }) => [
      firstOffset,
      lastOffset,
      deliveryCount,
    ]),
  };
}

export function acknowledge(
  of: ShareWorld,
  memberId: string,
  epoch: number,
  batches: readonly AcknowledgementBatch[],
) {
  const partitions = [{ partitionIndex: 0, acknowledgementBatches: batches }];
  const body = askAndWait(of.sample, brokerNode(leaderOf(of)), 'ShareAcknowledge', {
    groupId: GROUP,
    memberId,
    shareSessionEpoch: epoch,
    isRenewAck: false,
    topics: [{ topicId: of.topicId, partitions }],
  });
  return body.responses[0]?.partitions[0]?.errorCode ?? body.errorCode;
}
