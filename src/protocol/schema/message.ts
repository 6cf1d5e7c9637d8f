import type { Fields } from './schema.ts';

/** A described message: what any codec has to know of it. */
export interface MessageSchema<Members extends Fields = Fields> {
  /** For messages about it, as in `Fetch request`. */
  readonly name: string;
  /** Lowest and highest version. */
  readonly versions: readonly [number, number];
  /** First version with compact lengths and tagged fields, null: none. */
  readonly firstFlexible: number | null;
  readonly fields: Members;
}

/** A version that nobody has described (`UnsupportedVersionException`). */
export class UnsupportedVersionError extends Error {
  override readonly name = 'UnsupportedVersionError';
}

export function ensureSupported({ name, versions: [lowest, highest] }: MessageSchema, version: number): void {
  if (Number.isInteger(version) && version >= lowest && version <= highest) return;
  throw new UnsupportedVersionError(`${name} has no version ${version}: known are ${lowest} to ${highest}`);
}

export function isFlexible({ firstFlexible }: MessageSchema, version: number): boolean {
  return firstFlexible !== null && version >= firstFlexible;
}
