/** `__transaction_state`: which of its partitions a transactional id is in, who coordinates it, and how it is made. */
import { Errors } from '../../../protocol/errors.ts';
import type { FindCoordinatorResponse } from '../../../protocol/messages/10-find-coordinator.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { allBrokers, endpointOf } from '../../broker/broker-endpoints.ts';
import { isCreatingTopic, sendCreateTopics } from '../../broker/forwarding-manager.ts';
import { givenBrokerConfig, otherBrokerConfig } from '../../broker/other-broker-config.ts';
import { type MetadataImage, topicByName } from '../../controller/metadata-image.ts';
import type { Ctx } from '../../ctx.ts';
import { partitionFor } from '../group/offsets-topic.ts';

export const TRANSACTION_STATE_TOPIC = '__transaction_state';

/** How long the controller may take over it. */
const REQUEST_TIMEOUT_MS = 30_000;

/** The partition of `__transaction_state` that a transactional id is in; null: the topic is not there yet. */
export function transactionPartitionFor(image: MetadataImage, transactionalId: string): number | null {
  const topic = topicByName(image, TRANSACTION_STATE_TOPIC);
  return topic ? partitionFor(transactionalId, topic.partitions.length) : null;
}

/** The broker that coordinates a transactional id; null: there is none as far as this image goes. */
export function transactionCoordinatorOf(image: MetadataImage, transactionalId: string): number | null {
  const number = transactionPartitionFor(image, transactionalId);
  if (number === null) return null;
  const leader = image.brokers.get(topicByName(image, TRANSACTION_STATE_TOPIC)!.partitions[number]!.leader);
  return leader && !leader.fenced ? leader.brokerId : null;
}

/** FindCoordinator for a transactional id: the first who asks has the topic created. */
export function transactionCoordinatorFor(
  ctx: Ctx,
  broker: BrokerNode,
  key: string,
): FindCoordinatorResponse['coordinators'][number] {
  maybeCreateTransactionStateTopic(ctx, broker);
  const { image } = broker.disk;
  const coordinator = transactionCoordinatorOf(image, key);
  if (coordinator === null)
    return { key, nodeId: -1, host: '', port: -1, errorCode: Errors.COORDINATOR_NOT_AVAILABLE };
  const { host, port } = endpointOf(image.brokers.get(coordinator)!);
  return { key, nodeId: coordinator, host, port, errorCode: Errors.NONE };
}

/**
 * Asks the controller for the topic, unless it is there or that is under way. Where nothing is said there are no more
 * replicas than brokers, and no more of them have to be in sync: Kafka's own defaults want three brokers.
 */
function maybeCreateTransactionStateTopic(ctx: Ctx, broker: BrokerNode): void {
  const { image } = broker.disk;
  if (topicByName(image, TRANSACTION_STATE_TOPIC) || isCreatingTopic(broker, TRANSACTION_STATE_TOPIC)) return;
  const replicationFactor = atMost(
    broker,
    'transaction.state.log.replication.factor',
    allBrokers(image).length,
  );
  const configs = {
    'unclean.leader.election.enable': false,
    'compression.type': 'uncompressed',
    'cleanup.policy': 'compact',
    'min.insync.replicas': atMost(broker, 'transaction.state.log.min.isr', replicationFactor),
    'segment.bytes': otherBrokerConfig(broker, 'transaction.state.log.segment.bytes'),
  };
  sendCreateTopics(ctx, broker, {
    topics: [
      {
        name: TRANSACTION_STATE_TOPIC,
        numPartitions: otherBrokerConfig(broker, 'transaction.state.log.num.partitions'),
        replicationFactor,
        assignments: [],
        configs: Object.entries(configs).map(([name, value]) => ({ name, value: String(value) })),
      },
    ],
    timeoutMs: REQUEST_TIMEOUT_MS,
    validateOnly: false,
  });
}

function atMost(broker: BrokerNode, name: string, bound: number): number {
  return givenBrokerConfig(broker, name) ?? Math.min(otherBrokerConfig(broker, name), bound);
}
