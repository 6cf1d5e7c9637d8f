import { describe, expect, it } from 'vitest';
import { planChips, rangesOf } from './chip-plan.ts';
import type { ChipView } from './rebalance-view.ts';

const texts = Array.from({ length: 40 }, (_, row) => `P${row}`);
const owned = (...rows: number[]): ChipView[] => rows.map((row) => ({ row, kind: 'owned' }));
const measure = (text: string): number => text.length * 6;
const room = (width: number, lines = 1) => ({ width, lines, padding: 8, least: 20 });

const plan = (views: readonly ChipView[], width: number, lines = 1): string[] =>
  planChips(views, texts, room(width, lines), measure).chips.map(({ text }) => text);

describe('planChips', () => {
  it('gives each partition a chip where there is room', () => {
    expect(plan(owned(0, 1, 2), 80)).toEqual(['P0', 'P1', 'P2']);
  });

  it('stands chips in two lines, as square as can be', () => {
    const { chips, perLine, width } = planChips(owned(0, 1, 2), texts, room(46, 2), measure);
    expect(chips.map(({ text }) => text)).toEqual(['P0', 'P1', 'P2']);
    expect(perLine).toBe(2);
    expect(width).toBeLessThanOrEqual(46);
  });

  it('merges those of a kind into ranges where there is little', () => {
    expect(plan(owned(0, 1, 2), 50)).toEqual(['P0–2']);
    expect(plan([...owned(0, 2), { row: 4, kind: 'let-go' }], 62)).toEqual(['P0,2', 'P4']);
  });

  it('counts the rest where even ranges have no room', () => {
    const { chips, cut } = planChips(owned(0, 2, 4, 6, 8, 10), texts, room(48), measure);
    expect(chips.map(({ text }) => text)).toEqual(['P0', '+5']);
    expect(cut).toBe(true);
  });

  it('says how many there are where not even one has', () => {
    expect(plan(owned(0, 2, 4, 6), 30)).toEqual(['P×4']);
  });

  it('never is wider than its room, but for the last resort', () => {
    for (let width = 60; width < 200; width += 7) {
      for (const lines of [1, 2]) {
        const rows = [0, 1, 2, 5, 7, 11, 12, 30];
        expect(planChips(owned(...rows), texts, room(width, lines), measure).width).toBeLessThanOrEqual(
          width,
        );
      }
    }
  });
});

describe('rangesOf', () => {
  it('writes three and more in a row as a range, two with a comma', () => {
    expect(rangesOf([0, 1, 2, 5], texts)).toBe('P0–2,5');
    expect(rangesOf([3, 4, 9], texts)).toBe('P3,4,9');
  });

  it('begins anew with each topic', () => {
    expect(rangesOf([0, 1, 2, 3], ['o-0', 'o-1', 'p-0', 'p-1'])).toBe('o-0,1,p-0,1');
  });
});
