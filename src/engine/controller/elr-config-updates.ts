/**
 * A lower `min.insync.replicas` may make an ISR large enough again: the partition then has no eligible leader
 * replicas any more. After Kafka's ReplicationControlManager.getPartitionElrUpdatesForConfigChanges.
 */
import { RESOURCE_BROKER, RESOURCE_TOPIC } from '../../protocol/messages/44-incremental-alter-configs.ts';
import type { MetadataRecord } from '../../protocol/metadata-records.ts';
import type { ControllerNode } from './controller.ts';
import type { ControllerResult } from './controller-result.ts';
import { partitionChange } from './leader-and-isr-updates.ts';

/** Called with the config changes that were just committed. */
export function elrUpdatesForConfigChanges(
  controller: ControllerNode,
  changes: readonly MetadataRecord[],
): ControllerResult<undefined> {
  const changed = changes.filter(
    (record) => record.type === 'ConfigRecord' && record.name === 'min.insync.replicas',
  );
  const everywhere = changed.some(
    (record) => record.type === 'ConfigRecord' && record.resourceType === RESOURCE_BROKER,
  );
  const records: MetadataRecord[] = [];
  for (const topic of changed.length > 0 ? controller.image.topics.values() : []) {
    const itself = changed.some(
      (record) =>
        record.type === 'ConfigRecord' &&
        record.resourceType === RESOURCE_TOPIC &&
        record.resourceName === topic.name,
    );
    if (!everywhere && !itself) continue;
    for (const [partitionId, { elr }] of topic.partitions.entries()) {
      if (elr.length === 0) continue;
      const record = partitionChange(controller, topic, partitionId, { election: 'online' });
      if (record) records.push(record);
    }
  }
  return { records, response: undefined };
}
