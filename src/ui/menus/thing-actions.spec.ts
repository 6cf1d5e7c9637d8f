import { describe, expect, it } from 'vitest';
import { more } from '../../i18n/more.en.ts';
import type { Command } from '../../scenario/scenario.ts';
import { fakeStructure } from '../../scene/testing/fake-frame.ts';
import type { Structure } from '../../view/structure.ts';
import type { Dialog } from '../state/choice-slice.ts';
import { thingActions } from './thing-actions.ts';

const structure: Structure = fakeStructure();

function menuOf(selection: Parameters<typeof thingActions>[0], of: Structure = structure) {
  const done: (Command | Dialog | string)[] = [];
  const groups = thingActions(selection, of, more.actions, {
    act: (command) => done.push(command),
    open: (dialog) => done.push(dialog),
    addConsumerTo: (group) => done.push(group),
  });
  const choose = (label: string): void =>
    groups
      .flat()
      .find((item) => item.label === label)
      ?.run();
  return { labels: groups.flat().map(({ label }) => label), groups, choose, done };
}

describe('what can be done to a broker', () => {
  it('a running one is stopped in one way or another, and not removed', () => {
    const menu = menuOf({ kind: 'broker', id: 2 });
    expect(menu.labels).toEqual([
      'Shut down',
      'Kill',
      'Freeze',
      'Elect the preferred leaders',
      'Remove from the cluster',
    ]);
    expect(menu.groups.flat().at(-1)).toMatchObject({ disabled: true, hint: 'stop it first' });
    menu.choose('Kill');
    expect(menu.done).toEqual([{ do: 'stopBroker', broker: 2, how: 'kill' }]);
  });

  it('a stopped one is started or removed', () => {
    const brokers = structure.brokers.map((broker) => ({ ...broker, state: 'stopped' as const }));
    const menu = menuOf({ kind: 'broker', id: 1 }, { ...structure, brokers });
    expect(menu.labels).toContain('Start');
    menu.choose('Remove from the cluster');
    expect(menu.done).toEqual([{ do: 'removeBroker', broker: 1 }]);
  });
});

it('a consumer moves by menu too', () => {
  const name = structure.consumers[0]!.name;
  const menu = menuOf({ kind: 'consumer', name });
  menu.choose('Move to…');
  expect(menu.done).toEqual([{ kind: 'move-consumer', consumer: name }]);
});

it('a partition’s menu is its topic’s, and its records can be deleted', () => {
  const topic = structure.topics[0]!.name;
  const menu = menuOf({ kind: 'partition', topic, partition: 0 });
  menu.choose('Delete the topic');
  menu.choose('Delete records…');
  expect(menu.done).toEqual([
    { do: 'deleteTopic', topic },
    { kind: 'delete-records', topic, partition: 0 },
  ]);
});

it('the replicas of a partition are moved, and while they are, the move can be cancelled', () => {
  const topic = structure.topics[0]!.name;
  const partition = { kind: 'partition', topic, partition: 1 } as const;
  expect(menuOf(partition).labels).not.toContain('Cancel the move');
  const rows = structure.rows.map((row, index) => (index === 1 ? { ...row, adding: [3] } : row));
  const menu = menuOf(partition, { ...structure, rows });
  menu.choose('Move replicas…');
  menu.choose('Cancel the move');
  expect(menu.done).toEqual([
    { kind: 'move-replicas', topic, partition: 1 },
    { do: 'reassignPartitions', topic, partition: 1, replicas: null },
  ]);
  expect(menuOf({ ...partition, partition: 0 }, { ...structure, rows }).labels).not.toContain(
    'Cancel the move',
  );
});

it('only a producer that sends in transactions has some to change', () => {
  const { name } = structure.producers[0]!;
  expect(menuOf({ kind: 'producer', name }).labels).not.toContain('Change its transactions…');
  const transaction = { id: 'tx', phase: 'ready', records: 0 } as const;
  const producers = structure.producers.map((producer) => ({ ...producer, transaction }));
  const menu = menuOf({ kind: 'producer', name }, { ...structure, producers });
  menu.choose('Change its transactions…');
  expect(menu.done).toEqual([{ kind: 'transactions', producer: name }]);
});

it('a group gets one more consumer, or other offsets', () => {
  const menu = menuOf({ kind: 'group', name: 'billing' });
  menu.choose('Add a consumer');
  menu.choose('Reset offsets…');
  expect(menu.done).toEqual(['billing', { kind: 'reset-offsets', group: 'billing' }]);
});

it('a share group gets one more consumer, and keeps its offsets', () => {
  const groups = structure.groups.map((group) => ({ ...group, isShare: true }));
  const menu = menuOf({ kind: 'group', name: 'billing' }, { ...structure, groups });
  expect(menu.labels).toEqual(['Add a consumer']);
});
