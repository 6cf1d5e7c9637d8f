/** Whether two structures lie on the stage alike, whatever is written on them: then nothing has to move. */
import type { Structure } from '../view/structure.ts';

export function sameShape(a: Structure, b: Structure): boolean {
  return a === b || shapeOf(a) === shapeOf(b);
}

const shapes = new WeakMap<Structure, string>();

function shapeOf(structure: Structure): string {
  const known = shapes.get(structure);
  if (known !== undefined) return known;
  const { brokers, topics, rows, producers, groups, consumers } = structure;
  const shape = JSON.stringify([
    brokers.map(({ id }) => id),
    topics.map(({ name, partitions }) => [name, partitions]),
    // Leaders' names are as wide as they are, and rows of labels make room for the widest.
    rows.some(({ leader }) => leader < 0),
    producers.map(({ name }) => name),
    groups.map(({ id, members, topics }) => [id, members, topics]),
    consumers.map(({ name }) => name),
  ]);
  shapes.set(structure, shape);
  return shape;
}
