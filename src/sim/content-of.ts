/** What a record holds, for whoever looks at it. */
import { intAt, streamOf } from '../kernel/prng.ts';
import type { DataRecords } from '../protocol/record-batch.ts';
import { sourceId } from '../scenario/data/source-id.ts';
import type { Applications, Stream } from './applications.ts';
import { cumulativeWeights, type DataSources, keyRankAt } from './workload.ts';

/** Key and value of a record, made again from its recipe. */
export function contentOf(
  applications: Applications,
  data: DataSources,
  streamId: number,
  index: number,
): { key: string | null; value: string | null } | null {
  const stream = applications.streams[streamId];
  if (!stream) return null;
  const hand = stream.byHand.get(index);
  if (hand) return hand;
  if (stream.forwarded.length > 0) {
    const source = sourceOf(stream, index);
    return contentOf(applications, data, source.stream, source.index);
  }
  const load = [...stream.loads].reverse().find(({ fromIndex }) => fromIndex <= index);
  if (!load || load.spec.type === 'manual') return null;
  if (load.spec.type === 'data') {
    const rows = data.get(sourceId(load.spec));
    return rows?.[(index - load.fromIndex) % rows.length] ?? null;
  }
  const { keys, valueBytes } = load.spec;
  const rank = keys ? keyRankAt(applications.seed, stream.producer, index, cumulativeWeights(keys)) : 0;
  return {
    key: keys ? `${keys.prefix}${rank}` : null,
    value: valueAt(applications.seed, stream.producer, index, valueBytes),
  };
}

/** The record that a record of this stream is the result of, by its own stream and number. */
export function sourceOf(
  { forwarded }: Stream,
  index: number,
): { readonly stream: number; readonly index: number } {
  const { batch, from, firstIndex } = forwarded.findLast((each) => each.firstIndex <= index)!;
  const { stream, indexes } = batch.records as DataRecords;
  return { stream, index: indexes[from + index - firstIndex]! };
}

const WORDS = ['created', 'paid', 'packed', 'shipped', 'returned', 'viewed', 'renewed', 'closed'];

/** A value for a synthetic record, exactly as long as it says: for whoever looks at it. */
function valueAt(seed: number, producer: string, index: number, bytes: number): string {
  const stream = streamOf(`${producer}:value`);
  const text = `{"event":"${WORDS[intAt(seed, stream, 2 * index, WORDS.length)]}","n":${index},"amount":${intAt(seed, stream, 2 * index + 1, 10_000)}`;
  const padding = bytes - text.length - 1;
  if (padding >= 9) return `${text},"pad":"${'.'.repeat(padding - 9)}"}`;
  return `${text}${' '.repeat(Math.max(0, padding))}}`.slice(0, bytes);
}
