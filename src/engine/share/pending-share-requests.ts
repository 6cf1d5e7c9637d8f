/**
 * ShareFetch and ShareAcknowledge that are not answered yet. A ShareFetch waits for two things, for records and for
 * what it acknowledges to be written down.
 */
import { type ErrorCode, Errors } from '../../protocol/errors.ts';
import type { ShareFetchPartitionData } from '../../protocol/messages/78-share-fetch.ts';
import type { Request } from '../network/message.ts';
import type { ShareFetchContext, TopicIdPartition } from './share-session.ts';

export interface FetchedPartition {
  readonly topicId: string;
  readonly data: ShareFetchPartitionData;
}

export interface AcknowledgeResult extends TopicIdPartition {
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
}

export interface PendingShareFetch {
  readonly kind: 'fetch';
  readonly request: Request<'ShareFetch'>;
  readonly context: ShareFetchContext;
  /** Null: it waits for records. */
  fetched: readonly FetchedPartition[] | null;
  readonly acknowledged: AcknowledgeResult[];
  /** Of how many partitions acknowledgements are being written. */
  waiting: number;
}

export interface PendingShareAcknowledge {
  readonly kind: 'acknowledge';
  readonly request: Request<'ShareAcknowledge'>;
  readonly acknowledged: AcknowledgeResult[];
  waiting: number;
}

export type PendingShareRequest = PendingShareFetch | PendingShareAcknowledge;

/** As a partition without records is told of. */
export function withoutRecords(
  { topicId, partition }: TopicIdPartition,
  errorCode: ErrorCode = Errors.NONE,
  errorMessage: string | null = null,
): FetchedPartition {
  return {
    topicId,
    data: {
      partitionIndex: partition,
      errorCode,
      errorMessage,
      acknowledgeErrorCode: Errors.NONE,
      acknowledgeErrorMessage: null,
      currentLeader: { leaderId: 0, leaderEpoch: 0 },
      records: [],
      acquiredRecords: [],
    },
  };
}
