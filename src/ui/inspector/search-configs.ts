import type { ConfigLine } from '../../view/inspection.ts';

/** Those whose name has every word typed, names that begin with the first before others; all of them for nothing. */
export function orderBySearch(configs: readonly ConfigLine[], wanted: string): readonly ConfigLine[] {
  const words = wanted
    .toLowerCase()
    .split(/[\s.]+/)
    .filter(Boolean);
  if (words.length === 0) return configs;
  const found = configs.filter(({ name }) => words.every((word) => name.toLowerCase().includes(word)));
  const begins = ({ name }: ConfigLine): number => (name.toLowerCase().startsWith(words[0] ?? '') ? 0 : 1);
  return [...found].sort((a, b) => begins(a) - begins(b) || a.name.localeCompare(b.name));
}
