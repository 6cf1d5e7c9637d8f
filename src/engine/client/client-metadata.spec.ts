import { describe, expect, it } from 'vitest';
import { MICROS_PER_MS } from '../../kernel/brand.ts';
import {
  currentLeader,
  requestUpdate,
  setTopics,
  updateLastSeenEpochIfNewer,
  updateLeader,
} from './client-metadata.ts';
import { act, createWorld, notesOf, runUntil, TOPIC, type World } from './testing/producer-world.ts';

function metadataRequestsMs(world: World): number[] {
  return world.requests.filter(({ api }) => api === 'Metadata').map(({ sentUs }) => sentUs / MICROS_PER_MS);
}

describe('when metadata is asked for', () => {
  it('at the start, and again when it is metadata.max.age.ms old', () => {
    const world = createWorld({ configs: { 'metadata.max.age.ms': 10_000 } });
    runUntil(world, 25_000);
    const [first, second, third] = metadataRequestsMs(world);
    expect(first).toBe(0);
    expect(second! - first!).toBeCloseTo(10_000, -2);
    expect(third! - second!).toBeCloseTo(10_000, -2);
    expect(notesOf(world, 'metadata-refreshed').map(({ reason }) => reason)).toEqual([
      'start',
      'metadata.max.age.ms',
      'metadata.max.age.ms',
    ]);
  });

  it('on request, but not within retry.backoff.ms of the last answer', () => {
    const world = createWorld();
    runUntil(world, 10);
    act(world, (ctx) => requestUpdate(ctx, world.producer, 'NOT_LEADER_OR_FOLLOWER'));
    runUntil(world, 1000);
    const [, second] = metadataRequestsMs(world);
    expect(second).toBeGreaterThanOrEqual(80);
    expect(second).toBeLessThanOrEqual(125);
  });

  it('ever more slowly while the answers bring nothing new', () => {
    const world = createWorld();
    for (let ms = 10; ms < 10_000; ms += 10) {
      runUntil(world, ms);
      act(world, (ctx) => requestUpdate(ctx, world.producer, 'NOT_LEADER_OR_FOLLOWER'));
    }
    const sent = metadataRequestsMs(world);
    const waits = sent.slice(1).map((ms, i) => ms - sent[i]!);
    expect(waits[0]).toBeLessThan(135);
    expect(waits.at(-1)).toBeGreaterThan(780);
  });

  it('at once for a new topic', () => {
    const world = createWorld();
    runUntil(world, 10);
    act(world, (ctx) => setTopics(ctx, world.producer, [TOPIC, 'payments']));
    runUntil(world, 20);
    expect(metadataRequestsMs(world)).toEqual([0, 10]);
  });

  it('again and again, of whoever can be reached, while brokers are down', () => {
    const world = createWorld({ brokers: 3, configs: { 'metadata.max.age.ms': 1000 } });
    runUntil(world, 500);
    world.down.add(1).add(2);
    runUntil(world, 20_000);
    expect(world.producer.metadata.lastSuccessfulRefreshUs / MICROS_PER_MS).toBeGreaterThan(18_900);
  });

  it('of the bootstrap servers again when no known broker is left, after five minutes at most (KIP-899, KIP-1102)', () => {
    const world = createWorld({ brokers: 2 });
    world.brokers = [2];
    runUntil(world, 500);
    world.brokers = [1];
    world.down.add(2);
    act(world, (ctx) => requestUpdate(ctx, world.producer, 'test'));
    runUntil(world, 305_000);
    expect(world.producer.metadata.brokers.map(({ nodeId }) => nodeId)).toEqual([1]);
  });
});

describe('leader epochs never go back', () => {
  function refresh(world: World, leader: number, leaderEpoch: number): void {
    world.known = [{ leader, leaderEpoch }];
    act(world, (ctx) => requestUpdate(ctx, world.producer, 'test', true));
    runUntil(world, world.cluster.nowUs / MICROS_PER_MS + 2000);
  }

  it('an answer with an older epoch is not believed', () => {
    const world = createWorld({ brokers: 2 });
    runUntil(world, 100);
    refresh(world, 2, 5);
    refresh(world, 1, 4);
    expect(currentLeader(world.producer.metadata, TOPIC, 0)).toMatchObject({ leaderId: 2, leaderEpoch: 5 });
    refresh(world, 1, 6);
    expect(currentLeader(world.producer.metadata, TOPIC, 0)).toMatchObject({ leaderId: 1, leaderEpoch: 6 });
  });

  it('unless the topic has another id: then it is another topic', () => {
    const world = createWorld({ brokers: 2 });
    runUntil(world, 100);
    refresh(world, 2, 5);
    world.topicId = 'topic-id-2';
    refresh(world, 1, 0);
    expect(currentLeader(world.producer.metadata, TOPIC, 0)).toMatchObject({ leaderId: 1, leaderEpoch: 0 });
    expect([...world.producer.metadata.topicNames]).toEqual([['topic-id-2', TOPIC]]);
  });

  it('an error may name a newer leader (KIP-951), and no older one', () => {
    const world = createWorld({ brokers: 2 });
    runUntil(world, 100);
    const { metadata } = world.producer;
    expect(updateLeader(metadata, TOPIC, 0, 2, 0)).toBe(false);
    expect(updateLeader(metadata, TOPIC, 0, 2, 1)).toBe(true);
    expect(currentLeader(metadata, TOPIC, 0)?.leaderId).toBe(2);
  });

  it('a newer epoch heard of elsewhere makes the known leader unknown until the next update', () => {
    const world = createWorld({ brokers: 2 });
    runUntil(world, 500);
    const { metadata } = world.producer;
    act(world, (ctx) => updateLastSeenEpochIfNewer(ctx, world.producer, TOPIC, 0, 3));
    expect(currentLeader(metadata, TOPIC, 0)).toBeUndefined();
    world.known = [{ leader: 2, leaderEpoch: 3 }];
    runUntil(world, 1000);
    expect(currentLeader(metadata, TOPIC, 0)?.leaderId).toBe(2);
  });
});
