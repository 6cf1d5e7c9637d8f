/** ShareAcknowledge (key 79), spoken at v2: a share consumer acknowledges records and fetches none (KIP-932). */
import type { LeaderEpoch } from '../../kernel/brand.ts';
import type { ErrorCode } from '../errors.ts';
import type { AcknowledgedTopic, ShareNodeEndpoint } from './78-share-fetch.ts';

export interface ShareAcknowledgeRequest {
  readonly groupId: string | null;
  readonly memberId: string | null;
  readonly shareSessionEpoch: number;
  readonly isRenewAck: boolean;
  readonly topics: readonly AcknowledgedTopic[];
}

export interface ShareAcknowledgeResponse {
  readonly throttleTimeMs: number;
  readonly errorCode: ErrorCode;
  readonly errorMessage: string | null;
  readonly acquisitionLockTimeoutMs: number;
  readonly responses: readonly {
    readonly topicId: string;
    readonly partitions: readonly {
      readonly partitionIndex: number;
      readonly errorCode: ErrorCode;
      readonly errorMessage: string | null;
      readonly currentLeader: { readonly leaderId: number; readonly leaderEpoch: LeaderEpoch };
    }[];
  }[];
  readonly nodeEndpoints: readonly ShareNodeEndpoint[];
}
