import { describe, expect, it } from 'vitest';
import { describeError } from '../describe-error.ts';
import { readScenario } from '../validate.ts';
import { LIBRARY, LIBRARY_IDS, libraryDocument } from './index.ts';

const entries = LIBRARY.flatMap((chapter) => chapter.entries);

describe('the built-in scenarios', () => {
  it('have each an id of its own', () => {
    expect(new Set(LIBRARY_IDS).size).toBe(entries.length);
    expect(libraryDocument('one-partition')).toBe(entries[0]?.document);
    expect(libraryDocument('nonesuch')).toBeUndefined();
  });

  it.each(entries)('$id is a scenario', ({ document }) => {
    const read = readScenario(document);
    expect('errors' in read ? read.errors.map(describeError) : []).toEqual([]);
  });

  it.each(entries)(
    '$id says in English and Korean what to look for, in two to four sentences',
    ({ document }) => {
      for (const text of [document.title, document.description]) {
        expect(text).toMatchObject({ en: expect.stringMatching(/\S/), ko: expect.stringMatching(/[가-힣]/) });
      }
      const { description } = document;
      for (const text of typeof description === 'object' ? [description.en, description.ko ?? ''] : [])
        expect(text.split(/[.:] /).length).toSatisfy((count: number) => count >= 2 && count <= 6);
    },
  );
});
