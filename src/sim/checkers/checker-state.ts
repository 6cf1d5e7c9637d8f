import type { AcknowledgedTopic } from '../../protocol/messages/78-share-fetch.ts';
import type { WatchedForwarders } from './forwarded-exactly-once.ts';
import type { Decisions } from './transaction-decisions.ts';

/** What the checkers remember from step to step. */
export interface CheckerState {
  /** By `broker:topic-partition`: the high watermark last seen there, and under which leader epoch. */
  highWatermarks: Map<string, { leaderEpoch: number; highWatermark: number }>;
  /** By `topic-partition`: the highest high watermark any leader has had, while elections are clean. */
  committed: Map<string, number>;
  /** By `group/generation`: who owns each `topic-partition`. */
  owners: Map<string, Map<string, string>>;
  shares: {
    /** Requests of share groups' members that are not answered yet, by their ids. */
    readonly asked: Map<number, { readonly group: string; readonly topics: readonly AcknowledgedTopic[] }>;
    /** By `group:topicId:partition`. */
    readonly partitions: Map<string, WatchedShare>;
  };
  transactions: {
    readonly decisions: Decisions;
    /** By `consumer/topic-partition`: the offset after the last that a read_committed application was handed. */
    readonly positions: Map<string, number>;
    /** `topic-partition`s that compaction has been in: what is missing there may be superseded. */
    readonly cleaned: Set<string>;
  };
  /** Null: no transaction has been looked at. */
  forwarders: WatchedForwarders | null;
}

/** What is known of a share partition. */
export interface WatchedShare {
  readonly stateEpoch: number;
  /** The largest that any leader has had. */
  startOffset: number;
  /** Offsets from there on whose members have been told that they are done. */
  readonly accepted: Set<number>;
}

export function createCheckerState(): CheckerState {
  return {
    highWatermarks: new Map(),
    committed: new Map(),
    owners: new Map(),
    shares: { asked: new Map(), partitions: new Map() },
    transactions: { decisions: new Map(), positions: new Map(), cleaned: new Set() },
    forwarders: null,
  };
}
