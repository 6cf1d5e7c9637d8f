import { describe, expect, it } from 'vitest';
import { centre } from '../geometry.ts';
import { layOut } from '../layout/lay-out.ts';
import { fakeStructure } from '../testing/fake-frame.ts';
import { dropTargets, isSameTarget, targetAt } from './drop-targets.ts';

const structure = fakeStructure({ groups: 2, consumers: 4, benched: 1 });
const layout = layOut(
  structure,
  { width: 1024, height: 768 },
  {
    measure: (text) => text.length * 6,
    leaderText: ({ leader }) => `broker ${leader}`,
  },
);

const kinds = (consumer: string | null): string[] =>
  dropTargets(structure, layout, consumer).map(({ target }) =>
    target.kind === 'group' ? target.id : target.kind,
  );

describe('dropTargets', () => {
  it('a member can go to another group, to a new one, or to the bench', () => {
    expect(kinds('Consumer 1')).toEqual(['audit', 'new-group', 'bench']);
  });

  it('one on the bench can go to any group, but not to the bench', () => {
    expect(kinds('Consumer 5')).toEqual(['billing', 'audit', 'new-group']);
  });

  it('a new one can go anywhere', () => {
    expect(kinds(null)).toEqual(['billing', 'audit', 'new-group', 'bench']);
  });
});

it('targetAt finds the target under a point, and none beside them', () => {
  const targets = dropTargets(structure, layout, 'Consumer 1');
  for (const { target, box } of targets) {
    expect(isSameTarget(targetAt(targets, centre(box))!.target, target)).toBe(true);
  }
  expect(targetAt(targets, { x: -10, y: -10 })).toBeNull();
});
