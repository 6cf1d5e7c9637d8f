/** What the checkers remember from step to step. */
export interface CheckerState {
  /** By `broker:topic-partition`: the high watermark last seen there, and under which leader epoch. */
  highWatermarks: Map<string, { leaderEpoch: number; highWatermark: number }>;
  /** By `topic-partition`: the highest high watermark any leader has had, while elections are clean. */
  committed: Map<string, number>;
  /** By `group/generation`: who owns each `topic-partition`. */
  owners: Map<string, Map<string, string>>;
}

export function createCheckerState(): CheckerState {
  return { highWatermarks: new Map(), committed: new Map(), owners: new Map() };
}
