import { describe, expect, it } from 'vitest';
import type { ConsumerBox } from '../layout/layout.ts';
import { arrangeMember } from './member-arrangement.ts';
import type { ChipView } from './rebalance-view.ts';

const texts = Array.from({ length: 12 }, (_, row) => `P${row}`);
const owned = (...rows: number[]): ChipView[] => rows.map((row) => ({ row, kind: 'owned' }));
const measure = (text: string): number => text.length * 6.5;

function card(width: number, height = 48): ConsumerBox {
  return {
    key: 'Consumer 1',
    box: { x: 0, y: 0, width, height },
    size: 'card',
    place: 0,
    in: { x: 0, y: 0, dx: -1, dy: 0 },
    ring: { x: 7, y: 16, width: 16, height: 16 },
  };
}

const named = { name: 'Consumer 1', detail: '12 rec/s', hasIcon: false };

describe('arrangeMember', () => {
  it('puts chips beside a name that they leave whole', () => {
    expect(arrangeMember(card(180), owned(0), texts, named, measure)).toMatchObject({
      place: 'beside',
      words: true,
    });
  });

  it('puts them below where they would cut it', () => {
    const { place, chips, words } = arrangeMember(card(118), owned(0), texts, named, measure);
    expect([place, chips.chips.map(({ text }) => text), words]).toEqual(['below', ['P0'], true]);
  });

  it('prefers what a member owns to how fast it reads', () => {
    const { place, chips, words } = arrangeMember(card(118), owned(0, 1, 2), texts, named, measure);
    expect([place, chips.chips.map(({ text }) => text).join(), words]).toEqual(['below', 'P0,P1,P2', false]);
  });

  it('gives the words all of the room if there are no chips', () => {
    const idle = { ...named, detail: 'idle: no partition left' };
    expect(arrangeMember(card(118), [], texts, idle, measure)).toMatchObject({
      place: 'beside',
      words: true,
    });
  });

  it('a bar has neither', () => {
    const bar = { ...card(60, 8), size: 'bar' as const, ring: null };
    expect(arrangeMember(bar, owned(0), texts, named, measure)).toMatchObject({
      chips: { chips: [] },
      words: false,
    });
  });
});
