/** On one leader, within one leader epoch, the high watermark never goes back. */

import { registrationOf } from '../leaders.ts';
import type { Checker } from './checkers.ts';

export const highWatermarkIsMonotonic: Checker = (state, cluster, { notes }) => {
  const findings = [];
  for (const note of notes) {
    if (note.code !== 'high-watermark') continue;
    const leaderEpoch = registrationOf(cluster, note.topic, note.partition)?.leaderEpoch ?? -1;
    const key = `${note.broker}:${note.topic}-${note.partition}`;
    const before = state.highWatermarks.get(key);
    if (before && before.leaderEpoch === leaderEpoch && note.highWatermark < before.highWatermark) {
      findings.push({
        detail: `${note.topic}-${note.partition} on broker ${note.broker}: ${before.highWatermark} -> ${note.highWatermark}`,
      });
    }
    state.highWatermarks.set(key, { leaderEpoch, highWatermark: note.highWatermark });
  }
  return findings;
};
