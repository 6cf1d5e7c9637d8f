/** Versions of a message in Kafka's notation: `3+` from 3 on, `3-7`, `3`. */
export type VersionRange = `${number}+` | `${number}-${number}` | `${number}`;

export function includesVersion(range: VersionRange, version: number): boolean {
  const [from = 0, to = Number.POSITIVE_INFINITY] = boundsOf(range);
  return version >= from && version <= to;
}

function boundsOf(range: VersionRange): number[] {
  if (range.endsWith('+')) return [Number(range.slice(0, -1))];
  const bounds = range.split('-').map(Number);
  return bounds.length === 2 ? bounds : [...bounds, ...bounds];
}

/** `includesVersion` for the type checker: true or false. */
export type IncludesVersion<Range extends VersionRange, Version extends number> =
  // `0+` first: it is most fields' range.
  Range extends '0+'
    ? true
    : Range extends `${infer From extends number}+`
      ? IsAtMost<From, Version>
      : Range extends `${infer From extends number}-${infer To extends number}`
        ? [IsAtMost<From, Version>, IsAtMost<Version, To>] extends [true, true]
          ? true
          : false
        : Range extends `${Version}`
          ? true
          : false;

type IsAtMost<Low extends number, High extends number> = Low extends UpTo<High> ? true : false;

/** The union 0 | 1 | … | Highest. */
type UpTo<Highest extends number, Counted extends number[] = []> = Counted['length'] extends Highest
  ? Counted[number] | Highest
  : UpTo<Highest, [...Counted, Counted['length']]>;
