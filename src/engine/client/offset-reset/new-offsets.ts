/**
 * Where a reset puts a group in a partition, and what has to be known of the log for that. Rules without requests:
 * the tool follows them with what brokers answered, a preview with what is. After the tools' OffsetsUtils.
 */
import type { EpochMs, Offset } from '../../../kernel/brand.ts';
import { type TopicPartition, topicPartitionName } from '../topic-partition.ts';

/** The scenarios of `kafka-consumer-groups.sh --reset-offsets`. A duration is the time that it leads back to. */
export type ResetTarget =
  | 'earliest'
  | 'latest'
  /** What is committed, made sure of; where nothing is, the end. */
  | 'current'
  | { readonly offset: Offset }
  /** The first record that is not older. */
  | { readonly timestampMs: EpochMs }
  /** Onwards, or back if negative. */
  | { readonly shiftBy: number }
  /** From a file: a partition at a time. */
  | { readonly plan: readonly (TopicPartition & { readonly offset: Offset })[] };

/** What a partition's leader is asked for. */
export type OffsetSpec = 'earliest' | 'latest' | 'timestamp';

/** Offsets by the partition's name. */
export interface KnownOffsets {
  readonly committed: ReadonlyMap<string, Offset>;
  readonly listed: Readonly<Record<OffsetSpec, ReadonlyMap<string, Offset>>>;
}

export interface NewOffset extends TopicPartition {
  /** -1: nothing was committed, or nobody asked. */
  readonly from: Offset;
  readonly to: Offset;
  /** What was asked for lies outside the log, and this end of it was taken instead. */
  readonly heldTo: 'earliest' | 'latest' | null;
}

/** ListOffsets' answer where no record is that young. */
const NO_OFFSET = -1;

/** What is still to be asked of the partition's leader; null: the new offset can be told. */
export function neededOffset(
  target: ResetTarget,
  partition: TopicPartition,
  { committed, listed }: KnownOffsets,
): OffsetSpec | null {
  const name = topicPartitionName(partition);
  const unless = (...specs: OffsetSpec[]) => specs.find((spec) => !listed[spec].has(name)) ?? null;
  if (target === 'current') return committed.has(name) ? null : unless('latest');
  if (typeof target === 'string') return unless(target);
  if (!('timestampMs' in target)) return unless('earliest', 'latest');
  return listed.timestamp.get(name) === NO_OFFSET ? unless('latest') : unless('timestamp');
}

/** Whether a reset starts from what is committed, and so has to know it. */
export function startsFromCommitted(target: ResetTarget): boolean {
  return target === 'current' || (typeof target === 'object' && 'shiftBy' in target);
}

/** A partition that can't be shifted since nothing is committed for it: the tool then does nothing at all. */
export function withoutCommitted(
  target: ResetTarget,
  partitions: readonly TopicPartition[],
  { committed }: KnownOffsets,
): TopicPartition | undefined {
  if (typeof target === 'string' || !('shiftBy' in target)) return undefined;
  return partitions.find((partition) => !committed.has(topicPartitionName(partition)));
}

/** To be called once `neededOffset` has no more wishes. */
export function newOffset(target: ResetTarget, partition: TopicPartition, known: KnownOffsets): NewOffset {
  const { topic, partition: index } = partition;
  const name = topicPartitionName(partition);
  const from = known.committed.get(name) ?? -1;
  return { topic, partition: index, from, ...inLog(wanted(target, name, from, known), name, known) };
}

function wanted(target: ResetTarget, name: string, from: Offset, { listed }: KnownOffsets): Offset {
  if (target === 'current') return from < 0 ? listed.latest.get(name)! : from;
  if (typeof target === 'string') return listed[target].get(name)!;
  if ('offset' in target) return target.offset;
  if ('shiftBy' in target) return from + target.shiftBy;
  if ('plan' in target) return target.plan.findLast((line) => topicPartitionName(line) === name)!.offset;
  const found = listed.timestamp.get(name)!;
  return found === NO_OFFSET ? listed.latest.get(name)! : found;
}

/** OffsetsUtils.checkOffsetsRange. What came from the log itself lies in it, and has not both of its ends at hand. */
function inLog(to: Offset, name: string, { listed }: KnownOffsets): Pick<NewOffset, 'to' | 'heldTo'> {
  const latest = listed.latest.get(name);
  const earliest = listed.earliest.get(name);
  if (latest === undefined || earliest === undefined) return { to, heldTo: null };
  if (to > latest) return { to: latest, heldTo: 'latest' };
  return to < earliest ? { to: earliest, heldTo: 'earliest' } : { to, heldTo: null };
}
