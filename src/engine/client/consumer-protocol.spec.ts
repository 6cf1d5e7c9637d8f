import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SchemaError } from '../../protocol/bytes/schema-error.ts';
import {
  deserializeAssignment,
  deserializeSubscription,
  type Subscription,
  serializeAssignment,
  serializeSubscription,
} from './consumer-protocol.ts';

/** Blanks are for the eye. */
const bytes = (hex: string) =>
  Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));

describe('what JoinGroup and SyncGroup carry', () => {
  const subscription: Subscription = {
    topics: ['b', 'a'],
    userData: null,
    ownedPartitions: [
      { topic: 'b', partition: 1 },
      { topic: 'a', partition: 2 },
      { topic: 'b', partition: 0 },
    ],
    generationId: 7,
    rackId: null,
  };

  it('begins with the version, and lists a subscription in order', () => {
    expect(serializeSubscription(subscription, 1)).toEqual(
      bytes(
        `0001 00000002 000161 000162 ffffffff
         00000002 000161 00000001 00000002 000162 00000002 00000000 00000001`,
      ),
    );
  });

  it('reads a version to come as the newest known one', () => {
    const fromTheFuture = serializeSubscription(subscription);
    fromTheFuture[1] = 9;
    expect(deserializeSubscription(fromTheFuture)).toEqual(
      deserializeSubscription(serializeSubscription(subscription)),
    );
  });

  it('takes an empty rack for none', () => {
    expect(deserializeSubscription(serializeSubscription({ ...subscription, rackId: '' })).rackId).toBeNull();
  });

  it.each([
    ['a version below 0', 'ffff'],
    ['an end in the middle', '0001 00000002 000161 00'],
    ['an array longer than the message', '0001 7fffffff'],
    ['a topic that is null', '0001 00000001 ffff 0000'],
  ])('refuses %s', (_, encoded) => {
    expect(() => deserializeSubscription(bytes(encoded))).toThrow(SchemaError);
  });

  it('refuses a topic that is too long for an int16', () => {
    expect(() => serializeSubscription({ ...subscription, topics: ['x'.repeat(0x8000)] })).toThrow(
      SchemaError,
    );
  });

  it('brings any assignment to the member as it left the leader', () => {
    const partition = fc.record({
      topic: fc.constantFrom('a', 'topic-b', '주제'),
      partition: fc.nat(),
    });
    const partitions = fc
      .array(partition)
      .map((list) => [...list].sort((a, b) => (a.topic < b.topic ? -1 : 1)));
    const userData = fc.option(fc.uint8Array({ maxLength: 20 }));
    fc.assert(
      fc.property(fc.record({ partitions, userData }), (assignment) => {
        expect(deserializeAssignment(serializeAssignment(assignment))).toEqual(assignment);
      }),
    );
  });
});
