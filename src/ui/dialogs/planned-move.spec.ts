import { describe, expect, it } from 'vitest';
import { plannedMove } from './planned-move.ts';

const settled = { replicas: [1, 2], adding: [], removing: [], leader: 1 };

describe('what comes of a move', () => {
  it('the leader’s copy goes: the first chosen leads then', () => {
    expect(plannedMove(settled, [4, 2])).toEqual({
      from: [1, 2],
      isChange: true,
      adds: [4],
      removes: [1],
      nextLeader: 4,
      preferredInstead: null,
    });
  });

  it('the leader stays, though another is preferred', () => {
    expect(plannedMove(settled, [3, 1])).toMatchObject({
      adds: [3],
      removes: [2],
      nextLeader: null,
      preferredInstead: 3,
    });
  });

  it('another order alone is a change, the same is none', () => {
    expect(plannedMove(settled, [2, 1])).toMatchObject({ isChange: true, adds: [], removes: [] });
    expect(plannedMove(settled, [1, 2])).toMatchObject({ isChange: false, preferredInstead: null });
  });

  it('where a move is under way, its target is what would be changed, and what is not filled yet is still new', () => {
    const moving = { replicas: [4, 2, 1], adding: [4], removing: [1], leader: 1 };
    expect(plannedMove(moving, [4, 2])).toMatchObject({ from: [4, 2], isChange: false });
    expect(plannedMove(moving, [4, 1])).toMatchObject({ adds: [4], removes: [2], preferredInstead: 4 });
  });

  it('nobody leads: nobody is said to lead next', () => {
    expect(plannedMove({ ...settled, leader: -1 }, [3])).toMatchObject({
      nextLeader: null,
      preferredInstead: null,
    });
  });
});
