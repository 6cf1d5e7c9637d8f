/**
 * What was fetched and not yet handed over (Kafka's FetchBuffer, CompletedFetch): per partition a run of
 * batches and how far into it the application is. The partition in line is drained before the next one begins.
 */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { FetchPartitionData } from '../../protocol/messages/01-fetch.ts';
import type { AbortedReader } from './isolation-level.ts';
import { topicPartitionName } from './topic-partition.ts';

export interface CompletedFetch {
  readonly topic: string;
  readonly partition: number;
  readonly data: FetchPartitionData;
  /** Where the next record to hand over lies; at first the offset that was asked for. */
  nextFetchOffset: Offset;
  /** Index of the batch that holds it. */
  batchIndex: number;
  /** Leader epoch of the last batch handed over, -1 before one. */
  lastEpoch: LeaderEpoch;
  /** What read_committed leaves out; null: nothing. */
  readonly aborted: AbortedReader | null;
}

export interface FetchBuffer {
  nextInLine: CompletedFetch | null;
  queue: CompletedFetch[];
  /** Records of aborted transactions that were passed over (`isolation.level`), since the process began. */
  leftOut: number;
  /** Brokers that owe an answer to a Fetch: no second one is sent meanwhile. */
  pendingBrokers: Set<number>;
}

export function createFetchBuffer(): FetchBuffer {
  return { nextInLine: null, queue: [], leftOut: 0, pendingBrokers: new Set() };
}

/** Names of the partitions with data waiting, which are not fetched until it is gone. */
export function bufferedPartitions({ nextInLine, queue }: FetchBuffer): Set<string> {
  const names = new Set<string>();
  if (nextInLine) names.add(topicPartitionName(nextInLine));
  for (const fetch of queue) names.add(topicPartitionName(fetch));
  return names;
}

/** How many records wait to be handed over. */
export function bufferedRecords({ nextInLine, queue }: FetchBuffer): number {
  let records = nextInLine ? recordsLeft(nextInLine) : 0;
  for (const fetch of queue) records += recordsLeft(fetch);
  return records;
}

function recordsLeft({ data, nextFetchOffset }: CompletedFetch): number {
  const last = data.records.at(-1);
  return last ? Math.max(last.lastOffset + 1 - nextFetchOffset, 0) : 0;
}
