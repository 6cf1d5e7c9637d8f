/** The records that poll() has handed over, as the application takes them one after the other. */
import { type DataRecords, firstRecordFrom } from '../../../protocol/record-batch.ts';
import { type Ctx, note, wallClockMs } from '../../ctx.ts';
import type { ConsumerNode } from '../consumer.ts';
import type { FetchedRecords } from '../fetch-collector.ts';
import type { Records } from '../record-accumulator.ts';
import { topicPartitionName } from '../topic-partition.ts';
import type { OffsetToCommit } from '../transaction/transactional-request.ts';
import type { Forwarding, RecordsInHand } from './forwarding.ts';

/** What only brokers can have written is nothing to send on. */
export function recordsInHand(fetched: readonly FetchedRecords[]): RecordsInHand[] {
  return fetched.flatMap(({ topic, partition, fromOffset, toOffset, batches }) =>
    batches
      .filter(({ records }) => records.kind === 'data')
      .map((batch) => ({
        topic,
        partition,
        batch,
        from: firstRecordFrom(batch, fromOffset),
        to: firstRecordFrom(batch, toOffset),
      }))
      .filter(({ from, to }) => from < to),
  );
}

export function countInHand({ inHand }: Forwarding): number {
  return inHand.reduce((sum, { from, to }) => sum + to - from, 0);
}

/** Where the group is to go on (ConsumerRecords.nextOffsets, KIP-1094). */
export function nextOffsets(consumer: ConsumerNode, fetched: readonly FetchedRecords[]): OffsetToCommit[] {
  const offsets = new Map<string, OffsetToCommit>();
  for (const { topic, partition, toOffset: offset } of fetched) {
    const name = topicPartitionName({ topic, partition });
    const position = consumer.subscriptions.assignment.get(name)?.position;
    offsets.set(name, { topic, partition, offset, leaderEpoch: position?.offsetEpoch ?? -1 });
  }
  return [...offsets.values()];
}

export function rememberBeginnings({ begun }: Forwarding, fetched: readonly FetchedRecords[]): void {
  for (const { topic, partition, fromOffset } of fetched) {
    const name = topicPartitionName({ topic, partition });
    begun.set(name, Math.min(fromOffset, begun.get(name) ?? fromOffset));
  }
}

/** Takes up to `max` records of one batch, with the producer's own numbers; null: none is left. */
export function takeRecords(
  ctx: Ctx,
  consumer: ConsumerNode,
  forwarding: Forwarding,
  max: number,
): Records | null {
  const next = forwarding.inHand[0];
  if (!next) return null;
  const { topic, partition, batch, from } = next;
  const to = Math.min(next.to, from + max);
  next.from = to;
  if (next.from === next.to) forwarding.inHand.shift();
  const { producer, nextIndex: firstIndex } = forwarding;
  forwarding.nextIndex += to - from;
  note(ctx, {
    code: 'records-forwarded',
    producer,
    consumer: consumer.id,
    topic,
    partition,
    batch,
    from,
    to,
    firstIndex,
  });
  const { keyIds, keySizes, valueSizes } = batch.records as DataRecords;
  const now = wallClockMs(ctx);
  return {
    indexes: Array.from({ length: to - from }, (_, i) => firstIndex + i),
    keyIds: keyIds.slice(from, to),
    keySizes: keySizes.slice(from, to),
    valueSizes: valueSizes.slice(from, to),
    timestamps: Array.from({ length: to - from }, () => now),
  };
}
