/**
 * Links and files open for ever. What one holds is lifted from its format version to the newest, one step at a
 * time: the entry of version n makes n + 1 of it. What a version's documents leave out means that version's
 * defaults, so a version that changes a default comes with a step that writes the old one down.
 */
export const FORMAT_VERSION = 1;

type Migration = (payload: unknown) => unknown;

const MIGRATIONS: Readonly<Record<number, Migration>> = {};

export function migrated(version: number, payload: unknown): unknown {
  let lifted = payload;
  for (let from = version; from < FORMAT_VERSION; from++) lifted = MIGRATIONS[from]?.(lifted) ?? lifted;
  return lifted;
}
