/**
 * A set of whole numbers as sorted, disjoint, half-open ranges in one flat array [from, to, from, to, …].
 * Offsets come mostly in order, so there is mostly one range and everything happens at its end.
 */
export type Ranges = number[];

/** How many numbers of [from, to) are in the set. */
export function countIn(ranges: Ranges, from: number, to: number): number {
  let count = 0;
  for (let i = firstEndingAfter(ranges, from); i < ranges.length && ranges[i]! < to; i += 2) {
    count += Math.min(ranges[i + 1]!, to) - Math.max(ranges[i]!, from);
  }
  return count;
}

/** Adds [from, to); returns the parts that were not in the set before, as ranges. */
export function add(ranges: Ranges, from: number, to: number): Ranges {
  if (from >= to) return [];
  const last = ranges.length - 1;
  if (last < 0 || from > ranges[last]!) {
    ranges.push(from, to);
    return [from, to];
  }
  if (from === ranges[last]!) {
    ranges[last] = to;
    return [from, to];
  }
  return insert(ranges, from, to);
}

function insert(ranges: Ranges, from: number, to: number): Ranges {
  const added: Ranges = [];
  let first = 0;
  while (first < ranges.length && ranges[first + 1]! < from) first += 2;
  let end = first;
  let at = from;
  let mergedFrom = from;
  let mergedTo = to;
  while (end < ranges.length && ranges[end]! <= to) {
    if (ranges[end]! > at) added.push(at, ranges[end]!);
    at = Math.max(at, ranges[end + 1]!);
    mergedFrom = Math.min(mergedFrom, ranges[end]!);
    mergedTo = Math.max(mergedTo, ranges[end + 1]!);
    end += 2;
  }
  if (at < to) added.push(at, to);
  ranges.splice(first, end - first, mergedFrom, mergedTo);
  return added;
}

/** Takes all numbers ≥ from out of the set; returns how many they were. */
export function removeFrom(ranges: Ranges, from: number): number {
  let removed = 0;
  while (ranges.length > 0) {
    const end = ranges.length - 1;
    if (ranges[end]! <= from) break;
    const start = Math.max(ranges[end - 1]!, from);
    removed += ranges[end]! - start;
    if (start > ranges[end - 1]!) {
      ranges[end] = start;
      break;
    }
    ranges.length -= 2;
  }
  return removed;
}

function firstEndingAfter(ranges: Ranges, from: number): number {
  let low = 0;
  let high = ranges.length / 2;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (ranges[2 * middle + 1]! > from) high = middle;
    else low = middle + 1;
  }
  return 2 * low;
}
