/** `buffer.memory` and `max.block.ms`, as BufferPool and KafkaProducer.send keep them. */
import { describe, expect, it } from 'vitest';
import { isBlocked } from './blocked-sends.ts';
import { describeProducer } from './describe-producer.ts';
import {
  createWorld,
  notesOf,
  range,
  recordsOf,
  runUntil,
  send,
  type World,
  type WorldSettings,
} from './testing/producer-world.ts';

const STARTED_MS = 100;

/** Two batches of five records fill the memory; nothing lingers out before they do. */
const SMALL = { 'batch.size': 600, 'buffer.memory': 1200, 'linger.ms': 1000, 'max.block.ms': 300 };

function small(settings: WorldSettings = {}): World {
  const world = createWorld({ ...settings, configs: { ...SMALL, ...settings.configs } });
  runUntil(world, STARTED_MS);
  return world;
}

const described = (world: World) => describeProducer(world.producer, world.cluster.nowUs);

describe('buffer.memory', () => {
  it('is taken batch by batch and given back when they are acknowledged', () => {
    const world = small();
    send(world, [0]);
    expect(described(world).bufferBytes).toBe(600);
    runUntil(world, STARTED_MS + 1100);
    expect(world.partitions[0]!.log).toEqual([0]);
    expect(described(world).bufferBytes).toBe(0);
  });

  it('used up, blocks send(); what waits is taken in, in order, once there is room', () => {
    const world = small();
    send(world, range(0, 23));
    expect(described(world)).toMatchObject({ blockedOn: 'buffer', bufferBytes: 1200 });
    expect(isBlocked(world.producer)).toBe(true);
    runUntil(world, STARTED_MS + 100);
    expect(isBlocked(world.producer)).toBe(false);
    runUntil(world, 2000);
    expect(world.partitions[0]!.log).toEqual(range(0, 23));
    expect(described(world).bufferBytes).toBe(0);
  });

  it('used up, lets nothing linger', () => {
    const world = small({ partitions: 3 });
    send(world, [0], { partition: 0 });
    send(world, [1], { partition: 1 });
    send(world, [2], { partition: 2 });
    runUntil(world, STARTED_MS + 50);
    expect(world.partitions.map(({ log }) => log)).toEqual([[0], [1], []]);
  });

  it('is never enough for a record larger than all of it', () => {
    const world = small();
    send(world, [0], { valueSize: 1200 });
    expect(notesOf(world, 'batch-failed').map(({ error }) => error)).toEqual(['MESSAGE_TOO_LARGE']);
    expect(isBlocked(world.producer)).toBe(false);
  });

  it('is given back once, though a batch expires in flight and is answered later', () => {
    const world = small({
      judge: () => 'silence',
      configs: { 'delivery.timeout.ms': 0, 'request.timeout.ms': 200, 'linger.ms': 0, retries: 0 },
    });
    send(world, [0]);
    runUntil(world, 5000);
    expect(recordsOf(world, 'batch-failed')).toEqual([0]);
    expect(described(world).bufferBytes).toBe(0);
  });
});

describe('max.block.ms', () => {
  it('ends the wait for memory record by record: each next one is sent when the one before has failed', () => {
    const world = small({ judge: () => 'silence' });
    send(world, range(0, 12));
    const taken = 12 - described(world).waitingRecords;
    runUntil(world, STARTED_MS + 299);
    expect(notesOf(world, 'batch-failed')).toEqual([]);
    runUntil(world, STARTED_MS + 300);
    expect(notesOf(world, 'batch-failed').map(({ error }) => error)).toEqual(['BUFFER_EXHAUSTED']);
    runUntil(world, STARTED_MS + 600);
    expect(recordsOf(world, 'batch-failed')).toEqual([taken, taken + 1]);
  });

  it('ends the wait for metadata', () => {
    const world = createWorld({ configs: { 'max.block.ms': 300 } });
    world.known = [];
    send(world, [0]);
    runUntil(world, 299);
    expect(described(world).blockedOn).toBe('metadata');
    runUntil(world, 300);
    expect(notesOf(world, 'batch-failed').map(({ error }) => error)).toEqual(['METADATA_TIMEOUT']);
    expect(isBlocked(world.producer)).toBe(false);
  });

  it('0 never waits', () => {
    const world = createWorld({ configs: { 'max.block.ms': 0 } });
    send(world, [0, 1]);
    expect(recordsOf(world, 'batch-failed')).toEqual([0, 1]);
  });
});
