import { describe, expect, it } from 'vitest';
import { fakeStructure } from '../testing/fake-frame.ts';
import { isSettled, moveRibbon, newRibbon, type RibbonState, ribbonWishes } from './ribbon-state.ts';

const structure = fakeStructure({ partitions: 3, consumers: 2 });

describe('ribbonWishes', () => {
  it('leads each partition to its owner', () => {
    expect(ribbonWishes(structure).map(({ row, owner }) => [row, owner])).toEqual([
      [0, 'Consumer 1'],
      [1, 'Consumer 2'],
      [2, 'Consumer 1'],
    ]);
  });

  it('what nobody owns has a loose end', () => {
    const letGo = { ...structure, consumers: structure.consumers.map((each) => ({ ...each, owned: [] })) };
    expect(ribbonWishes(letGo).map(({ owner }) => owner)).toEqual([null, null, null]);
  });

  it('while two list a partition, the one that keeps it counts', () => {
    const [first, second] = structure.consumers;
    const both = {
      ...structure,
      consumers: [
        { ...first!, owned: [0, 2], revoking: [0] },
        { ...second!, owned: [0, 1] },
      ],
    };
    expect(ribbonWishes(both)[0]).toMatchObject({ owner: 'Consumer 2', revoking: false });
    expect(ribbonWishes({ ...both, consumers: [...both.consumers].reverse() })[0]).toMatchObject({
      owner: 'Consumer 2',
      revoking: false,
    });
  });

  it('in a share group each member that has the partition has a ribbon', () => {
    const shared = {
      ...structure,
      groups: structure.groups.map((group) => ({ ...group, isShare: true })),
      consumers: structure.consumers.map((each) => ({ ...each, owned: [0] })),
    };
    const wishes = ribbonWishes(shared);
    expect(wishes.map(({ row, owner }) => [row, owner])).toEqual([
      [0, 'Consumer 1'],
      [0, 'Consumer 2'],
      [1, null],
      [2, null],
    ]);
    expect(new Set(wishes.map(({ key }) => key)).size).toBe(4);
  });

  it('a group without running members has no ribbons', () => {
    const stopped = {
      ...structure,
      consumers: structure.consumers.map((each) => ({ ...each, state: 'stopped' as const })),
    };
    expect(ribbonWishes(stopped)).toEqual([]);
  });
});

describe('moveRibbon', () => {
  const settle = (from: RibbonState, owner: string | null): RibbonState[] => {
    const path = [from];
    for (let at = 0; at < 200 && !isSettled(path.at(-1)!, { owner }); at++) {
      path.push(moveRibbon(path.at(-1)!, { owner }, 16));
    }
    return path;
  };
  const wish = { key: '', row: 0, group: 0, owner: 'A', revoking: false };

  it('one that was always there is attached at once', () => {
    expect(newRibbon(wish)).toEqual({ owner: 'A', reach: 1 });
    expect(newRibbon({ ...wish, owner: null })).toEqual({ owner: null, reach: 0 });
  });

  it('lets go, draws back, and only then reaches out to another', () => {
    const path = settle(newRibbon(wish), 'B');
    const turn = path.findIndex(({ owner }) => owner === 'B');
    expect(path[turn]!.reach).toBe(0);
    expect(path.slice(0, turn).every(({ owner }) => owner === 'A')).toBe(true);
    expect(path.at(-1)).toEqual({ owner: 'B', reach: 1 });
  });

  it('ends loose if nobody takes it', () => {
    expect(settle(newRibbon(wish), null).at(-1)).toEqual({ owner: null, reach: 0 });
  });

  it('turns round if its member takes it back on the way', () => {
    const half = moveRibbon(newRibbon(wish), { owner: null }, 100);
    expect(moveRibbon(half, { owner: 'A' }, 16).reach).toBeGreaterThan(half.reach);
  });
});
