/**
 * State batches that were known and such as have come since become one list without overlap, in order: of a record
 * that two of them speak of, the one that was delivered more often counts, or else the one whose state is further on.
 * Neighbours in one state are joined. After Kafka's PersisterStateBatchCombiner.
 */
import type { Offset } from '../../../kernel/brand.ts';
import type { StateBatch } from '../../../protocol/messages/84-read-share-group-state.ts';

/** Nothing is kept of what lies before `startOffset`; -1: all is. */
export function combineStateBatches(
  known: readonly StateBatch[],
  newer: readonly StateBatch[],
  startOffset: Offset,
): readonly StateBatch[] {
  const pruned = [...known, ...newer].flatMap((batch) => fromStart(batch, startOffset));
  if (pruned.length < 2) return pruned;
  const edges = pruned.flatMap(({ firstOffset, lastOffset }) => [firstOffset, lastOffset + 1]);
  const cuts = [...new Set(edges)].sort((a, b) => a - b);
  const combined: StateBatch[] = [];
  for (const [index, first] of cuts.entries()) {
    const next = cuts[index + 1];
    const winner = next === undefined ? undefined : foremost(pruned, first);
    if (winner) add(combined, { ...winner, firstOffset: first, lastOffset: next! - 1 });
  }
  return combined;
}

function fromStart(batch: StateBatch, startOffset: Offset): StateBatch[] {
  if (batch.lastOffset < startOffset) return [];
  return [batch.firstOffset >= startOffset ? batch : { ...batch, firstOffset: startOffset }];
}

function foremost(batches: readonly StateBatch[], offset: Offset): StateBatch | undefined {
  let winner: StateBatch | undefined;
  for (const batch of batches) {
    if (batch.firstOffset > offset || batch.lastOffset < offset) continue;
    if (!winner || compareDelivery(batch, winner) >= 0) winner = batch;
  }
  return winner;
}

function compareDelivery(a: StateBatch, b: StateBatch): number {
  return a.deliveryCount - b.deliveryCount || a.deliveryState - b.deliveryState;
}

function add(combined: StateBatch[], batch: StateBatch): void {
  const last = combined.at(-1);
  if (last && last.lastOffset + 1 === batch.firstOffset && compareDelivery(last, batch) === 0)
    combined[combined.length - 1] = { ...last, lastOffset: batch.lastOffset };
  else combined.push(batch);
}
