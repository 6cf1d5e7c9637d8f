/**
 * AddOffsetsToTxn (key 25), v4: takes the partition of `__consumer_offsets` that holds a group's offsets into a
 * producer's transaction (KIP-447). Producers that know of KIP-890 leave it out: the group's coordinator does it.
 */
import { topicByName } from '../../controller/metadata-image.ts';
import { OFFSETS_TOPIC, partitionFor } from '../../coordinator/group/offsets-topic.ts';
import { addPartitionsToTransaction } from '../../coordinator/transaction/add-partitions.ts';
import { TRANSACTION_VERSION_0 } from '../../coordinator/transaction/transaction-metadata.ts';
import type { Ctx } from '../../ctx.ts';
import type { Request } from '../../network/message.ts';
import type { BrokerNode } from '../broker.ts';

export function handleAddOffsetsToTxn(
  ctx: Ctx,
  broker: BrokerNode,
  request: Request<'AddOffsetsToTxn'>,
): void {
  const { groupId } = request.body;
  const count =
    topicByName(broker.disk.image, OFFSETS_TOPIC)?.partitions.length ??
    broker.configs['offsets.topic.num.partitions'];
  const offsetsPartition = { topic: OFFSETS_TOPIC, partition: partitionFor(groupId, count) };
  const asked = { ...request.body, topicPartitions: [offsetsPartition] };
  addPartitionsToTransaction(ctx, broker, asked, TRANSACTION_VERSION_0, { request });
}
