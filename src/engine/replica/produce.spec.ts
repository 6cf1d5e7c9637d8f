import { describe, expect, it } from 'vitest';
import { Errors } from '../../protocol/errors.ts';
import { sampleBatch } from '../log/sample-batch.ts';
import {
  answer,
  ask,
  createWorld,
  decide,
  elect,
  killBroker,
  logAt,
  notesOf,
  produce,
  produced,
  run,
  TOPIC_ID,
} from './testing/replica-world.ts';

const batch = (producerBatch = {}) => sampleBatch({ atMs: [0, 0, 0], ...producerBatch });

describe('acks', () => {
  it('1: is answered once the leader has appended, however far the followers are', () => {
    const world = createWorld();
    killBroker(world, world.brokers[1]!);
    killBroker(world, world.brokers[2]!);
    produce(world, 1, batch(), { acks: 1 });
    run(world, 5);
    expect(produced(world)).toMatchObject({ errorCode: Errors.NONE, baseOffset: 0, logStartOffset: 0 });
    expect(logAt(world, 1).highWatermark).toBe(0);
  });

  it('-1: is answered once every in-sync replica has fetched the batch and asked for what follows', () => {
    const world = createWorld();
    run(world, 100);
    produce(world, 1, batch());
    run(world, 3);
    expect(world.answers).toHaveLength(0);
    run(world, 10);
    expect(produced(world)).toMatchObject({ errorCode: Errors.NONE, baseOffset: 0 });
    expect(logAt(world, 2).logEndOffset).toBe(3);
    expect(logAt(world, 3).logEndOffset).toBe(3);
    expect(logAt(world, 1).highWatermark).toBe(3);
  });

  it('-1: a leader alone in its ISR commits at once', () => {
    const world = createWorld({ brokers: 1 });
    produce(world, 1, batch());
    run(world, 3);
    expect(produced(world).errorCode).toBe(Errors.NONE);
    expect(notesOf(world, 'high-watermark')).toMatchObject([{ broker: 1, highWatermark: 3 }]);
  });

  it('-1: is answered REQUEST_TIMED_OUT after its own timeout, and the records stay', () => {
    const world = createWorld();
    killBroker(world, world.brokers[1]!);
    produce(world, 1, batch(), { timeoutMs: 1000 });
    run(world, 990);
    expect(world.answers).toHaveLength(0);
    run(world, 20);
    expect(produced(world).errorCode).toBe(Errors.REQUEST_TIMED_OUT);
    expect(logAt(world, 1).logEndOffset).toBe(3);
  });

  it('0: is not answered', () => {
    const world = createWorld();
    produce(world, 1, batch(), { acks: 0 });
    run(world, 50);
    expect(world.answers).toEqual([]);
    expect(logAt(world, 1).logEndOffset).toBe(3);
  });

  it('0: an error closes the connection, which is all that the producer learns', () => {
    const world = createWorld();
    produce(world, 2, batch(), { acks: 0 });
    run(world, 50);
    expect(world.answers).toEqual([null]);
  });
});

describe('errors', () => {
  it('NOT_LEADER_OR_FOLLOWER names the leader (KIP-951)', () => {
    const world = createWorld();
    elect(world, 3, [1, 2, 3]);
    produce(world, 2, batch());
    run(world, 5);
    expect(produced(world)).toMatchObject({
      errorCode: Errors.NOT_LEADER_OR_FOLLOWER,
      currentLeader: { leaderId: 3, leaderEpoch: 1 },
    });
  });

  it('UNKNOWN_TOPIC_ID for an id that no topic has, UNKNOWN_TOPIC_OR_PARTITION beyond the last partition', () => {
    const world = createWorld();
    produce(world, 1, batch(), { topicId: 'nobody' });
    run(world, 5);
    expect(produced(world).errorCode).toBe(Errors.UNKNOWN_TOPIC_ID);
    produce(world, 1, batch(), { partition: 7 });
    run(world, 5);
    expect(produced(world).errorCode).toBe(Errors.UNKNOWN_TOPIC_OR_PARTITION);
  });

  it('what the log refuses is answered by its own error', () => {
    const world = createWorld({ topicConfigs: { 'max.message.bytes': '50' } });
    produce(world, 1, batch());
    run(world, 5);
    expect(produced(world)).toMatchObject({ errorCode: Errors.MESSAGE_TOO_LARGE, baseOffset: -1 });
  });

  it('NOT_ENOUGH_REPLICAS refuses acks=-1 before the append; acks=1 still gets in', () => {
    const world = createWorld({ topicConfigs: { 'min.insync.replicas': '2' } });
    decide(world, 0, { isr: [1] });
    produce(world, 1, batch());
    run(world, 5);
    expect(produced(world).errorCode).toBe(Errors.NOT_ENOUGH_REPLICAS);
    expect(logAt(world, 1).logEndOffset).toBe(0);
    produce(world, 1, batch(), { acks: 1 });
    run(world, 5);
    expect(produced(world).errorCode).toBe(Errors.NONE);
  });

  it('a batch that was in the log when the leader lost its place is answered NOT_LEADER_OR_FOLLOWER', () => {
    const world = createWorld();
    killBroker(world, world.brokers[2]!);
    produce(world, 1, batch());
    run(world, 20);
    expect(world.answers).toHaveLength(0);
    elect(world, 2, [1, 2]);
    run(world, 5);
    expect(produced(world)).toMatchObject({
      errorCode: Errors.NOT_LEADER_OR_FOLLOWER,
      currentLeader: { leaderId: 2, leaderEpoch: 1 },
    });
  });
});

describe('idempotence', () => {
  const first = batch({ producerId: 9, producerEpoch: 0, baseSequence: 0 });

  it('a batch that comes again is answered with its first offset, and only once in the log', () => {
    const world = createWorld({ brokers: 1 });
    for (let i = 0; i < 2; i++) produce(world, 1, first);
    run(world, 10);
    expect(world.answers).toHaveLength(2);
    expect(produced(world)).toMatchObject({ errorCode: Errors.NONE, baseOffset: 0 });
    expect(logAt(world, 1).logEndOffset).toBe(3);
    expect(notesOf(world, 'batch-duplicate')).toHaveLength(1);
  });

  it('the new leader knows the batch too, from having replicated it', () => {
    const world = createWorld();
    run(world, 100);
    produce(world, 1, first);
    run(world, 20);
    elect(world, 2, [2, 3]);
    produce(world, 2, first);
    run(world, 600);
    expect(produced(world)).toMatchObject({ errorCode: Errors.NONE, baseOffset: 0 });
    expect(logAt(world, 2).logEndOffset).toBe(3);
  });

  it('a gap in the sequence is refused', () => {
    const world = createWorld({ brokers: 1 });
    produce(world, 1, first);
    produce(world, 1, batch({ producerId: 9, producerEpoch: 0, baseSequence: 5 }));
    run(world, 10);
    expect(produced(world).errorCode).toBe(Errors.OUT_OF_ORDER_SEQUENCE_NUMBER);
  });
});

it('a request is answered as a whole: the batch that was refused waits for the one that was not', () => {
  const world = createWorld({ partitions: 2 });
  run(world, 100);
  elect(world, 2, [1, 2, 3], 1);
  run(world, 100);
  const topicData = [
    { topicId: TOPIC_ID, partitionData: [0, 1].map((index) => ({ index, records: [batch()] })) },
  ];
  const client = { transactionalId: null, acks: -1, timeoutMs: 30_000, topicData } as const;
  ask(world, 1, 'Produce', client);
  run(world, 600);
  const [ok, refused] = answer(world, 'Produce').responses[0]!.partitionResponses;
  expect(ok).toMatchObject({ index: 0, errorCode: Errors.NONE, baseOffset: 0 });
  expect(refused).toMatchObject({ index: 1, errorCode: Errors.NOT_LEADER_OR_FOLLOWER });
});
