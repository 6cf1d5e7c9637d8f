/** Partitions that another broker leads since the last structure. */
import type { RowInfo, Structure } from '../../view/structure.ts';

export interface LeaderChange {
  readonly row: number;
  /** Broker ids; -1: it had none. */
  readonly from: number;
  readonly to: number;
}

export function leaderChanges(before: Structure | null, after: Structure): LeaderChange[] {
  if (!before) return [];
  const known = new Map(before.rows.map((row) => [nameOf(before, row), row]));
  return after.rows.flatMap((row, index): LeaderChange[] => {
    const was = known.get(nameOf(after, row));
    if (!was || was.leader === row.leader || row.leader < 0) return [];
    return [{ row: index, from: was.leader, to: row.leader }];
  });
}

function nameOf({ topics }: Structure, { topic, partition }: RowInfo): string {
  return `${topics[topic]?.name}-${partition}`;
}
