import { describe, expect, it } from 'vitest';
import { normalise } from '../../scenario/normalise.ts';
import { fakeStructure } from '../../scene/testing/fake-frame.ts';
import { freshRun } from './builtin.ts';
import { freeName, newBrokerId, newConsumer, newGroupName } from './new-things.ts';

const structure = fakeStructure({ groups: 1 });
const run = freshRun(
  normalise({
    version: 1,
    topics: [{ name: 'orders' }],
    consumers: [
      {
        name: 'c1',
        group: 'billing',
        topics: ['orders'],
        processing: '60ms',
        configs: { 'max.poll.records': 10, 'group.instance.id': 'one' },
      },
    ],
  }),
);

describe('what a gesture adds', () => {
  it('is like its group’s members, but for what is one’s own', () => {
    expect(newConsumer(structure, run, 'billing')).toMatchObject({
      group: 'billing',
      topics: ['orders'],
      processingMs: 60,
      configs: { 'max.poll.records': 10 },
    });
    expect(newConsumer(structure, run, 'billing').configs).not.toHaveProperty('group.instance.id');
  });

  it('sends on as the others do, by a transactional.id of its own', () => {
    const forwards = { topic: 'orders', transactionalId: 'worker' };
    const worker = { name: 'w', group: 'workers', topics: ['orders'], forwards };
    const forwarding = freshRun(normalise({ version: 1, topics: [{ name: 'orders' }], consumers: [worker] }));
    const added = newConsumer(structure, forwarding, 'workers');
    expect(added).toMatchObject({ commit: 'never', forwards: { ...forwards, transactionalId: 'worker-1' } });
    const again = { ...forwarding, actions: [{ ...added, atMs: 1 }] };
    expect(newConsumer(structure, again, 'workers').forwards?.transactionalId).toBe('worker-1-1');
  });

  it('reads everything in a new group, and nothing on the bench', () => {
    expect(newConsumer(structure, run, 'new').topics).toEqual(structure.topics.map(({ name }) => name));
    expect(newConsumer(structure, run, null)).toMatchObject({ group: null, topics: [] });
  });

  it('has a name that nobody has', () => {
    expect(freeName('Consumer', ['Consumer 1', 'Consumer 3'])).toBe('Consumer 2');
    expect(newGroupName(structure)).toBe('group-1');
    expect(newBrokerId(structure)).toBe(structure.brokers.length + 1);
    const nine = Array.from({ length: 9 }, (_, index) => ({ ...structure.brokers[0]!, id: index + 1 }));
    expect(newBrokerId({ ...structure, brokers: nine })).toBeNull();
  });
});
