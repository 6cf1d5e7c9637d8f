/**
 * ShareFetch (key 78), spoken at v2: a share consumer acquires records, and acknowledges earlier ones (KIP-932).
 * A request names the partitions that its session does not have yet, and those of which it acknowledges records.
 */
import type { LeaderEpoch, Offset } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';
import type { RecordBatch } from '../record-batch.ts';

/** `shareSessionEpoch` of a request that begins a session. */
export const INITIAL_SHARE_EPOCH = 0;
/** `shareSessionEpoch` of one that ends it: what is acquired and not acknowledged is released. */
export const FINAL_SHARE_EPOCH = -1;

/** `shareAcquireMode`: `maxRecords` at most (KIP-1206). At 0, batches come whole and `maxRecords` may be exceeded. */
export const RECORD_LIMIT = 1;

/** What may be said of a record; a gap is an offset without a record that its client can see. */
export const AcknowledgeType = { GAP: 0, ACCEPT: 1, RELEASE: 2, REJECT: 3, RENEW: 4 } as const;

/** From 0 come 1, 2, 3 and so on; after Int32's largest 1 again (ShareRequestMetadata.nextEpoch). */
export function nextShareEpoch(epoch: number): number {
  if (epoch < 0) return FINAL_SHARE_EPOCH;
  return epoch < 0x7fff_ffff ? epoch + 1 : 1;
}

export interface AcknowledgementBatch {
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  /** One for all of them, or one for each. */
  readonly acknowledgeTypes: readonly number[];
}

/** Of a topic, what is acknowledged of its partitions. */
export interface AcknowledgedTopic {
  readonly topicId: string;
  readonly partitions: readonly {
    readonly partitionIndex: number;
    readonly acknowledgementBatches: readonly AcknowledgementBatch[];
  }[];
}

export interface ShareFetchRequest {
  readonly groupId: string | null;
  readonly memberId: string | null;
  readonly shareSessionEpoch: number;
  readonly maxWaitMs: number;
  readonly minBytes: number;
  readonly maxBytes: number;
  readonly maxRecords: number;
  /** How many records one of `acquiredRecords` has at most, where batches are not larger. */
  readonly batchSize: number;
  readonly shareAcquireMode: number;
  /** Locks are renewed and nothing is fetched. */
  readonly isRenewAck: boolean;
  readonly topics: readonly AcknowledgedTopic[];
  readonly forgottenTopicsData: readonly {
    readonly topicId: string;
    readonly partitions: readonly number[];
  }[];
}

export interface AcquiredRecords {
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  readonly deliveryCount: number;
}

export interface ShareFetchPartitionData {
  readonly partitionIndex: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly acknowledgeErrorCode: ErrorCode;
  readonly acknowledgeErrorMessage: string | null;
  readonly currentLeader: { readonly leaderId: number; readonly leaderEpoch: LeaderEpoch };
  readonly records: readonly RecordBatch[];
  readonly acquiredRecords: readonly AcquiredRecords[];
}

/** Where brokers are that partitions with an error are led by. */
export interface ShareNodeEndpoint {
  readonly nodeId: number;
  readonly host: string;
  readonly port: number;
  readonly rack: string | null;
}

export interface ShareFetchResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly acquisitionLockTimeoutMs: number;
  readonly responses: readonly {
    readonly topicId: string;
    readonly partitions: readonly ShareFetchPartitionData[];
  }[];
  readonly nodeEndpoints: readonly ShareNodeEndpoint[];
}
