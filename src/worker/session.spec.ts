/** A run as it is watched: what a viewer of the page gets to see, driven by hand instead of by animation frames. */
import { describe, expect, it } from 'vitest';
import type { Run } from '../scenario/scenario.ts';
import { readScenario } from '../scenario/validate.ts';
import { stateDocument } from '../sim/state-document.ts';
import { FLIGHT_KINDS } from '../view/frame.ts';
import { buildFrame } from './frame-builder.ts';
import {
  advance,
  arriveAt,
  beginStepBack,
  command,
  createSession,
  goOnBack,
  play,
  replay,
  type Session,
  step,
} from './session.ts';

const FRAME_MS = 1000 / 60;
const never = (): boolean => false;

function runOf(assignor: string, partitions = 3, consumers = 2): Run {
  const read = readScenario({
    version: 1,
    topics: [{ name: 'orders', partitions }],
    producers: [{ name: 'checkout', topic: 'orders', workload: { type: 'steady', perSecond: 12 } }],
    consumers: Array.from({ length: consumers }, (_, i) => ({
      name: `Consumer ${i + 1}`,
      group: 'billing',
      topics: ['orders'],
      configs: { 'partition.assignment.strategy': [assignor] },
    })),
  });
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  return { scenario: read.scenario, seed: 1, actions: [] };
}

function watched(run: Run, openAtMs = 10_000): Session {
  const session = createSession(run, new Map());
  advance(session, openAtMs * 1000, never);
  session.playing = true;
  buildFrame(session, 0, true);
  return session;
}

function travelBackTo(session: Session, untilUs: number): void {
  const fresh = replay(session);
  advance(fresh, untilUs, never);
  arriveAt(session, fresh);
}

/** As the worker does, but every slice is as short as can be. */
function stepBackInSlices(session: Session): void {
  const way = beginStepBack(session);
  while (!goOnBack(session, way, () => true));
}

const addThird = {
  do: 'addConsumer',
  name: 'Consumer 3',
  group: 'billing',
  topics: ['orders'],
  configs: {},
  processingMs: 0,
  commit: 'auto',
} as const;

describe('paced, at Kafka’s defaults', () => {
  it.each(['range', 'cooperative-sticky'])(
    'a rebalance (%s) begun by a drag is over within ten seconds of wall time',
    (assignor) => {
      const session = watched(runOf(assignor));
      for (let ms = 0; ms < 5000; ms += FRAME_MS) play(session, FRAME_MS, never);
      command(session, { ...addThird, configs: { 'partition.assignment.strategy': [assignor] } });
      let wallMs = 0;
      const done = (): boolean => {
        const [group] = stateDocument(session.simulation).groups;
        return (
          group?.state === 'Stable' &&
          group.members.length === 3 &&
          session.structure.consumers[2]!.owned.length === 1
        );
      };
      for (; !done() && wallMs < 20_000; wallMs += FRAME_MS) {
        play(session, FRAME_MS, never);
        buildFrame(session, 1, false);
      }
      expect(wallMs).toBeLessThan(10_000);
      expect(wallMs).toBeGreaterThan(1000);
    },
  );

  it('within five seconds a record has left a producer, landed, and reached a consumer, each seen on its way', () => {
    const session = watched(runOf('range'));
    const seen = new Map<string, number>();
    for (let ms = 0; ms < 5000; ms += FRAME_MS) {
      play(session, FRAME_MS, never);
      for (const kind of buildFrame(session, 1, false).flights.kinds) {
        seen.set(FLIGHT_KINDS[kind]!, (seen.get(FLIGHT_KINDS[kind]!) ?? 0) + 1);
      }
    }
    // In at least so many frames: a third of a second each.
    expect(seen.get('produce')).toBeGreaterThan(20);
    expect(seen.get('deliver')).toBeGreaterThan(20);
  });

  it('no rate changes by more than twice in 100 ms', () => {
    const session = watched(runOf('range'));
    const rates: number[] = [];
    for (let frame = 0; frame < 900; frame++) {
      if (frame === 300) command(session, addThird);
      play(session, FRAME_MS, never);
      rates.push(session.rate);
    }
    for (let i = 6; i < rates.length; i++) {
      const change = rates[i]! / rates[i - 6]!;
      expect(Math.max(change, 1 / change)).toBeLessThanOrEqual(2.0001);
    }
  });
});

describe('one run, however it is watched', () => {
  it('paced, by the clock, by steps and at full speed it comes to the same state', () => {
    const until = 12_000_000;
    const ends = [
      (session: Session) => {
        while (session.simulation.cluster.nowUs < until - 100_000) play(session, FRAME_MS, never);
      },
      (session: Session) => {
        session.pace = { kind: 'clock', rate: 3 };
        while (session.simulation.cluster.nowUs < until - 200_000) play(session, FRAME_MS, never);
      },
      (session: Session) => {
        for (let i = 0; i < 50; i++) step(session, 'message', never);
      },
      () => {},
    ].map((watch) => {
      const session = watched(runOf('range'));
      watch(session);
      advance(session, until, never);
      return stateDocument(session.simulation);
    });
    for (const end of ends.slice(1)) expect(end).toEqual(ends[0]);
  });

  it('steps from message to message, and back again to the same state', () => {
    const session = watched(runOf('range'));
    session.playing = false;
    const states: string[] = [];
    for (let i = 0; i < 5; i++) {
      expect(step(session, 'message', never)).toBe(true);
      states.push(JSON.stringify(stateDocument(session.simulation)));
    }
    stepBackInSlices(session);
    expect(JSON.stringify(stateDocument(session.simulation))).toBe(states[3]);
    stepBackInSlices(session);
    expect(JSON.stringify(stateDocument(session.simulation))).toBe(states[2]);
  });

  it('steps to the next event of a kind', () => {
    const session = watched(runOf('range'));
    command(session, addThird);
    expect(step(session, 'group-stable', never)).toBe(true);
    expect(stateDocument(session.simulation).groups[0]).toMatchObject({ state: 'Stable', epoch: 2 });
  });

  it('shows where it was until it has travelled back, and says nothing twice', () => {
    const session = watched(runOf('range'));
    const shown = JSON.stringify(stateDocument(session.simulation));
    session.marks = [];
    const fresh = replay(session);
    advance(fresh, 5_000_000, never);
    expect(fresh.marks.length).toBeGreaterThan(0);
    expect(JSON.stringify(stateDocument(session.simulation))).toBe(shown);
    arriveAt(session, fresh);
    expect(stateDocument(session.simulation).timeMs).toBe(5000);
    expect(session.marks).toEqual([]);
  });

  it('acting in the past begins another future', () => {
    const session = watched(runOf('range'));
    command(session, { do: 'stopBroker', broker: 1, how: 'kill' });
    const late = session.run.actions.length;
    travelBackTo(session, 5_000_000);
    command(session, { do: 'pauseProducer', producer: 'checkout' });
    expect(session.run.actions).toHaveLength(late);
    expect(session.run.actions[0]).toMatchObject({ do: 'pauseProducer', atMs: 5000 });
    advance(session, 20_000_000, never);
    expect(stateDocument(session.simulation).brokers.every(({ state }) => state === 'running')).toBe(true);
  });
});
