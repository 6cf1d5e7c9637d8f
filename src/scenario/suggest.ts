/** "Did you mean": the known word that lies nearest to a mistyped one, if one is near. */

export function nearest(word: string, known: readonly string[]): string | undefined {
  const plain = word.toLowerCase();
  // What people try first: the normalised name of a time, `processingMs` for `processing`.
  const withoutUnit = known.find((each) => plain === `${each.toLowerCase()}ms`);
  if (withoutUnit) return withoutUnit;
  let best: string | undefined;
  let bestDistance = plain.length > 5 ? 3 : 2;
  for (const each of known) {
    const distance = editDistance(plain, each.toLowerCase());
    if (distance < bestDistance) {
      best = each;
      bestDistance = distance;
    }
  }
  return best;
}

/** Levenshtein's: insertions, deletions and replacements that make one word of the other. */
function editDistance(a: string, b: string): number {
  let previous = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) {
      const replaced = (previous[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      current.push(Math.min(replaced, (previous[j] ?? 0) + 1, (current[j - 1] ?? 0) + 1));
    }
    previous = current;
  }
  return previous[b.length] ?? 0;
}
