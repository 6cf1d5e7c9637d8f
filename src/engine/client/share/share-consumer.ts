/**
 * What makes a consumer a share consumer (KafkaShareConsumer, KIP-932). It keeps no positions and commits no offsets:
 * a broker gives it records to work on, for a time, and it says of each what became of it.
 */
import type { Offset } from '../../../kernel/brand.ts';
import type { AcquiredRecords } from '../../../protocol/messages/78-share-fetch.ts';
import type { RecordBatch } from '../../../protocol/record-batch.ts';
import type { ConsumerNode } from '../consumer.ts';
import type { Acknowledgements } from './acknowledgements.ts';
import type { ShareSession } from './share-session.ts';

/** What the application says of the records that it has worked on; 0: never. Anything else it accepts. */
export interface RecordHandling {
  /** Every so manyth record it rejects: nobody is to have it again. */
  readonly rejectEvery: number;
  /** Every so manyth record it releases: somebody is to try again. */
  readonly releaseEvery: number;
}

/** What a broker gave of one partition and poll() has not handed over, or not all of it (ShareCompletedFetch). */
export interface ShareCompletedFetch {
  readonly brokerId: number;
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  readonly batches: readonly RecordBatch[];
  readonly acquired: readonly AcquiredRecords[];
  /** Index of the batch that is next. */
  batchIndex: number;
  /** Acquired offsets below are done with. */
  nextOffset: Offset;
}

export interface ShareConsumer {
  readonly handling: RecordHandling;
  /** Records that the application has said something of, since its process began. */
  handled: number;
  /** poll() waits for records: fetches are sent until one brings some. */
  fetchMoreRecords: boolean;
  /** By broker id. */
  readonly sessions: Map<number, ShareSession>;
  /** Brokers that owe an answer: no second request is sent meanwhile. */
  readonly pendingBrokers: Set<number>;
  buffer: ShareCompletedFetch[];
  /** What the application has in hand: nothing said of it yet but the gaps. */
  inHand: Acknowledgements[];
  /** To go with the next fetch from the broker that gave the records, or by ShareAcknowledge. */
  withFetch: Acknowledgements[];
  byThemselves: Acknowledgements[];
  /** Partitions in the order in which they are asked for, with `share.acquire.mode=record_limit`; others go round. */
  lastFetchedFrom: number;
  /** Acknowledgements that were refused, or lost with a connection: their records are given to somebody again. */
  failedAcknowledgements: number;
}

export type SharingConsumer = ConsumerNode & { share: ShareConsumer };

export function isShareConsumer(consumer: ConsumerNode): consumer is SharingConsumer {
  return consumer.share !== null;
}

export function createShareConsumer(handling: RecordHandling): ShareConsumer {
  return {
    handling,
    handled: 0,
    fetchMoreRecords: false,
    sessions: new Map(),
    pendingBrokers: new Set(),
    buffer: [],
    inHand: [],
    withFetch: [],
    byThemselves: [],
    lastFetchedFrom: -1,
    failedAcknowledgements: 0,
  };
}
