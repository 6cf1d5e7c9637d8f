/**
 * What poll() hands over out of what brokers gave (ShareFetchCollector, ShareCompletedFetch): up to
 * `max.poll.records`, but no batch in part. An acquired offset that no record stands at, since it was compacted
 * away or is a transaction's marker, is a gap: the broker is told so.
 */
import type { Offset } from '../../../kernel/brand.ts';
import { AcknowledgeType } from '../../../protocol/messages/78-share-fetch.ts';
import {
  firstRecordFrom,
  offsetOfRecord,
  type RecordBatch,
  recordCount,
} from '../../../protocol/record-batch.ts';
import type { FetchedRecords } from '../fetch-collector.ts';
import { type AcknowledgedRun, type Acknowledgements, append } from './acknowledgements.ts';
import type { ShareCompletedFetch, ShareConsumer } from './share-consumer.ts';

export interface CollectedRecords {
  readonly records: readonly FetchedRecords[];
  readonly inHand: readonly Acknowledgements[];
}

export function collectShareFetch(share: ShareConsumer, maxRecords: number): CollectedRecords {
  const records: FetchedRecords[] = [];
  const inHand: Acknowledgements[] = [];
  let left = maxRecords;
  while (left > 0) {
    const fetch = share.buffer[0];
    if (!fetch) break;
    const taken = takeRecords(fetch, left);
    if (fetch.batchIndex >= fetch.batches.length) share.buffer.shift();
    for (const { count } of taken.records) left -= count;
    records.push(...taken.records);
    const { brokerId, topic, topicId, partition } = fetch;
    if (taken.runs.length > 0) inHand.push({ brokerId, topic, topicId, partition, runs: taken.runs });
  }
  return { records, inHand };
}

interface Taken {
  readonly records: readonly FetchedRecords[];
  readonly runs: readonly AcknowledgedRun[];
}

function takeRecords(fetch: ShareCompletedFetch, maxRecords: number): Taken {
  const records: FetchedRecords[] = [];
  const runs: AcknowledgedRun[] = [];
  let left = maxRecords;
  while (left > 0 && fetch.batchIndex < fetch.batches.length) {
    const batch = fetch.batches[fetch.batchIndex++]!;
    left -= takeBatch(fetch, batch, records, runs);
  }
  if (fetch.batchIndex >= fetch.batches.length) passOver(fetch, Number.POSITIVE_INFINITY, runs);
  return { records, runs };
}

/** Returns how many records of the batch the member has acquired. */
function takeBatch(
  fetch: ShareCompletedFetch,
  batch: RecordBatch,
  records: FetchedRecords[],
  runs: AcknowledgedRun[],
): number {
  let taken = 0;
  for (const { firstOffset, lastOffset } of acquiredWithin(fetch, batch.lastOffset)) {
    for (const offset of offsetsOf(batch, firstOffset, lastOffset)) {
      passOver(fetch, offset, runs);
      append(runs, { firstOffset: offset, lastOffset: offset, type: null });
      fetch.nextOffset = offset + 1;
      addRecord(fetch, batch, offset, records);
      taken++;
    }
  }
  passOver(fetch, batch.lastOffset + 1, runs);
  return taken;
}

/** What is acquired of the offsets that are not done with, up to one. */
function acquiredWithin({ acquired, nextOffset }: ShareCompletedFetch, lastOffset: Offset) {
  return acquired
    .map((range) => ({
      firstOffset: Math.max(range.firstOffset, nextOffset),
      lastOffset: Math.min(range.lastOffset, lastOffset),
    }))
    .filter((range) => range.firstOffset <= range.lastOffset);
}

/** Offsets of the batch's records from one to another, both included. */
function offsetsOf(batch: RecordBatch, firstOffset: Offset, lastOffset: Offset): Offset[] {
  if (batch.records.kind !== 'data') return [];
  const offsets: Offset[] = [];
  const count = recordCount(batch);
  for (let index = firstRecordFrom(batch, firstOffset); index < count; index++) {
    const offset = offsetOfRecord(batch, index);
    if (offset > lastOffset) break;
    offsets.push(offset);
  }
  return offsets;
}

/** What is acquired below `offset`, and was not taken, is a gap. */
function passOver(fetch: ShareCompletedFetch, offset: Offset, runs: AcknowledgedRun[]): void {
  for (const { firstOffset, lastOffset } of acquiredWithin(fetch, offset - 1))
    append(runs, { firstOffset, lastOffset, type: AcknowledgeType.GAP });
  fetch.nextOffset = Math.max(fetch.nextOffset, offset);
}

/** Joins what was handed over just before it. */
function addRecord(
  { topic, partition }: ShareCompletedFetch,
  batch: RecordBatch,
  offset: Offset,
  records: FetchedRecords[],
): void {
  const last = records.at(-1);
  if (last?.toOffset !== offset) {
    records.push({ topic, partition, fromOffset: offset, toOffset: offset + 1, count: 1, batches: [batch] });
    return;
  }
  const batches = last.batches.at(-1) === batch ? last.batches : [...last.batches, batch];
  records[records.length - 1] = { ...last, toOffset: offset + 1, count: last.count + 1, batches };
}
