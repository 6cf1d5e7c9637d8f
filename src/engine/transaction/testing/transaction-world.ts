/**
 * A small cluster with a topic of two partitions, for the specs of transactions: producers' requests go to the
 * coordinator of a transactional id, as messages.
 */
import type { BrokerConfig } from '../../../protocol/config/broker-config.ts';
import { type ErrorName, errorName } from '../../../protocol/errors.ts';
import type { ApiName, RequestOf, ResponseOf } from '../../../protocol/messages/index.ts';
import {
  askAndWait,
  brokerOf,
  runFor,
  type SampleCluster,
  sampleCluster,
  startAsking,
} from '../../broker/sample-cluster.ts';
import { topicByName } from '../../controller/metadata-image.ts';
import type { TransactionMetadata } from '../../coordinator/transaction/transaction-metadata.ts';
import { transactionShardOf } from '../../coordinator/transaction/transaction-state-manager.ts';
import {
  transactionCoordinatorOf,
  transactionPartitionFor,
} from '../../coordinator/transaction/transaction-state-topic.ts';
import { brokerNode } from '../../node.ts';

export const TRANSACTIONAL_ID = 'payments';
export const TOPIC = 'orders';

export interface Producer {
  readonly producerId: number;
  readonly producerEpoch: number;
}

/** A topic of two partitions on all brokers, producer ids to give away, and `__transaction_state`. */
export function transactionWorld(configs: object = {}, brokerIds = [1, 2, 3]): SampleCluster {
  const sample = sampleCluster(brokerIds, { 'broker.session.timeout.ms': 9000, ...configs } as BrokerConfig);
  runFor(sample, 3000);
  const replicationFactor = brokerIds.length;
  const topic = { name: TOPIC, numPartitions: 2, replicationFactor, assignments: [], configs: [] };
  const anyBroker = brokerNode(brokerIds[0]!);
  askAndWait(sample, anyBroker, 'CreateTopics', { topics: [topic], timeoutMs: 10_000, validateOnly: false });
  findCoordinator(sample, brokerIds[0]!);
  runFor(sample, 3000);
  // The first who asks a broker for a producer id has it ask for a block of them.
  for (const brokerId of brokerIds) askAndWait(sample, brokerNode(brokerId), 'InitProducerId', NO_ID);
  runFor(sample, 1000);
  return sample;
}

const NO_ID = { transactionalId: null, transactionTimeoutMs: 60_000, producerId: -1, producerEpoch: -1 };

export function findCoordinator(sample: SampleCluster, askedBroker: number) {
  const body = { keyType: 1 as const, coordinatorKeys: [TRANSACTIONAL_ID] };
  const { coordinators } = askAndWait(sample, brokerNode(askedBroker), 'FindCoordinator', body);
  const { nodeId, errorCode } = coordinators[0]!;
  return { nodeId, error: errorName(errorCode) };
}

/** The broker that coordinates, as the controller knows it. */
export function coordinatorOf({ controller }: SampleCluster): number {
  return transactionCoordinatorOf(controller.image, TRANSACTIONAL_ID)!;
}

export function askCoordinator<Api extends ApiName>(
  sample: SampleCluster,
  api: Api,
  body: RequestOf<Api>,
  apiVersion?: number,
): ResponseOf<Api> {
  return askAndWait(sample, brokerNode(coordinatorOf(sample)), api, body, apiVersion);
}

export function initProducerId(
  sample: SampleCluster,
  { producerId, producerEpoch }: Producer = NO_ID,
  transactionTimeoutMs = 60_000,
): Producer & { readonly error: ErrorName } {
  const { errorCode, ...got } = askCoordinator(sample, 'InitProducerId', {
    transactionalId: TRANSACTIONAL_ID,
    transactionTimeoutMs,
    producerId,
    producerEpoch,
  });
  return { producerId: got.producerId, producerEpoch: got.producerEpoch, error: errorName(errorCode) };
}

/** As a partition's leader asks, with `apiVersion` 3 as a producer of old. */
export function addPartitions(
  sample: SampleCluster,
  { producerId, producerEpoch }: Producer,
  partitions: readonly number[],
  { apiVersion = 5, verifyOnly = false, topic = TOPIC } = {},
): ErrorName[] {
  const topics = [{ name: topic, partitions }];
  const { resultsByTransaction, resultsByTopicV3AndBelow } = askCoordinator(
    sample,
    'AddPartitionsToTxn',
    apiVersion < 4
      ? {
          v3AndBelowTransactionalId: TRANSACTIONAL_ID,
          v3AndBelowProducerId: producerId,
          v3AndBelowProducerEpoch: producerEpoch,
          v3AndBelowTopics: topics,
        }
      : {
          transactions: [
            { transactionalId: TRANSACTIONAL_ID, producerId, producerEpoch, verifyOnly, topics },
          ],
        },
    apiVersion,
  );
  const [ofTopic] = resultsByTopicV3AndBelow ?? resultsByTransaction![0]!.topicResults;
  return ofTopic!.resultsByPartition.map(({ partitionErrorCode }) => errorName(partitionErrorCode));
}

/** With `apiVersion` 4 as a producer does that knows nothing of KIP-890. */
export function endTxn(
  sample: SampleCluster,
  { producerId, producerEpoch }: Producer,
  committed: boolean,
  apiVersion = 5,
): Producer & { readonly error: ErrorName } {
  const body = { transactionalId: TRANSACTIONAL_ID, producerId, producerEpoch, committed };
  const answer = askCoordinator(sample, 'EndTxn', body, apiVersion);
  return {
    producerId: answer.producerId,
    producerEpoch: answer.producerEpoch,
    error: errorName(answer.errorCode),
  };
}

/** The same, and nothing is waited for. */
export function startEndTxn(
  sample: SampleCluster,
  { producerId, producerEpoch }: Producer,
  committed: boolean,
): { answer(): ErrorName | null } {
  const body = { transactionalId: TRANSACTIONAL_ID, producerId, producerEpoch, committed };
  const answer = startAsking(sample, brokerNode(coordinatorOf(sample)), 'EndTxn', body);
  return {
    answer() {
      const got = answer();
      return got && errorName(got.errorCode);
    },
  };
}

/** As the coordinator holds it. */
export function metadataAt(sample: SampleCluster): TransactionMetadata | undefined {
  const broker = brokerOf(sample, coordinatorOf(sample));
  return transactionShardOf(broker, TRANSACTIONAL_ID)?.metadata.get(TRANSACTIONAL_ID);
}

/** Of `__transaction_state`. */
export function statePartition({ controller }: SampleCluster): number {
  return transactionPartitionFor(controller.image, TRANSACTIONAL_ID)!;
}

/** Of a partition of the topic. */
export function leaderOf({ controller }: SampleCluster, partition = 0): number {
  return topicByName(controller.image, TOPIC)!.partitions[partition]!.leader;
}
