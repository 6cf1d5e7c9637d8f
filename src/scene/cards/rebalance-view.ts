/**
 * A group's rebalance as the stage tells it: who was told, who let go of what, who waits for whom, who got what.
 * The structure says only how things are now; `HeldBefore` keeps what members owned when the rebalance began, so
 * that cards can show what was let go and, for a while after, what was gained. Pure functions, all of it.
 */
import type { GroupPhase } from '../../view/codes.ts';
import type { ConsumerCard, GroupCard, Structure } from '../../view/structure.ts';
import type { MemberStep } from '../scene-messages.ts';

export interface RebalanceView {
  /** By the structure's groups. */
  readonly groups: readonly GroupView[];
  /** By the structure's consumers. */
  readonly members: readonly MemberView[];
}

export interface GroupView {
  readonly rebalancing: boolean;
  /** How many of `STEPS` are done or under way; 0: none. */
  readonly step: number;
  readonly steps: number;
  /** Members that rejoined, of all: while they are waited for. */
  readonly back: { readonly done: number; readonly all: number } | null;
  /** Cooperative: partitions on their way from one member to another. */
  readonly moving: number;
}

export interface MemberView {
  readonly step: MemberStep | null;
  readonly chips: readonly ChipView[];
}

/** `let-go`: owned before the rebalance, not now. `gained`: owned since. */
export type ChipKind = 'owned' | 'revoking' | 'let-go' | 'gained';

export interface ChipView {
  readonly row: number;
  readonly kind: ChipKind;
}

/** What each consumer owned when its group was last stable, by name; groups by id. */
export type HeldBefore = ReadonlyMap<string, GroupMemory>;

interface GroupMemory {
  readonly held: ReadonlyMap<string, readonly number[]>;
  /** Wall time when the group became stable again; null: it still rebalances. */
  readonly stableSince: number | null;
  /** The structure's rows then: memory of others is worthless. */
  readonly rows: number;
}

export const NOTHING_BEFORE: HeldBefore = new Map();

/** What was gained stays marked for so long. */
export const GAINED_MS = 4000;

function isRebalancing(phase: GroupPhase): boolean {
  return phase !== 'waiting-for-members' && STEP_OF[phase] !== undefined;
}

/** `before`: the structure shown until now. */
export function remember(
  memory: HeldBefore,
  before: Structure | null,
  after: Structure,
  now: number,
): HeldBefore {
  const next = new Map<string, GroupMemory>();
  for (const group of after.groups) {
    const known = memory.get(group.id);
    const usable = known?.rows === after.rows.length ? known : undefined;
    if (isRebalancing(group.phase)) {
      const ongoing = usable && usable.stableSince === null;
      next.set(group.id, ongoing ? usable : begin(group, before, after));
    } else if (usable && now - (usable.stableSince ?? now) < GAINED_MS) {
      next.set(group.id, { ...usable, stableSince: usable.stableSince ?? now });
    }
  }
  return next;
}

function begin(group: GroupCard, before: Structure | null, after: Structure): GroupMemory {
  const held = new Map<string, readonly number[]>();
  if (before?.rows.length === after.rows.length) {
    for (const consumer of before.consumers) {
      if (consumer.group === group.id) held.set(consumer.name, consumer.owned);
    }
  }
  return { held, stableSince: null, rows: after.rows.length };
}

export function rebalanceView(structure: Structure, memory: HeldBefore): RebalanceView {
  const groupOf = new Map(structure.groups.map((group) => [group.id, group]));
  return {
    groups: structure.groups.map((group) => groupView(group, structure)),
    members: structure.consumers.map((consumer) => {
      const group = consumer.group === null ? undefined : groupOf.get(consumer.group);
      return memberView(consumer, group, group && memory.get(group.id));
    }),
  };
}

/** Told and letting go; all back and handing out; cooperative has the second round besides. */
const STEP_OF: Readonly<Partial<Record<GroupPhase, number>>> = {
  'waiting-for-members': 1,
  'members-rejoin': 1,
  assignment: 2,
  'second-round': 3,
  reconciling: 3,
};

function groupView(group: GroupCard, { consumers }: Structure): GroupView {
  const members = group.members.map((index) => consumers[index]!);
  // One that was stopped has left, or is about to be left out; one that is frozen is waited for.
  const awaited = members.filter(({ state }) => state !== 'stopped');
  return {
    rebalancing: STEP_OF[group.phase] !== undefined,
    step: STEP_OF[group.phase] ?? 0,
    steps: group.mode === 'cooperative' ? 3 : 2,
    back:
      group.phase === 'members-rejoin' ? { done: awaited.filter(isBack).length, all: awaited.length } : null,
    moving: members.reduce((sum, { revoking }) => sum + revoking.length, 0),
  };
}

function isBack({ membership }: ConsumerCard): boolean {
  return membership === 'joining' || membership === 'syncing';
}

function memberView(
  consumer: ConsumerCard,
  group: GroupCard | undefined,
  memory: GroupMemory | undefined,
): MemberView {
  return {
    step: group ? stepOf(consumer, group, memory) : null,
    chips: chipsOf(consumer, memory),
  };
}

function stepOf(
  consumer: ConsumerCard,
  { phase, mode }: GroupCard,
  memory: GroupMemory | undefined,
): MemberStep | null {
  const { membership, revoking, state } = consumer;
  if (state !== 'running') return null;
  if (membership === 'leaving') return 'leaves';
  if (membership === 'finding-coordinator') return 'finds-coordinator';
  if (revoking.length > 0) return 'gives-up';
  switch (phase) {
    case 'waiting-for-members':
      return 'waits-for-assignment';
    case 'members-rejoin':
      if (membership === 'stable') return 'not-told';
      if (mode === 'cooperative' && consumer.owned.length > 0) return 'rejoined';
      return heldNothing(consumer, memory) ? 'waits-for-assignment' : 'let-go';
    case 'assignment':
      return membership === 'stable' ? 'has-assignment' : 'waits-for-assignment';
    default:
      return null;
  }
}

/** It has just come: there is nothing that it could have let go. */
function heldNothing({ name }: ConsumerCard, memory: GroupMemory | undefined): boolean {
  return memory !== undefined && memory.held.size > 0 && !memory.held.get(name)?.length;
}

function chipsOf(consumer: ConsumerCard, memory: GroupMemory | undefined): ChipView[] {
  const revoking = new Set(consumer.revoking);
  const held = memory?.held.get(consumer.name);
  const owned = [...consumer.owned].sort((a, b) => a - b);
  const chips = owned.map((row): ChipView => {
    if (revoking.has(row)) return { row, kind: 'revoking' };
    return { row, kind: memory && !held?.includes(row) ? 'gained' : 'owned' };
  });
  if (!memory || memory.stableSince !== null) return chips;
  const gone = (held ?? []).filter((row) => !consumer.owned.includes(row));
  return [...chips, ...gone.map((row): ChipView => ({ row, kind: 'let-go' }))].sort((a, b) => a.row - b.row);
}
