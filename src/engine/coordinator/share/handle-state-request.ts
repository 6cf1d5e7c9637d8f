/** What all requests to the share coordinator have in common: each of their partitions is looked after on its own. */

import { Errors } from '../../../protocol/errors.ts';
import type { OfTopic } from '../../../protocol/messages/83-initialize-share-group-state.ts';
import type { BrokerNode } from '../../broker/broker.ts';
import { otherBrokerConfig } from '../../broker/other-broker-config.ts';
import { respond } from '../../broker/request-channel.ts';
import { type Ctx, wallClockMs } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { PersisterApi } from '../../share/persister-state.ts';
import { shareNodeOf } from '../../share/share-node.ts';
import { sharePartitionKey } from '../../share/share-partition.ts';
import { shareShardOf } from './share-coordinator-partitions.ts';
import { tell, writeShareState } from './share-coordinator-runtime.ts';
import type { StateRule } from './share-state-rules.ts';

export function handleStateRequest<Partition extends { readonly partition: number }>(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<PersisterApi>,
  rule: StateRule<Partition>,
): void {
  const { groupId } = request.body;
  const topics = request.body.topics as unknown as readonly OfTopic<Partition>[];
  const isEmpty = topics.length === 0 || topics.some(({ partitions }) => partitions.length === 0);
  if (groupId === '' || isEmpty) {
    respond(ctx, broker, request, { results: [] });
    return;
  }
  const remaining = topics.reduce((count, { partitions }) => count + partitions.length, 0);
  const results = topics.map(({ topicId, partitions }) => ({
    topicId,
    partitions: new Array(partitions.length),
  }));
  shareNodeOf(broker).coordinator.requests.set(request.id, { request, results, remaining });
  for (const [topicIndex, { topicId, partitions }] of topics.entries()) {
    for (const [partitionIndex, asked] of partitions.entries())
      handlePartition(ctx, broker, request, { topicIndex, topicId, partitionIndex, asked }, rule);
  }
}

interface AskedPartition<Partition> {
  readonly topicIndex: number;
  readonly topicId: string;
  readonly partitionIndex: number;
  readonly asked: Partition;
}

function handlePartition<Partition extends { readonly partition: number }>(
  ctx: Ctx,
  broker: BrokerNode,
  { id, body: { groupId } }: Request<PersisterApi>,
  { topicIndex, topicId, partitionIndex, asked }: AskedPartition<Partition>,
  rule: StateRule<Partition>,
): void {
  const { partition } = asked;
  const place = { requestId: id, topicIndex, partitionIndex };
  const key = sharePartitionKey(groupId, topicId, partition);
  const shard = shareShardOf(broker, key);
  const isKnown = broker.disk.image.topics.get(topicId)?.partitions[partition] !== undefined;
  if (!shard || !isKnown) {
    const errorCode = shard ? Errors.UNKNOWN_TOPIC_OR_PARTITION : Errors.NOT_COORDINATOR;
    const result = { partition, errorCode, errorMessage: null };
    tell(ctx, broker, { ...place, result }, Errors.NONE);
    return;
  }
  const { record, result } = rule({
    groupId,
    topicId,
    of: asked,
    known: shard.states.get(key),
    nowMs: wallClockMs(ctx),
    updatesPerSnapshot: otherBrokerConfig(broker, 'share.coordinator.snapshot.update.records.per.snapshot'),
  });
  writeShareState(ctx, broker, shard, record, { ...place, result });
}
