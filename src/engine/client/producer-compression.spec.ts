import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { RECORD_BATCH_OVERHEAD, recordCount } from '../../protocol/record-batch.ts';
import { updateEstimation } from './compression-ratio-estimator.ts';
import {
  createWorld,
  notesOf,
  produceRequests,
  range,
  runUntil,
  send,
  type World,
} from './testing/producer-world.ts';

const STARTED_MS = 50;

describe('the guess how well a topic compresses', () => {
  it('comes down by half a hundredth a batch, and goes up by five or to what was seen', () => {
    expect(updateEstimation(1, 0.5)).toBeCloseTo(0.995);
    expect(updateEstimation(0.502, 0.5)).toBe(0.5);
    expect(updateEstimation(0.5, 0.5)).toBe(0.5);
    expect(updateEstimation(0.5, 0.52)).toBeCloseTo(0.55);
    expect(updateEstimation(0.5, 0.9)).toBe(0.9);
  });
});

describe('a producer with compression.type=gzip', () => {
  it('sends batches that take a half, and puts ever more records into them as it learns', () => {
    const world = createWorld({ configs: { 'compression.type': 'gzip', 'batch.size': 4000 } });
    const plain = createWorld({ configs: { 'batch.size': 4000 } });
    for (const each of [world, plain]) {
      runUntil(each, STARTED_MS);
      // All at once: every batch but the last is full. Those that leave later were begun by a better guess.
      for (const burst of range(0, 30)) {
        send(each, range(burst * 100, 100));
        runUntil(each, STARTED_MS + 100 * (burst + 1));
      }
    }
    const sent = world.partitions[0]!.batches;
    const uncompressed = plain.partitions[0]!.batches;
    expect(sent.every(({ compression }) => compression === 'gzip')).toBe(true);
    // Estimates are raised by a twentieth: at first a batch holds even less than an uncompressed one.
    expect(recordCount(sent[0]!)).toBeLessThan(recordCount(uncompressed[0]!));
    expect(Math.max(...sent.map(recordCount))).toBeGreaterThan(1.4 * recordCount(uncompressed[0]!));
    const saved = uncompressed[0]!.sizeInBytes - RECORD_BATCH_OVERHEAD;
    const perRecord = saved / recordCount(uncompressed[0]!);
    expect((sent[0]!.sizeInBytes - RECORD_BATCH_OVERHEAD) / recordCount(sent[0]!)).toBeCloseTo(
      perRecord / 2,
      0,
    );
    expect(sent.flatMap(({ records }) => (records.kind === 'data' ? records.indexes : []))).toEqual(
      range(0, 3000),
    );
  });

  it('counts on nothing any more once a batch was refused as too large', () => {
    const world = createWorld({
      configs: { 'compression.type': 'zstd', 'batch.size': 4000 },
      judge: (batch) => (recordCount(batch) > 20 ? Errors.MESSAGE_TOO_LARGE : 'write'),
    });
    runUntil(world, STARTED_MS);
    for (const record of range(0, 10)) {
      send(world, [record]);
      runUntil(world, STARTED_MS + 100 * (record + 1));
    }
    expect(ratioOf(world)).toBeCloseTo(0.95);
    send(world, range(10, 30));
    runUntil(world, 3000);
    expect(notesOf(world, 'batch-split').length).toBeGreaterThan(0);
    expect(ratioOf(world)).toBeGreaterThan(0.96);
    expect(world.partitions[0]!.log).toEqual(range(0, 40));
    expect(produceRequests(world).length).toBeGreaterThan(12);
  });

  function ratioOf({ producer }: World): number {
    return [...producer.accumulator.topics.values()][0]!.compressionRatio;
  }
});
