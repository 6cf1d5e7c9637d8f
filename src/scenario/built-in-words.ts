/**
 * Title and description of a built-in scenario, named by its id: a link then need not hold them. They are what a
 * person reads and no part of the run, so it does no harm if they are put better one day.
 */
import type { Scenario } from './scenario.ts';

type Worded = Pick<Scenario, 'title'> & { readonly description?: Scenario['description'] };

/** The built-in scenario that has the same words; undefined: none. */
export async function builtInWithWordsOf(scenario: Worded): Promise<string | undefined> {
  const { LIBRARY_IDS, libraryDocument } = await import('./library/index.ts');
  return LIBRARY_IDS.find((id) => isSame(wordsOf(libraryDocument(id)), wordsOf(scenario)));
}

/** Nothing where there is no such scenario any more. */
export async function wordsOfBuiltIn(id: string): Promise<object> {
  const { libraryDocument } = await import('./library/index.ts');
  return wordsOf(libraryDocument(id));
}

function wordsOf(worded: Partial<Worded> = {}): Partial<Worded> {
  const { title, description } = worded;
  return { ...(title === undefined ? {} : { title }), ...(description === undefined ? {} : { description }) };
}

function isSame(a: object, b: object): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
