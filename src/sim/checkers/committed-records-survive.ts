/** A cleanly elected leader has every record that was ever below a high watermark. */
import { brokerOf, topicNamed } from '../leaders.ts';
import type { Checker } from './checkers.ts';

export const committedRecordsSurvive: Checker = (state, cluster, { notes }) => {
  const findings = [];
  for (const note of notes) {
    if (note.code === 'high-watermark') {
      const row = `${note.topic}-${note.partition}`;
      state.committed.set(row, Math.max(state.committed.get(row) ?? 0, note.highWatermark));
    } else if (note.code === 'leader-elected' && note.leader >= 0 && note.previousLeader !== note.leader) {
      const row = `${note.topic}-${note.partition}`;
      const log = brokerOf(cluster, note.leader)?.disk.logs.get(
        `${topicNamed(cluster, note.topic)?.topicId}:${note.partition}`,
      );
      const committed = state.committed.get(row) ?? 0;
      const end = log?.logEndOffset ?? 0;
      if (note.unclean) state.committed.set(row, Math.min(committed, end));
      else if (end < committed) {
        findings.push({
          detail: `${row}: broker ${note.leader} leads and ends at ${end}, but ${committed} was committed`,
        });
      }
    } else if (note.code === 'topic-deleted') {
      for (const row of state.committed.keys())
        if (row.startsWith(`${note.topic}-`)) state.committed.delete(row);
    }
  }
  return findings;
};
