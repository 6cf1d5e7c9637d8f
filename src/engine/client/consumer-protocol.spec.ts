import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SchemaError } from './byte-buffer-accessor.ts';
import {
  decodeAssignment,
  decodeSubscription,
  deserializeAssignment,
  deserializeSubscription,
  encodeAssignment,
  encodeSubscription,
  type Subscription,
  serializeAssignment,
  serializeSubscription,
} from './consumer-protocol.ts';

/** Blanks are for the eye. */
const bytes = (hex: string) =>
  Uint8Array.from(hex.match(/[0-9a-f]{2}/g) ?? [], (pair) => Number.parseInt(pair, 16));

describe('the body of a subscription', () => {
  const topics = ['b', 'a'];
  const v0 = '00000002 000162 000161 00000001 4f';
  const v1 = `${v0} 00000001 000161 00000002 00000003 00000001`;
  const v2 = `${v1} 00000159`;
  const v3 = `${v2} 0002 756e`;
  const message = {
    topics,
    userData: bytes('4f'),
    ownedPartitions: [{ topic: 'a', partitions: [3, 1] }],
    generationId: 345,
    rackId: 'un',
  };

  it.each([
    [0, v0, { ownedPartitions: [], generationId: -1, rackId: null }],
    [1, v1, { generationId: -1, rackId: null }],
    [2, v2, { rackId: null }],
    [3, v3, {}],
  ])('v%i', (version, encoded, defaults) => {
    expect(encodeSubscription(message, version)).toEqual(bytes(encoded));
    expect(decodeSubscription(bytes(encoded), version)).toEqual({ ...message, ...defaults });
  });

  it('has a length of -1 for null', () => {
    const nulls = { ...message, topics: [], userData: null, ownedPartitions: [], rackId: null };
    expect(encodeSubscription(nulls, 3)).toEqual(bytes('00000000 ffffffff 00000000 00000159 ffff'));
  });
});

describe('the body of an assignment', () => {
  it('is the same in all versions', () => {
    const message = { assignedPartitions: [{ topic: 'aikw', partitions: [55374251] }], userData: null };
    const encoded = '00000001 000461696b77 00000001 034cf1ab ffffffff';
    expect(encodeAssignment(message)).toEqual(bytes(encoded));
    expect(decodeAssignment(bytes(encoded))).toEqual(message);
  });
});

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
