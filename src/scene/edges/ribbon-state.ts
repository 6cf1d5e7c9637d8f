/**
 * Who a partition's ribbon leads to, group by group, and how a ribbon gets from one member to another: it lets
 * go, draws back to its partition, and reaches out anew. Pure: the drawing is elsewhere.
 */
import type { Structure } from '../../view/structure.ts';

/** What the structure asks for. */
export interface RibbonWish {
  readonly key: string;
  readonly row: number;
  readonly group: number;
  /** The consumer's name; null: nobody owns it, and a loose end shows that. */
  readonly owner: string | null;
  /** Its owner is about to let go. */
  readonly revoking: boolean;
}

/** One for each partition that a group with members reads, and for each that a consumer took by hand. */
export function ribbonWishes(structure: Structure): RibbonWish[] {
  const { groups, rows, topics, consumers } = structure;
  return groups.flatMap((group, index) => {
    const owners = ownersOf(structure, group.members);
    if (group.members.every((member) => consumers[member]?.state === 'stopped')) return [];
    return rows.flatMap((row, at): RibbonWish[] => {
      if (!group.topics.includes(row.topic)) return [];
      const key = `${group.id}|${topics[row.topic]?.name}|${row.partition}`;
      const wish = { key, row: at, group: index, owner: null, revoking: false };
      const owned = owners.get(at) ?? [];
      if (!group.isShare) return [{ ...wish, ...ownerOf(owned) }];
      // Its members share the partition: each has a ribbon of its own.
      const ofEach = owned.map((owner) => ({ ...wish, ...owner, key: `${key}|${owner.owner}` }));
      return ofEach.length > 0 ? ofEach : [wish];
    });
  });
}

type Owner = Pick<RibbonWish, 'owner' | 'revoking'>;

/** While a partition changes hands two may list it for a moment: the one that keeps it counts. */
function ownerOf(owners: readonly Owner[]): Owner | undefined {
  return owners.findLast(({ revoking }) => !revoking) ?? owners[0];
}

function ownersOf({ consumers }: Structure, members: readonly number[]): Map<number, Owner[]> {
  const owners = new Map<number, Owner[]>();
  for (const member of members) {
    const consumer = consumers[member];
    for (const row of consumer?.owned ?? []) {
      const owner = { owner: consumer!.name, revoking: consumer!.revoking.includes(row) };
      owners.set(row, [...(owners.get(row) ?? []), owner]);
    }
  }
  return owners;
}

export function isSameWish(a: RibbonWish, b: RibbonWish): boolean {
  return a.row === b.row && a.group === b.group && a.owner === b.owner && a.revoking === b.revoking;
}

/** A ribbon as it is shown. */
export interface RibbonState {
  /** Whom it leads to, or led to until it let go. */
  readonly owner: string | null;
  /** 0: drawn back to the loose end; 1: attached. */
  readonly reach: number;
}

const LET_GO_MS = 320;
const REACH_OUT_MS = 460;

/** A ribbon that was not there before is attached at once: nothing has moved. */
export function newRibbon({ owner }: RibbonWish): RibbonState {
  return { owner, reach: owner === null ? 0 : 1 };
}

export function moveRibbon(
  state: RibbonState,
  wish: Pick<RibbonWish, 'owner'>,
  elapsedMs: number,
): RibbonState {
  if (state.owner === wish.owner && wish.owner !== null) {
    return state.reach >= 1
      ? state
      : { ...state, reach: Math.min(1, state.reach + elapsedMs / REACH_OUT_MS) };
  }
  if (state.reach > 0) return { ...state, reach: Math.max(0, state.reach - elapsedMs / LET_GO_MS) };
  return state.owner === wish.owner ? state : { owner: wish.owner, reach: 0 };
}

export function isSettled(state: RibbonState, wish: Pick<RibbonWish, 'owner'>): boolean {
  return state.owner === wish.owner && state.reach === (wish.owner === null ? 0 : 1);
}
