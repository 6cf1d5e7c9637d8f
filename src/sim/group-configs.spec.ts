/** Configs of a single group: asked of the controller, and obeyed by the group's coordinator. */
import { describe, expect, it } from 'vitest';
import type { Note } from '../engine/note.ts';
import { normalise } from '../scenario/normalise.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import { groupsOf } from './groups.ts';
import { advanceTo, createSimulation, toMicros } from './simulation.ts';

type Script = NonNullable<ScenarioDocument['script']>;
const consumer = (name: string, group: string) => ({
  name,
  group,
  topics: ['orders'],
  configs: { 'group.protocol': 'consumer' },
});

function play(script: Script, untilMs: number, configs = {}) {
  const scenario = normalise({
    version: 1,
    cluster: { configs },
    topics: [{ name: 'orders', partitions: 2 }],
    consumers: [consumer('a', 'own'), consumer('b', 'others')],
    script,
  });
  const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  const notes: Note[] = [];
  const heartbeats: Record<string, number[]> = { a: [], b: [] };
  advanceTo(simulation, toMicros(untilMs), ({ effects }) => {
    notes.push(...effects.notes);
    for (const { kind, api, from } of effects.sends.filter((sent) => sent.kind !== 'reset'))
      if (kind === 'request' && api === 'ConsumerGroupHeartbeat') heartbeats[from]!.push(effects.atUs / 1e6);
  });
  return { simulation, notes, heartbeats };
}

const set = (name: string, value: number | null, at = '10s') =>
  ({ at, do: 'setGroupConfig', group: 'own', name, value }) as const;

const answers = (notes: readonly Note[]) =>
  notes.flatMap((note) =>
    note.code === 'admin-answered' && note.api === 'IncrementalAlterConfigs' ? [note.error] : [],
  );

function between(times: readonly number[], from: number, to: number): number {
  return times.filter((time) => time >= from && time < to).length;
}

describe('configs of a group', () => {
  it('heartbeats come as often as the group has it, and in other groups as ever', () => {
    const { notes, heartbeats } = play([set('consumer.heartbeat.interval.ms', 15_000)], 70_000);
    expect(answers(notes)).toEqual(['NONE']);
    expect(between(heartbeats.a!, 20, 65)).toBe(3);
    expect(between(heartbeats.b!, 20, 65)).toBe(9);
  });

  it('back to the brokers’ value', () => {
    const name = 'consumer.heartbeat.interval.ms';
    const { notes, heartbeats } = play([set(name, 15_000), set(name, null, '11s')], 70_000);
    expect(answers(notes)).toEqual(['NONE', 'NONE']);
    expect(between(heartbeats.a!, 30, 65)).toBe(7);
  });

  it('a member may be silent as long as its group has it', () => {
    const script = [set('consumer.session.timeout.ms', 60_000), ...freezeAt('20s')];
    const { notes } = play(script, 90_000);
    // The last heartbeats came at 15 s.
    const removed = notes.flatMap((note) =>
      note.code === 'member-removed' ? [[note.clientId, Math.round(note.atUs / 1e6)]] : [],
    );
    expect(removed).toEqual([
      ['b', 60],
      ['a', 75],
    ]);
  });

  it('beyond what the brokers allow they are refused, unless these allow more', () => {
    expect(answers(play([set('consumer.session.timeout.ms', 10_000)], 15_000).notes)).toEqual([
      'INVALID_CONFIG',
    ]);
    const allowed = { 'group.consumer.min.session.timeout.ms': 6000 };
    const { notes, simulation } = play([set('consumer.session.timeout.ms', 10_000)], 20_000, allowed);
    expect(answers(notes)).toEqual(['NONE']);
    const own = groupsOf(simulation.cluster).find(({ group }) => group.groupId === 'own');
    expect(own?.group.members[0]?.sessionTimeoutMs).toBe(10_000);
  });
});

function freezeAt(at: string) {
  return ['a', 'b'].map((name) => ({ at, do: 'freezeConsumer', consumer: name }) as const);
}
