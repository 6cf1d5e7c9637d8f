/**
 * What a leader knows of one follower: only what the follower's own fetches told it (Kafka's Replica and
 * ReplicaState).
 */
import type { BrokerEpoch, EpochMs, Offset } from '../../kernel/brand.ts';

const UNKNOWN_OFFSET: Offset = -1;

export interface RemoteReplica {
  readonly brokerId: number;
  /** -1: it has not fetched yet. */
  logStartOffset: Offset;
  /** Offset of its last fetch: it has all before it. -1: it has not fetched yet. */
  logEndOffset: Offset;
  /** Where the leader's log ended at its last fetch. */
  lastFetchLeaderLogEndOffset: Offset;
  lastFetchTimeMs: EpochMs;
  /** The latest moment whose log it has in full; 0: never under this leader. Its age is the follower's lag. */
  lastCaughtUpTimeMs: EpochMs;
  /** The life of the broker that fetched; null: it has not fetched yet. */
  brokerEpoch: BrokerEpoch | null;
}

export function createRemoteReplica(brokerId: number): RemoteReplica {
  return {
    brokerId,
    logStartOffset: UNKNOWN_OFFSET,
    logEndOffset: UNKNOWN_OFFSET,
    lastFetchLeaderLogEndOffset: 0,
    lastFetchTimeMs: 0,
    lastCaughtUpTimeMs: 0,
    brokerEpoch: null,
  };
}

/**
 * A fetch has come. A follower that asks from the leader's end is caught up now; one that asks from where the
 * leader's log ended at its last fetch was caught up then, so a steady stream of records keeps nobody out.
 */
export function updateFetchState(
  replica: RemoteReplica,
  fetchOffset: Offset,
  logStartOffset: Offset,
  nowMs: EpochMs,
  leaderEndOffset: Offset,
  brokerEpoch: BrokerEpoch,
): void {
  if (fetchOffset >= leaderEndOffset) {
    replica.lastCaughtUpTimeMs = Math.max(replica.lastCaughtUpTimeMs, nowMs);
  } else if (fetchOffset >= replica.lastFetchLeaderLogEndOffset) {
    replica.lastCaughtUpTimeMs = Math.max(replica.lastCaughtUpTimeMs, replica.lastFetchTimeMs);
  }
  replica.logStartOffset = logStartOffset;
  replica.logEndOffset = fetchOffset;
  replica.lastFetchLeaderLogEndOffset = Math.max(leaderEndOffset, replica.lastFetchLeaderLogEndOffset);
  replica.lastFetchTimeMs = nowMs;
  replica.brokerEpoch = brokerEpoch;
}

/**
 * A leader epoch begins. Those in sync have the whole lag time to show up; those outside must fetch first. A
 * leader that was none before forgets what it knew.
 */
export function resetReplicaState(
  replica: RemoteReplica,
  nowMs: EpochMs,
  leaderEndOffset: Offset,
  isNewLeader: boolean,
  isInSync: boolean,
): void {
  replica.lastCaughtUpTimeMs = isInSync ? nowMs : 0;
  if (isNewLeader) {
    replica.logStartOffset = UNKNOWN_OFFSET;
    replica.logEndOffset = UNKNOWN_OFFSET;
    replica.lastFetchLeaderLogEndOffset = UNKNOWN_OFFSET;
    replica.lastFetchTimeMs = 0;
    replica.brokerEpoch = null;
  } else {
    replica.lastFetchLeaderLogEndOffset = leaderEndOffset;
    replica.lastFetchTimeMs = isInSync ? nowMs : 0;
  }
}

/** At the leader's end, or there at most `replica.lag.time.max.ms` ago. */
export function isCaughtUp(
  replica: RemoteReplica,
  leaderEndOffset: Offset,
  nowMs: EpochMs,
  lagTimeMaxMs: number,
): boolean {
  return replica.logEndOffset === leaderEndOffset || nowMs - replica.lastCaughtUpTimeMs <= lagTimeMaxMs;
}
