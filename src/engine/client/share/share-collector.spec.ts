/** What poll() of a share consumer hands over: whole batches, only what is acquired, and gaps where no record is. */
import { describe, expect, it } from 'vitest';
import { sampleBatch } from '../../log/sample-batch.ts';
import { acknowledged, batchesOf } from './acknowledgements.ts';
import { collectShareFetch } from './share-collector.ts';
import { createShareConsumer, type ShareCompletedFetch, type ShareConsumer } from './share-consumer.ts';

/** A batch of so many records from an offset on. */
function batchAt(baseOffset: number, records: number) {
  const batch = sampleBatch({ atMs: Array.from({ length: records }, (_, at) => at) });
  return { ...batch, baseOffset, lastOffset: baseOffset + records - 1 };
}

type Range = readonly [firstOffset: number, lastOffset: number];

function consumerWith(batches: ShareCompletedFetch['batches'], ...acquired: readonly Range[]): ShareConsumer {
  const share = createShareConsumer({ rejectEvery: 0, releaseEvery: 0 });
  share.buffer.push({
    brokerId: 1,
    topic: 'jobs',
    topicId: 'id',
    partition: 0,
    batches,
    acquired: acquired.map(([firstOffset, lastOffset]) => ({ firstOffset, lastOffset, deliveryCount: 1 })),
    batchIndex: 0,
    nextOffset: acquired[0]![0],
  });
  return share;
}

function collect(share: ShareConsumer, maxRecords: number) {
  const { records, inHand } = collectShareFetch(share, maxRecords);
  return {
    records: records.map(({ fromOffset, toOffset }) => [fromOffset, toOffset]),
    runs: inHand.flatMap(({ runs }) =>
      runs.map(({ firstOffset, lastOffset, type }) => [firstOffset, lastOffset, type]),
    ),
  };
}

describe('collectShareFetch', () => {
  it('hands over what is acquired, not what else a batch holds', () => {
    const share = consumerWith([batchAt(0, 10)], [2, 4], [7, 7]);
    expect(collect(share, 500)).toEqual({
      records: [
        [2, 5],
        [7, 8],
      ],
      runs: [
        [2, 4, null],
        [7, 7, null],
      ],
    });
    expect(share.buffer).toEqual([]);
  });

  it('stops after the batch that fills max.poll.records, and goes on with the next', () => {
    const share = consumerWith([batchAt(0, 3), batchAt(3, 3), batchAt(6, 3)], [0, 8]);
    expect(collect(share, 4).records).toEqual([[0, 6]]);
    expect(collect(share, 4).records).toEqual([[6, 9]]);
    expect(collect(share, 4).records).toEqual([]);
  });

  it('an acquired offset that no record stands at is a gap', () => {
    const share = consumerWith([batchAt(2, 2), batchAt(6, 1)], [0, 8]);
    expect(collect(share, 500).runs).toEqual([
      [0, 1, 0],
      [2, 3, null],
      [4, 5, 0],
      [6, 6, null],
      [7, 8, 0],
    ]);
  });
});

describe('what is said of records', () => {
  const { inHand } = collectShareFetch(consumerWith([batchAt(0, 4), batchAt(6, 2)], [0, 7]), 500);

  it('of one kind is one type for a whole batch, otherwise one an offset', () => {
    expect(batchesOf(acknowledged(consumedWithoutGap(), () => 1))).toEqual([
      { firstOffset: 0, lastOffset: 3, acknowledgeTypes: [1] },
    ]);
    const types = [1, 1, 3, 1, 2, 1];
    expect(batchesOf(acknowledged(inHand[0]!, () => types.shift()!))).toEqual([
      { firstOffset: 0, lastOffset: 7, acknowledgeTypes: [1, 1, 3, 1, 0, 0, 2, 1] },
    ]);
  });

  function consumedWithoutGap() {
    return collectShareFetch(consumerWith([batchAt(0, 4)], [0, 3]), 500).inHand[0]!;
  }
});
