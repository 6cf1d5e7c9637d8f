import { expect, it } from 'vitest';
import { readScenario } from '../scenario/validate.ts';
import { buildFrame } from './frame-builder.ts';
import { inspect } from './inspect/inspection-builder.ts';
import { advance, createSession, type Session } from './session.ts';

/** Brokers 2 and 3 have it; broker 1, to which a replica is to move, is down: the move waits for it. */
function waiting(replicas: number[]): Session {
  const read = readScenario({
    version: 1,
    topics: [{ name: 'orders', partitions: 1, replicationFactor: 2 }],
    script: [
      { at: '15s', do: 'stopBroker', broker: 1 },
      { at: '30s', do: 'reassignPartitions', topic: 'orders', partition: 0, replicas },
    ],
  });
  if ('errors' in read) throw new Error(JSON.stringify(read.errors));
  return createSession({ scenario: read.scenario, seed: 1, actions: [] }, new Map());
}

function inspected(session: Session, ms: number) {
  advance(session, ms * 1000, () => false);
  buildFrame(session, 0, true);
  const { facts, explanations } = inspect(session.simulation, session.structure, {
    kind: 'partition',
    topic: 'orders',
    partition: 0,
  })!;
  return {
    facts: Object.fromEntries(facts.map(({ code, value }) => [code, value])),
    explained: Object.fromEntries(explanations.map(({ code, params }) => [code, params])),
    row: session.structure.rows[0],
  };
}

it('a partition that is being moved says what is added, what will go, and misses no replica for it', () => {
  const session = waiting([1, 3]);
  const before = inspected(session, 29_000);
  expect(before.row).toMatchObject({ replicas: [2, 3], adding: [], removing: [] });
  expect(before.explained).not.toHaveProperty('partition-moving');
  expect(before.facts).not.toHaveProperty('adding-replicas');
  const { facts, explained, row } = inspected(session, 32_000);
  expect(row).toMatchObject({ replicas: [1, 3, 2], adding: [1], removing: [2] });
  expect(facts).toMatchObject({ 'adding-replicas': '1', 'removing-replicas': '2' });
  expect(explained).toMatchObject({
    'partition-moving': { adding: '1', removing: '2' },
    'partition-all-in-sync': { inSync: 2, replicas: 2 },
  });
});

it('one that only gets a replica more has none to lose', () => {
  const { facts, explained } = inspected(waiting([2, 3, 1]), 32_000);
  expect(facts).not.toHaveProperty('removing-replicas');
  expect(explained).toMatchObject({ 'partition-moving': { adding: '1', removing: '' } });
});
