/**
 * What a consumer's application keeps when it sends on what it reads, by a producer of its own in the same process: the
 * loop read-process-write, see read-process-write.ts.
 */
import type { NodeId } from '../../node.ts';
import type { FetchedRecords } from '../fetch-collector.ts';
import type { GroupMetadata, OffsetToCommit } from '../transaction/transactional-request.ts';

/** What its program says. */
export interface Forwards {
  /** The producer that lives in the consumer's process. */
  readonly producer: NodeId;
  readonly topic: string;
  /** The number that the first record sent on gets in the producer's stream. */
  readonly firstIndex: number;
}

/** Records [from, to) of a batch, by their places in it. */
export interface RecordsInHand {
  readonly topic: string;
  readonly partition: number;
  readonly batch: FetchedRecords['batches'][number];
  from: number;
  readonly to: number;
}

export interface Forwarding extends Forwards {
  phase:
    | 'starting'
    | 'initializing'
    /** Inside poll(). */
    | 'idle'
    | 'sending'
    /** Without transactions: until all that was sent is acknowledged, or has failed. */
    | 'settling'
    | 'sending-offsets'
    | 'committing'
    | 'aborting'
    | 'failed';
  /** Handed over by poll() and not sent yet. */
  inHand: RecordsInHand[];
  /** How many of them are done by when the timer `processing` is due. */
  inWork: number;
  /** The positions after the last records that poll() handed over. */
  offsets: OffsetToCommit[];
  /** Where the first record that poll() ever handed over lay, by `topic-partition`: to go back where nothing is committed. */
  readonly begun: Map<string, number>;
  /** As of the last poll() that handed over records: who is out of the group since must not seem to be nobody. */
  member: Pick<GroupMetadata, 'generationId' | 'memberId'>;
  nextIndex: number;
  /** Of the producer, when poll() handed over the records. */
  failedBefore: number;
  /** The exception that ends the application once what it has begun is aborted; null: it goes on. */
  failure: string | null;
}

export function createForwarding({ producer, topic, firstIndex }: Forwards): Forwarding {
  return {
    producer,
    topic,
    firstIndex,
    phase: 'starting',
    inHand: [],
    inWork: 0,
    offsets: [],
    begun: new Map(),
    member: { generationId: -1, memberId: '' },
    nextIndex: firstIndex,
    failedBefore: 0,
    failure: null,
  };
}
