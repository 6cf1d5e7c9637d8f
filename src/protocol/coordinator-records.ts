/**
 * Records of `__consumer_offsets`: what a group coordinator must remember, and what the next one replays.
 * Names and fields are those of Kafka's coordinator message schemas.
 */
import type { LeaderEpoch, Offset } from '../kernel/brand.ts';

/** OffsetCommitKey v1, OffsetCommitValue v4. A null value is a tombstone. */
export interface OffsetCommitRecord {
  readonly type: 'OffsetCommit';
  readonly key: { readonly group: string; readonly topic: string; readonly partition: number };
  readonly value: {
    readonly offset: Offset;
    readonly leaderEpoch: LeaderEpoch;
    readonly metadata: string;
    readonly commitTimestamp: number;
    readonly expireTimestamp: number;
  } | null;
}

/** One member in GroupMetadataValue v4. */
export interface GroupMetadataMember {
  readonly memberId: string;
  readonly groupInstanceId: string | null;
  readonly clientId: string;
  readonly clientHost: string;
  readonly rebalanceTimeout: number;
  readonly sessionTimeout: number;
  readonly subscription: Uint8Array;
  readonly assignment: Uint8Array;
}

/** GroupMetadataKey v2, GroupMetadataValue v4: a classic group as it was when last stable or empty. */
export interface GroupMetadataRecord {
  readonly type: 'GroupMetadata';
  readonly key: { readonly group: string };
  readonly value: {
    readonly protocolType: string;
    readonly generation: number;
    readonly protocol: string | null;
    readonly leader: string | null;
    readonly currentStateTimestamp: number;
    readonly members: readonly GroupMetadataMember[];
  } | null;
}

export type CoordinatorRecord = OffsetCommitRecord | GroupMetadataRecord;
