import { describe, expect, it } from 'vitest';
import type { GroupPhase } from '../../view/codes.ts';
import type { ConsumerCard, GroupCard, Structure } from '../../view/structure.ts';
import { fakeStructure } from '../testing/fake-frame.ts';
import { GAINED_MS, type HeldBefore, NOTHING_BEFORE, rebalanceView, remember } from './rebalance-view.ts';

const stable = fakeStructure({ partitions: 4, consumers: 3 });

function during(
  phase: GroupPhase,
  members: readonly Partial<ConsumerCard>[],
  mode: GroupCard['mode'] = 'eager',
): Structure {
  return {
    ...stable,
    groups: stable.groups.map((group) => ({ ...group, phase, mode })),
    consumers: stable.consumers.map((consumer, index) => ({ ...consumer, ...members[index] })),
  };
}

function chips(structure: Structure, memory: HeldBefore): string[] {
  return rebalanceView(structure, memory).members.map(({ chips }) =>
    chips.map(({ row, kind }) => `${row} ${kind}`).join(', '),
  );
}

const steps = (structure: Structure): (string | null)[] =>
  rebalanceView(structure, NOTHING_BEFORE).members.map(({ step }) => step);

describe('who was told', () => {
  it('members that have not heard of an eager rebalance read on, those that have let go and wait', () => {
    const now = during('members-rejoin', [
      { membership: 'joining', owned: [] },
      {},
      { membership: 'syncing', owned: [] },
    ]);
    expect(steps(now)).toEqual(['let-go', 'not-told', 'let-go']);
    expect(rebalanceView(now, NOTHING_BEFORE).groups[0]!.back).toEqual({ done: 2, all: 3 });
  });

  it('one that has just come had nothing to let go: it waits for its first share', () => {
    const newcomer = { membership: 'joining', owned: [] } as const;
    const now = during('members-rejoin', [newcomer, {}, newcomer]);
    const before = { ...stable, consumers: stable.consumers.slice(0, 2) };
    const { members } = rebalanceView(now, remember(NOTHING_BEFORE, before, now, 0));
    expect(members.map(({ step }) => step)).toEqual(['let-go', 'not-told', 'waits-for-assignment']);
  });

  it('in a cooperative one those that rejoined keep what they own and read on', () => {
    const now = during('members-rejoin', [{ membership: 'joining' }, {}, {}], 'cooperative');
    expect(steps(now)).toEqual(['rejoined', 'not-told', 'not-told']);
  });

  it('while the leader assigns, members wait for their share', () => {
    const now = during('assignment', [
      { membership: 'syncing' },
      { membership: 'stable' },
      { membership: 'joining' },
    ]);
    expect(steps(now)).toEqual(['waits-for-assignment', 'has-assignment', 'waits-for-assignment']);
  });

  it('whoever revokes gives up, in any phase', () => {
    expect(steps(during('stable', [{ revoking: [0] }, {}, {}]))).toEqual(['gives-up', null, null]);
  });

  it('a frozen member is waited for, a stopped one is not', () => {
    const now = during('members-rejoin', [
      { state: 'frozen' },
      { state: 'stopped' },
      { membership: 'joining' },
    ]);
    expect(rebalanceView(now, NOTHING_BEFORE).groups[0]!.back).toEqual({ done: 1, all: 2 });
  });

  it('a stopped or frozen member says nothing of its own', () => {
    expect(steps(during('members-rejoin', [{ state: 'frozen' }, { state: 'stopped' }, {}]))).toEqual([
      null,
      null,
      'not-told',
    ]);
  });
});

describe('who let go and who got what', () => {
  it('what a member owned when the rebalance began stays on its card, struck out', () => {
    const now = during('members-rejoin', [{ owned: [] }, {}, {}]);
    const memory = remember(NOTHING_BEFORE, stable, now, 0);
    expect(chips(now, memory)).toEqual(['0 let-go, 3 let-go', '1 owned', '2 owned']);
  });

  it('the memory is of the beginning, however many structures follow', () => {
    const first = during('members-rejoin', [{ owned: [] }, {}, {}]);
    const second = during('members-rejoin', [{ owned: [] }, { owned: [] }, {}]);
    const memory = remember(remember(NOTHING_BEFORE, stable, first, 0), first, second, 10);
    expect(chips(second, memory)).toEqual(['0 let-go, 3 let-go', '1 let-go', '2 owned']);
  });

  it('once it is stable again, what was gained is marked for a while', () => {
    const rejoin = during('members-rejoin', [{ owned: [] }, { owned: [] }, { owned: [] }]);
    const after = during('stable', [{ owned: [0, 1] }, { owned: [2] }, { owned: [3] }]);
    const began = remember(NOTHING_BEFORE, stable, rejoin, 0);
    const memory = remember(began, rejoin, after, 100);
    expect(chips(after, memory)).toEqual(['0 owned, 1 gained', '2 gained', '3 gained']);
    const later = remember(memory, after, after, 100 + GAINED_MS);
    expect(chips(after, later)).toEqual(['0 owned, 1 owned', '2 owned', '3 owned']);
  });

  it('revoked partitions are shown as such while they are still read', () => {
    const now = during('stable', [{ owned: [3, 0], revoking: [3] }, {}, {}], 'cooperative');
    expect(chips(now, NOTHING_BEFORE)[0]).toBe('0 owned, 3 revoking');
    expect(rebalanceView(now, NOTHING_BEFORE).groups[0]!.moving).toBe(1);
  });

  it('a topic that grew makes old row numbers worthless', () => {
    const grown = fakeStructure({ partitions: 5, consumers: 3 });
    const rejoin = {
      ...grown,
      groups: grown.groups.map((group) => ({ ...group, phase: 'members-rejoin' as const })),
    };
    const memory = remember(NOTHING_BEFORE, stable, rejoin, 0);
    expect(rebalanceView(rejoin, memory).members[0]!.chips.every(({ kind }) => kind === 'gained')).toBe(true);
  });
});

describe('how far it is', () => {
  it('eager has two steps, cooperative a third', () => {
    const eager = rebalanceView(during('assignment', []), NOTHING_BEFORE).groups[0]!;
    expect([eager.step, eager.steps, eager.rebalancing]).toEqual([2, 2, true]);
    const cooperative = rebalanceView(during('second-round', [], 'cooperative'), NOTHING_BEFORE).groups[0]!;
    expect([cooperative.step, cooperative.steps]).toEqual([3, 3]);
  });

  it('a stable group has none', () => {
    expect(rebalanceView(stable, NOTHING_BEFORE).groups[0]).toMatchObject({
      rebalancing: false,
      step: 0,
      back: null,
    });
  });
});
