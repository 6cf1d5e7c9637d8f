import { expect, it } from 'vitest';
import { layOut } from '../layout/lay-out.ts';
import { fakeStructure } from '../testing/fake-frame.ts';
import { withConsumerAt } from './consumer-at.ts';

const layout = layOut(
  fakeStructure(),
  { width: 1024, height: 768 },
  { measure: (text) => text.length * 6, leaderText: () => 'broker 1' },
);

it('moves a card with its ring and the end of its ribbons, and nothing else', () => {
  const before = layout.consumers[1]!;
  const after = withConsumerAt(layout, 1, {
    x: before.box.x - 200,
    y: before.box.y + 50,
    width: 1,
    height: 1,
  });
  expect(after.consumers[1]).toMatchObject({
    box: { ...before.box, x: before.box.x - 200, y: before.box.y + 50 },
    in: { x: before.in.x - 200, y: before.in.y + 50 },
    ring: { x: before.ring!.x - 200, y: before.ring!.y + 50 },
  });
  expect(after.consumers[0]).toBe(layout.consumers[0]);
});
