import { expect, it } from 'vitest';
import { sameShape } from './same-shape.ts';
import { fakeStructure } from './testing/fake-frame.ts';

const structure = fakeStructure();

it('rates and leaders may change without anything moving', () => {
  const busier = {
    ...structure,
    rows: structure.rows.map((row) => ({ ...row, leader: 3, isr: [3] })),
    consumers: structure.consumers.map((consumer) => ({ ...consumer, recordsPerSecond: 99, owned: [] })),
  };
  expect(sameShape(structure, busier)).toBe(true);
});

it('things that come, go or change place are another shape', () => {
  expect(sameShape(structure, fakeStructure({ partitions: 4 }))).toBe(false);
  expect(sameShape(structure, fakeStructure({ consumers: 5 }))).toBe(false);
  const moved = {
    ...structure,
    groups: structure.groups.map((group) => ({ ...group, members: group.members.slice(1) })),
  };
  expect(sameShape(structure, moved)).toBe(false);
});
