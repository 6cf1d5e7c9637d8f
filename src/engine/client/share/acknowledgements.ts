/** What is said of the records of one partition, and to whom: the broker that gave them (Acknowledgements). */
import type { Offset } from '../../../kernel/brand.ts';
import type { AcknowledgementBatch } from '../../../protocol/messages/78-share-fetch.ts';

/** Offsets [firstOffset, lastOffset] of which the same is said; null: nothing yet. */
export interface AcknowledgedRun {
  readonly firstOffset: Offset;
  readonly lastOffset: Offset;
  readonly type: number | null;
}

export interface Acknowledgements {
  readonly brokerId: number;
  readonly topic: string;
  readonly topicId: string;
  readonly partition: number;
  /** In order. */
  readonly runs: readonly AcknowledgedRun[];
}

/** `typeOf` says something of each record in hand, in order. */
export function acknowledged(all: Acknowledgements, typeOf: () => number): Acknowledgements {
  const runs: AcknowledgedRun[] = [];
  for (const run of all.runs) {
    if (run.type !== null) {
      append(runs, run);
      continue;
    }
    for (let offset = run.firstOffset; offset <= run.lastOffset; offset++)
      append(runs, { firstOffset: offset, lastOffset: offset, type: typeOf() });
  }
  return { ...all, runs };
}

/** Joins what follows directly and says the same. */
export function append(runs: AcknowledgedRun[], run: AcknowledgedRun): void {
  const last = runs.at(-1);
  const continues = last && last.type === run.type && last.lastOffset + 1 === run.firstOffset;
  if (continues) runs[runs.length - 1] = { ...last, lastOffset: run.lastOffset };
  else runs.push(run);
}

/** As requests have them: what lies side by side is one batch, with one type if it is the same for all of them. */
export function batchesOf({ runs }: Acknowledgements): AcknowledgementBatch[] {
  const batches: AcknowledgementBatch[] = [];
  for (const { firstOffset, lastOffset, type } of runs) {
    const types = new Array<number>(lastOffset - firstOffset + 1).fill(type!);
    const before = batches.at(-1);
    if (before && before.lastOffset + 1 === firstOffset)
      batches[batches.length - 1] = {
        firstOffset: before.firstOffset,
        lastOffset,
        acknowledgeTypes: [...before.acknowledgeTypes, ...types],
      };
    else batches.push({ firstOffset, lastOffset, acknowledgeTypes: types });
  }
  return batches.map(inShort);
}

function inShort(batch: AcknowledgementBatch): AcknowledgementBatch {
  const [first, ...others] = batch.acknowledgeTypes;
  return others.every((type) => type === first) ? { ...batch, acknowledgeTypes: [first!] } : batch;
}
