/** A consumer that subscribes by a pattern (KIP-848): its coordinator finds the topics, it hears of them by their ids. */
import { describe, expect, it } from 'vitest';
import type { Note } from '../engine/note.ts';
import type { RequestOf } from '../protocol/messages/index.ts';
import { normalise } from '../scenario/normalise.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import { checkWhole } from './checkers/checkers.ts';
import { findConsumer } from './named.ts';
import { advanceTo, createSimulation, toMicros } from './simulation.ts';
import { stateDocument } from './state-document.ts';
import { subscribedGroups } from './subscriptions.ts';

type Script = NonNullable<ScenarioDocument['script']>;

const byPattern = (pattern: string) =>
  ({
    group: 'g',
    pattern,
    configs: { 'group.protocol': 'consumer', 'auto.offset.reset': 'earliest' },
  }) as const;

function play(pattern: string, script: Script = [], untilMs = 30_000) {
  const topics = ['orders-eu', 'orders-us', 'clicks'].map((name) => ({ name, partitions: 2 }));
  const scenario = normalise({
    version: 1,
    topics,
    producers: topics.map(({ name }) => ({
      name: `p-${name}`,
      topic: name,
      workload: { type: 'steady', perSecond: 10, limit: 20 },
      startAt: '3s',
    })),
    consumers: [{ name: 'c', ...byPattern(pattern), startAt: '2s' }],
    script,
  });
  const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  const heartbeats: RequestOf<'ConsumerGroupHeartbeat'>[] = [];
  const metadata: RequestOf<'Metadata'>[] = [];
  const notes: Note[] = [];
  advanceTo(simulation, toMicros(untilMs), ({ effects }) => {
    notes.push(...effects.notes);
    for (const sent of effects.sends) {
      if (sent.kind !== 'request' || sent.from !== 'c') continue;
      if (sent.api === 'ConsumerGroupHeartbeat') heartbeats.push(sent.body as (typeof heartbeats)[number]);
      if (sent.api === 'Metadata') metadata.push(sent.body as (typeof metadata)[number]);
    }
  });
  const owned = Object.keys(stateDocument(simulation).groups[0]?.members[0]?.assignment ?? {}).sort();
  return { simulation, heartbeats, metadata, notes, owned };
}

describe('a subscription by a pattern', () => {
  it('is given every topic that fits, and reads all of it', () => {
    const { simulation, owned } = play('orders-.*');
    expect(owned).toEqual(['orders-eu', 'orders-us']);
    expect(simulation.ledger.counts).toMatchObject({ acknowledged: 60, delivered: 40, redelivered: 0 });
    expect(checkWhole(simulation.cluster)).toEqual([]);
    expect(subscribedGroups(simulation.cluster, 'orders-us')).toEqual(['g']);
    expect(subscribedGroups(simulation.cluster, 'clicks')).toEqual([]);
  });

  it('says the pattern once, with no topics beside it, and asks for metadata by ids alone', () => {
    const { heartbeats, metadata } = play('orders-.*');
    const said = heartbeats.map(({ subscribedTopicNames, subscribedTopicRegex }) => [
      subscribedTopicNames,
      subscribedTopicRegex,
    ]);
    expect(said[0]).toEqual([[], 'orders-.*']);
    for (const later of said.slice(1)) expect(later).toEqual([null, null]);
    const asked = metadata.map(({ topics }) => topics!.map(({ name }) => name));
    expect(asked[0]).toEqual([]);
    expect(asked.at(-1)).toEqual([null, null]);
  });

  it('is given a topic that comes later, once its coordinator has looked again', () => {
    const { owned } = play('orders-.*', [{ at: '10s', do: 'addTopic', name: 'orders-kr' }]);
    expect(owned).toEqual(['orders-eu', 'orders-kr', 'orders-us']);
  });

  it('fits whole names, and may fit none', () => {
    expect(play('orders').owned).toEqual([]);
    expect(play('(orders-eu|clicks)').owned).toEqual(['clicks', 'orders-eu']);
  });

  it('is refused by the coordinator if it is none', () => {
    const { simulation, notes } = play('orders-(');
    expect(notes).toContainEqual(
      expect.objectContaining({
        code: 'consumer-error',
        error: expect.stringContaining('InvalidRegularExpression'),
      }),
    );
    expect(findConsumer(simulation.cluster, 'c')!.consumerMembership.state).toBe('FATAL');
  });

  it('goes with the consumer into another group, unless topics are named', () => {
    const kept = play('orders-.*', [{ at: '10s', do: 'moveConsumer', consumer: 'c', group: 'h' }]);
    expect(kept.simulation.consumers.get('c')).toMatchObject({
      group: 'h',
      pattern: 'orders-.*',
      topics: [],
    });
    const named = play('orders-.*', [
      { at: '10s', do: 'moveConsumer', consumer: 'c', group: 'h', topics: ['clicks'] },
    ]);
    expect(named.simulation.consumers.get('c')).toMatchObject({ topics: ['clicks'] });
    expect(named.simulation.consumers.get('c')).not.toHaveProperty('pattern');
  });
});
