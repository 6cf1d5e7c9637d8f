/**
 * DescribeProducers (key 61, v0): the producers that a partition's log knows, and where their open transactions begin
 * (KIP-664). Any replica answers, though tools ask the leader.
 */
import { type ErrorCode, Errors } from '../../../protocol/errors.ts';
import type { DescribeProducersResponse } from '../../../protocol/messages/61-describe-producers.ts';
import { invalidTopicName } from '../../controller/topic-name.ts';
import type { Ctx } from '../../ctx.ts';
import { lastSequenceOf } from '../../log/producer-state-manager.ts';
import type { UnifiedLog } from '../../log/unified-log.ts';
import type { Request } from '../../network/message.ts';
import { partitionByName, whyNotHostedByName } from '../../replica/hosted-partition.ts';
import type { BrokerNode } from '../broker.ts';
import { respond } from '../request-channel.ts';

type PartitionResponse = DescribeProducersResponse['topics'][number]['partitions'][number];

export function handleDescribeProducers(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'DescribeProducers'>,
): void {
  const topics = request.body.topics.map(({ name, partitionIndexes }) => {
    const badName = invalidTopicName(name);
    return {
      name,
      partitions: partitionIndexes.map((partitionIndex) =>
        badName === null
          ? producersOf(broker, name, partitionIndex)
          : failure(partitionIndex, Errors.INVALID_TOPIC_EXCEPTION, badName),
      ),
    };
  });
  respond(ctx, broker, request, { throttleTimeMs: 0, topics });
}

function producersOf(broker: BrokerNode, topic: string, partitionIndex: number): PartitionResponse {
  const partition = partitionByName(broker, topic, partitionIndex);
  if (!partition) return failure(partitionIndex, whyNotHostedByName(broker, topic, partitionIndex), null);
  return {
    partitionIndex,
    errorCode: Errors.NONE,
    errorMessage: null,
    activeProducers: activeProducers(partition.log),
  };
}

function activeProducers({ producers }: UnifiedLog): PartitionResponse['activeProducers'] {
  return [...producers.values()].map((entry) => ({
    producerId: entry.producerId,
    producerEpoch: entry.producerEpoch,
    lastSequence: lastSequenceOf(entry),
    lastTimestamp: entry.lastTimestamp,
    coordinatorEpoch: entry.coordinatorEpoch,
    currentTxnStartOffset: entry.currentTxnFirstOffset ?? -1,
  }));
}

function failure(
  partitionIndex: number,
  errorCode: ErrorCode,
  errorMessage: string | null,
): PartitionResponse {
  return { partitionIndex, errorCode, errorMessage, activeProducers: [] };
}
