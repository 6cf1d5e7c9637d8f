import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createEventQueue, pop, push } from './event-queue.ts';

it('hands events out by time, and at one time in the order they came', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(20)), (times) => {
      const queue = createEventQueue();
      for (const dueUs of times) {
        push(queue, {
          kind: 'timer',
          dueUs,
          seq: queue.nextSeq++,
          node: 'a',
          incarnation: 0,
          timer: 't',
          key: '',
          causedBy: 0,
        });
      }
      const out = times.map(() => pop(queue)!);
      expect(pop(queue)).toBeUndefined();
      const sorted = [...out].sort((a, b) => a.dueUs - b.dueUs || a.seq - b.seq);
      expect(out).toEqual(sorted);
    }),
  );
});
