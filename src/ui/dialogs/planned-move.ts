/** What comes of replicas being moved as chosen: which copies are made, which go, and who leads. */
import type { RowInfo } from '../../view/structure.ts';

export interface PlannedMove {
  /** Where the replicas are to be as it stands: a move that is under way has a target too. */
  readonly from: readonly number[];
  readonly isChange: boolean;
  readonly adds: readonly number[];
  readonly removes: readonly number[];
  /** Who leads after the present leader's copy is gone; null: it stays, or there is none. */
  readonly nextLeader: number | null;
  /** Who would be preferred to the leader that stays; null: nobody. */
  readonly preferredInstead: number | null;
}

type Replicas = Pick<RowInfo, 'replicas' | 'adding' | 'removing' | 'leader'>;

/** `chosen`: in order, the first preferred; at least one. */
export function plannedMove(row: Replicas, chosen: readonly number[]): PlannedMove {
  const from = targetOf(row);
  const stays = chosen.includes(row.leader);
  const first = chosen[0] ?? -1;
  return {
    from,
    isChange: from.join() !== chosen.join(),
    adds: chosen.filter((broker) => !row.replicas.includes(broker) || row.adding.includes(broker)),
    removes: row.replicas.filter((broker) => !chosen.includes(broker)),
    nextLeader: row.leader < 0 || stays ? null : first,
    preferredInstead: stays && first !== row.leader ? first : null,
  };
}

export function targetOf({ replicas, removing }: Pick<RowInfo, 'replicas' | 'removing'>): number[] {
  return replicas.filter((broker) => !removing.includes(broker));
}
