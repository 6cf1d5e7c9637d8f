import { describe, expect, it } from 'vitest';
import { sampleBatch } from '../log/sample-batch.ts';
import { deletionCheckOf } from './log-cleanup.ts';
import { createWorld, logAt, notesOf, produce, run } from './testing/replica-world.ts';

/** Three records of one key. */
const batch = () => sampleBatch({ atMs: [0, 0, 0] });

const compact = { 'cleanup.policy': 'compact', 'internal.segment.bytes': '150' };

describe('the log cleaner', () => {
  it('wakes up every log.cleaner.backoff.ms and compacts what is dirty enough, on leaders and followers alike', () => {
    const world = createWorld({ brokers: 2, topicConfigs: compact });
    run(world, 50);
    for (let i = 0; i < 4; i++) produce(world, 1, batch());
    run(world, 14_000);
    expect(notesOf(world, 'log-cleaned')).toEqual([]);
    run(world, 1000);
    expect(notesOf(world, 'log-cleaned')).toMatchObject([
      { broker: 1, fromOffset: 0, toOffset: 9, leader: true },
      { broker: 2, fromOffset: 0, toOffset: 9, leader: false },
    ]);
    // Of the closed segments the newest record of the key is left, and all of the active one.
    expect(logAt(world, 1).segments.map(({ batchCount }) => batchCount)).toEqual([0, 0, 1, 1]);
    expect(logAt(world, 1)).toMatchObject({ logStartOffset: 0, logEndOffset: 12 });
  });

  it('deletes from logs that are compacted and deleted from: the retention check leaves them alone', () => {
    const topicConfigs = { ...compact, 'cleanup.policy': 'compact,delete', 'retention.ms': '20000' };
    const world = createWorld({ brokers: 1, topicConfigs });
    run(world, 50);
    produce(world, 1, batch());
    run(world, 29_000);
    const [broker] = world.brokers;
    expect(deletionCheckOf(broker!, logAt(world, 1))).toEqual({ dueUs: 30_000_000, intervalMs: 15_000 });
    run(world, 1000);
    expect(notesOf(world, 'segment-deleted')).toMatchObject([{ baseOffset: 0, reason: 'retention.ms' }]);
  });
});
