/** What a leader knows of its partitions as share groups consume them, as plain data for the picture. */
import type { Offset } from '../../kernel/brand.ts';
import type { BrokerNode } from '../broker/broker.ts';
import { batchSize, type InFlightBatch } from './in-flight-batch.ts';
import { type InFlightState, RecordState } from './in-flight-state.ts';
import type { SharePartition } from './share-partition.ts';

export interface SharePartitionDescription {
  readonly groupId: string;
  readonly topicId: string;
  readonly partition: number;
  /** SPSO: records before it are done with. */
  readonly startOffset: Offset;
  /** SPEO: nobody has had a record from here on. */
  readonly endOffset: Offset;
  /** How many records whom has at work, by member id. */
  readonly acquired: ReadonlyMap<string, number>;
  /** Given back, or left until their locks ran out: to be given to somebody again. */
  readonly available: number;
  /** How often the record that has been handed out most often was. */
  readonly mostDeliveries: number;
}

/** Those that this broker leads and whose state it has read. */
export function describeSharePartitions({ share }: BrokerNode): SharePartitionDescription[] {
  return [...(share?.partitions.values() ?? [])].filter(({ state }) => state === 'ACTIVE').map(describe);
}

function describe(partition: SharePartition): SharePartitionDescription {
  const { groupId, topicId, startOffset, endOffset, batches } = partition;
  const acquired = new Map<string, number>();
  let available = 0;
  let mostDeliveries = 0;
  for (const { state, memberId, deliveryCount, count } of batches.flatMap(statesOf)) {
    if (state === RecordState.ACQUIRED) acquired.set(memberId, (acquired.get(memberId) ?? 0) + count);
    if (state === RecordState.AVAILABLE) available += count;
    if (state === RecordState.ACQUIRED || state === RecordState.AVAILABLE)
      mostDeliveries = Math.max(mostDeliveries, deliveryCount);
  }
  return {
    groupId,
    topicId,
    partition: partition.partition,
    startOffset,
    endOffset: batches.length > 0 ? endOffset + 1 : endOffset,
    acquired,
    available,
    mostDeliveries,
  };
}

type CountedState = Pick<InFlightState, 'state' | 'memberId' | 'deliveryCount'> & { readonly count: number };

function statesOf(batch: InFlightBatch): CountedState[] {
  const { batchState, offsetStates } = batch;
  if (offsetStates) return offsetStates.map((state) => ({ ...state, count: 1 }));
  return batchState ? [{ ...batchState, count: batchSize(batch) }] : [];
}
