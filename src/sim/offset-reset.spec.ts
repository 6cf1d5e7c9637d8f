/** A group's offsets that a tool resets, from the command to the coordinator and back to the members. */
import { describe, expect, it } from 'vitest';
import type { Note } from '../engine/note.ts';
import { normalise } from '../scenario/normalise.ts';
import { normaliseCommand } from '../scenario/normalise-command.ts';
import type { ScenarioDocument } from '../scenario/schema.ts';
import type { OffsetResetDocument } from '../scenario/schema-offset-reset.ts';
import { checkWhole } from './checkers/checkers.ts';
import { committedOf, groupsOf } from './groups.ts';
import type { ResetOffsets } from './offset-reset.ts';
import { previewReset } from './offset-reset-preview.ts';
import { advanceTo, createSimulation, type Simulation, toMicros } from './simulation.ts';

type Script = NonNullable<ScenarioDocument['script']>;

const CLOSED_AT = '20s';

/** 100 records a partition, ten a second, from 3 s to 13 s; a group reads them all and closes at 20 s. */
function play(script: Script, { configs = {}, untilMs = 40_000, more = {} }: Options = {}) {
  const scenario = normalise({
    version: 1,
    topics: [
      { name: 'orders', partitions: 2 },
      { name: 'clicks', partitions: 1 },
    ],
    producers: ['orders', 'clicks'].map((topic) => ({
      name: `p-${topic}`,
      topic,
      workload: { type: 'steady' as const, perSecond: 10, limit: 100 },
      startAt: '3s',
    })),
    consumers: [
      { name: 'c', group: 'g', topics: ['orders', 'clicks'], configs: { ...configs, ...FROM_THE_START } },
    ],
    script: [{ at: CLOSED_AT, do: 'closeConsumer', consumer: 'c' }, ...script],
    ...more,
  });
  const simulation = createSimulation({ scenario, seed: scenario.seed, actions: [] });
  const notes: Note[] = [];
  advanceTo(simulation, toMicros(untilMs), ({ effects }) => notes.push(...effects.notes));
  return { simulation, notes, offsets: offsetsOf(simulation) };
}

interface Options {
  readonly configs?: Record<string, string>;
  readonly untilMs?: number;
  readonly more?: Partial<ScenarioDocument>;
}

const FROM_THE_START = { 'auto.offset.reset': 'earliest' };

const reset = (
  to: OffsetResetDocument,
  more: Partial<Extract<Script[number], { do: 'resetOffsets' }>> = {},
) => ({ at: '25s', do: 'resetOffsets', group: 'g', to, ...more }) as const;

function offsetsOf({ cluster }: Simulation, group = 'g'): Record<string, number> {
  const found = groupsOf(cluster).find((each) => each.group.groupId === group);
  return found ? Object.fromEntries([...committedOf(cluster, found)].sort()) : {};
}

function outcomes(notes: readonly Note[]): unknown[] {
  return notes.flatMap((note): unknown[] => {
    if (note.code === 'group-offsets-reset')
      return [
        note.offsets.map(({ topic, partition, from, to, heldTo }) => [
          `${topic}-${partition}`,
          from,
          to,
          heldTo,
        ]),
      ];
    return note.code === 'admin-answered' && note.api === 'resetOffsets' ? [note.error] : [];
  });
}

const READ = { 'clicks-0': 100, 'orders-0': expect.any(Number), 'orders-1': expect.any(Number) };

describe('resetOffsets', () => {
  it('to earliest: everything is read once more', () => {
    const { simulation, notes, offsets } = play([
      reset('earliest'),
      { at: '30s', do: 'startConsumer', consumer: 'c' },
    ]);
    expect(outcomes(notes)).toEqual([expect.arrayContaining([['clicks-0', 100, 0, null]])]);
    expect(simulation.ledger.counts).toMatchObject({ delivered: 200, redelivered: 200 });
    expect(offsets).toEqual(READ);
    expect(checkWhole(simulation.cluster)).toEqual([]);
  });

  it('changes what is committed, and nothing else', () => {
    const before = play([]);
    const after = play([reset('current')]);
    expect(after.offsets).toEqual(before.offsets);
    expect(play([reset('earliest')]).offsets).toEqual({ 'clicks-0': 0, 'orders-0': 0, 'orders-1': 0 });
  });

  it.each<[string, OffsetResetDocument, number, string | null]>([
    ['latest', 'latest', 100, null],
    ['an offset', { offset: 40 }, 40, null],
    ['an offset beyond the end', { offset: 4000 }, 100, 'latest'],
    ['back', { shiftBy: -30 }, 70, null],
    ['further back than the log goes', { shiftBy: -300 }, 0, 'earliest'],
    ['onwards over the end', { shiftBy: 1 }, 100, 'latest'],
    ['by a duration', { duration: '1m' }, 0, null],
    ['to a time of which all is older', { datetime: '2026-01-01T00:01:00Z' }, 100, null],
    ['by a file', { file: 'clicks,0,12\n' }, 12, null],
  ])('to %s', (_what, to, expected, heldTo) => {
    const { notes } = play([reset(to, { topics: [{ topic: 'clicks' }] })]);
    expect(outcomes(notes)).toEqual([[['clicks-0', expect.any(Number), expected, heldTo]]]);
  });

  it('to a time: the first record that is not older, whether by the clock or by how long ago', () => {
    const eightSeconds = '2026-01-01T00:00:08.000';
    const { simulation, offsets } = play([reset({ datetime: eightSeconds })]);
    expect(offsets['clicks-0']).toBeGreaterThan(40);
    expect(offsets['clicks-0']).toBeLessThan(60);
    expect(play([reset({ duration: '17s' })]).offsets).toEqual(offsets);
    expect(checkWhole(simulation.cluster)).toEqual([]);
  });

  it('only the partitions that are named', () => {
    const whole = play([]).offsets;
    const { offsets } = play([reset('earliest', { topics: [{ topic: 'orders', partitions: [1] }] })]);
    expect(offsets).toEqual({ ...whole, 'orders-1': 0 });
  });

  it('is refused while somebody is in the group, and changes nothing', () => {
    const { notes, offsets } = play([reset('earliest', { at: '15s' })], { untilMs: 19_000 });
    expect(outcomes(notes)).toEqual(['NON_EMPTY_GROUP']);
    expect(offsets['clicks-0']).toBe(100);
  });

  it('asks a consumer group by its own request', () => {
    const configs = { 'group.protocol': 'consumer' };
    const { notes, offsets } = play([reset({ offset: 5 })], { configs });
    expect(outcomes(notes)).toHaveLength(1);
    expect(offsets).toEqual({ 'clicks-0': 5, 'orders-0': 5, 'orders-1': 5 });
    const early = play([reset('earliest', { at: '15s' })], { configs, untilMs: 19_000 });
    expect(outcomes(early.notes)).toEqual(['NON_EMPTY_GROUP']);
  });

  it('gives a group that nobody has joined yet its first offsets', () => {
    const { simulation, notes } = play([
      reset({ offset: 30 }, { group: 'later', topics: [{ topic: 'clicks' }] }),
    ]);
    expect(outcomes(notes)).toEqual([[['clicks-0', -1, 30, null]]]);
    expect(simulation.ledger.counts.redelivered).toBe(0);
  });

  it('what is not committed can not be shifted, and is set to the end instead of kept', () => {
    const topics = [{ topic: 'clicks' }];
    const shifted = play([reset({ shiftBy: -5 }, { group: 'later', topics })]);
    expect(outcomes(shifted.notes)).toEqual(['INVALID_REQUEST']);
    const kept = play([reset('current', { group: 'later', topics })]);
    expect(outcomes(kept.notes)).toEqual([[['clicks-0', -1, 100, null]]]);
  });

  it('a partition that is not there keeps all others from being reset', () => {
    const missing = reset('earliest', { at: '26s', topics: [{ topic: 'clicks' }, { topic: 'gone' }] });
    const { notes, offsets } = play([{ at: '21s', do: 'deleteTopic', topic: 'gone' }, missing], {
      more: { topics: [{ name: 'orders', partitions: 2 }, { name: 'clicks' }, { name: 'gone' }] },
    });
    expect(outcomes(notes)).toEqual(['UNKNOWN_TOPIC_OR_PARTITION']);
    expect(offsets['clicks-0']).toBe(100);
  });

  it.each([1, 2, 3])('finds another coordinator and other leaders while broker %i goes', (broker) => {
    const { simulation, notes, offsets } = play([
      { at: '24.996s', do: 'stopBroker', broker, how: 'shutdown' },
      reset('earliest'),
    ]);
    expect(outcomes(notes)).toEqual([expect.any(Array)]);
    expect(offsets).toEqual({ 'clicks-0': 0, 'orders-0': 0, 'orders-1': 0 });
    expect(checkWhole(simulation.cluster)).toEqual([]);
  });

  it.each<OffsetResetDocument>([
    'earliest',
    'latest',
    'current',
    { offset: 70 },
    { shiftBy: -60 },
    { duration: '17s' },
    { datetime: '2027-01-01T00:00' },
    { file: 'orders,1,3\nclicks,0,300' },
  ])('does what its preview said: %j', (to) => {
    const { simulation } = play([], { untilMs: 25_000 });
    const { at, ...document } = reset(to);
    const command = normaliseCommand(document, { brokers: 3 }) as ResetOffsets;
    const preview = previewReset(simulation, command);
    expect(preview.problem).toBeNull();
    const { notes } = play([{ at, ...document }]);
    const done = notes.find((note) => note.code === 'group-offsets-reset');
    // With a file the tool has no need to ask what is committed.
    const from = typeof to === 'object' && 'file' in to ? -1 : expect.any(Number);
    expect(done?.offsets).toEqual(preview.offsets.map((each) => ({ ...each, from })));
  });

  it('previews why it would not be done', () => {
    const { simulation } = play([], { untilMs: 19_000 });
    const problem = (command: Omit<ResetOffsets, 'do'>) =>
      previewReset(simulation, { do: 'resetOffsets', ...command }).problem;
    expect(problem({ group: 'g', to: 'earliest' })).toEqual({ code: 'group-active', about: 'Stable' });
    expect(problem({ group: 'later', to: 'earliest' })).toEqual({ code: 'nothing-committed', about: '' });
    const clicks = { group: 'later', topics: [{ topic: 'clicks', partitions: [0] }] };
    expect(problem({ ...clicks, to: 'earliest' })).toBeNull();
    expect(problem({ ...clicks, to: { shiftBy: 1 } })).toEqual({
      code: 'nothing-to-shift',
      about: 'clicks-0',
    });
    const missing = { group: 'g', topics: [{ topic: 'clicks', partitions: [7] }] };
    expect(problem({ ...missing, to: 'latest' })).toEqual({ code: 'unknown-partition', about: 'clicks-7' });
  });

  it('gives up after five seconds when nobody answers', () => {
    const stops = [1, 2, 3].map((broker) => ({ at: '24s', do: 'stopBroker', broker }) as const);
    const { notes } = play([...stops, reset('earliest')]);
    expect(outcomes(notes)).toEqual(['REQUEST_TIMED_OUT']);
    expect(notes.find((note) => note.code === 'admin-answered' && note.api === 'resetOffsets')?.atUs).toBe(
      30_000_000,
    );
  });
});
