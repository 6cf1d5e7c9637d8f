/** What partitions are called where there is little room. */
import type { Structure } from '../../view/structure.ts';

/**
 * `P0` on a stage of one topic; with several, the topic's shortest distinct beginning: `o-0`, `pa-0`, `pr-0`. Where
 * names begin alike and only their last words differ, those: `eu-0` and `us-0` of orders-eu and orders-us.
 */
export function chipTextsOf({ topics, rows }: Structure): string[] {
  const names = topics.map(({ name }) => name);
  const short = shortNames(names);
  return rows.map(({ topic, partition }) =>
    topics.length === 1 ? `P${partition}` : `${short[topic]}-${partition}`,
  );
}

/** A beginning longer than this takes more room than a last word says. */
const LONGEST_BEGINNING = 3;

function shortNames(names: readonly string[]): string[] {
  const beginnings = names.map((name) => shortestPrefix(name, names));
  const lasts = names.map((name) => name.split(/[-_.]/).at(-1)!);
  const short = beginnings.map((beginning, at) =>
    beginning.length > Math.max(LONGEST_BEGINNING, lasts[at]!.length) ? lasts[at]! : beginning,
  );
  return new Set(short).size === short.length ? short : beginnings;
}

function shortestPrefix(name: string, all: readonly string[]): string {
  for (let length = 1; length < name.length; length++) {
    const prefix = name.slice(0, length);
    if (all.filter((other) => other.startsWith(prefix)).length === 1) return prefix;
  }
  return name;
}
