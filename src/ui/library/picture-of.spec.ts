import { describe, expect, it } from 'vitest';
import { LIBRARY } from '../../scenario/library/index.ts';
import { pictureOf } from './picture-of.ts';

const entries = LIBRARY.flatMap((chapter) => chapter.entries);

describe('a scenario’s small picture', () => {
  it.each(entries.map(({ id, document }) => [id, document] as const))(
    '%s has tapes and who reads them',
    (id, document) => {
      const picture = pictureOf(id, document);
      expect(picture.rows.length).toBeGreaterThan(0);
      expect(picture.boxes.length).toBeGreaterThan(0);
      expect(picture.rows.every(({ readers }) => readers.length > 0)).toBe(true);
      expect(pictureOf(id, document)).toEqual(picture);
    },
  );

  it('shows what its scenario is about', () => {
    const of = (id: string) => pictureOf(id, entries.find((entry) => entry.id === id)!.document);
    expect(of('the-idle-consumer').boxes.some(({ kind }) => kind === 'idle')).toBe(true);
    expect(of('acks-1-and-the-lost-record').rows.some(({ lost }) => lost > 0)).toBe(true);
    expect(of('stopping-a-leader-acks-all').boxes.some(({ kind }) => kind === 'stopped')).toBe(true);
    expect(of('retention-overtakes-a-slow-reader').rows.every(({ gone }) => gone > 0)).toBe(true);
    expect(new Set(of('two-groups-one-topic').boxes.map(({ group }) => group)).size).toBe(2);
  });
});

it('members of a share group all read the one partition', () => {
  const member = { group: 'g', topics: ['jobs'], share: {} };
  const consumers = ['a', 'b', 'c'].map((name) => ({ ...member, name }));
  const picture = pictureOf('x', { version: 1, topics: [{ name: 'jobs' }], consumers });
  expect(picture.rows.map(({ readers }) => readers)).toEqual([[0, 1, 2]]);
  expect(picture.boxes.map(({ kind }) => kind)).toEqual(['member', 'member', 'member']);
});
