/** What partitions are called where there is little room. */
import type { Structure } from '../../view/structure.ts';

/** `P0` on a stage of one topic; with several, the topic's shortest distinct beginning: `o-0`, `pa-0`, `pr-0`. */
export function chipTextsOf({ topics, rows }: Structure): string[] {
  const names = topics.map(({ name }) => name);
  const short = names.map((name) => shortestPrefix(name, names));
  return rows.map(({ topic, partition }) =>
    topics.length === 1 ? `P${partition}` : `${short[topic]}-${partition}`,
  );
}

function shortestPrefix(name: string, all: readonly string[]): string {
  for (let length = 1; length < name.length; length++) {
    const prefix = name.slice(0, length);
    if (all.filter((other) => other.startsWith(prefix)).length === 1) return prefix;
  }
  return name;
}
