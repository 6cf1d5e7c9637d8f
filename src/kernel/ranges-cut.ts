/** More of what can be done with ranges, for those who need it. */
import { countIn, type Ranges } from './ranges.ts';

/** Takes [from, to) out of the set. */
export function cutOut(ranges: Ranges, from: number, to: number): void {
  if (from >= to) return;
  const left: Ranges = [];
  for (let i = 0; i < ranges.length; i += 2) {
    const start = ranges[i]!;
    const end = ranges[i + 1]!;
    if (start < Math.min(end, from)) left.push(start, Math.min(end, from));
    if (Math.max(start, to) < end) left.push(Math.max(start, to), end);
  }
  ranges.splice(0, ranges.length, ...left);
}

/** How many numbers of [from, to) are in the first set and not in the second. */
export function countOnlyIn(ranges: Ranges, others: Ranges, from: number, to: number): number {
  let count = 0;
  for (let i = 0; i < ranges.length; i += 2) {
    const start = Math.max(ranges[i]!, from);
    const end = Math.min(ranges[i + 1]!, to);
    if (start < end) count += end - start - countIn(others, start, end);
  }
  return count;
}
